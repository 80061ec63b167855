package org.tarpon.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jsoup.nodes.Element;

/** What depends on the machine and on the day. Nothing else on the page does. */
final class MachineSection implements Section {
    @Override
    public String id() {
        return "machine";
    }

    @Override
    public String title() {
        return "Speed on this machine";
    }

    @Override
    public void write(RunFiles run, Element section) {
        JsonNode performance = run.result().path("performance");
        if (performance.isEmpty()) {
            return;
        }
        Element facts = Html.facts(section);
        for (Map.Entry<String, JsonNode> figure : performance.properties()) {
            if (isSpeed(figure.getKey()) || figure.getKey().equals("java")) {
                Html.fact(facts, figure.getKey().replace('_', ' '), Figures.of(figure.getValue()));
            }
        }
    }

    /** Whether a figure is another one on another machine. */
    static boolean isSpeed(String key) {
        return key.endsWith("_per_second") || key.endsWith("_seconds");
    }
}
