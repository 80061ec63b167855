package org.tarpon.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.tarpon.scenario.CircuitScenario;

/** The resolved scenario, the digests, and how to come to them again. */
final class ReproductionSection implements Section {
    @Override
    public String id() {
        return "reproduce";
    }

    @Override
    public String title() {
        return "Reproduce this run";
    }

    @Override
    public void write(RunFiles run, Element section) {
        String version = run.result().path("version").asText("not recorded");
        Element facts = Html.facts(section);
        Html.fact(facts, "version of Tarpon", version);
        run.study().ifPresent(study -> Html.fact(facts, "seed", Long.toString(study.seed())));
        Html.paragraph(
                section,
                run.hasEnded()
                        ? "In the folder of the run: the same scenario, run again, comes to the same digests on any"
                                + " number of threads; diff says so."
                        : "In the folder of the run: go on with it, to the same bits as without a stop.");
        section.appendElement("pre")
                .attr("tabindex", "0")
                .attr("aria-label", "Commands")
                .appendElement("code")
                .text(Html.clean(commands(run)));
        digests(run.result().path("digests"), section);
        section.appendElement("h3").text("Resolved scenario");
        section.appendElement("pre")
                .attr("tabindex", "0")
                .attr("aria-label", "Resolved scenario")
                .appendElement("code")
                .text(Html.clean(run.text()));
    }

    private static String commands(RunFiles run) {
        if (!run.hasEnded()) {
            return "java -jar tarpon.jar run --resume .";
        }
        String files = run.circuit().map(CircuitScenario::files).orElse(List.of()).stream()
                .map(file -> " --files " + quote(String.valueOf(file.getParent())))
                .distinct()
                .collect(Collectors.joining());
        return "java -jar tarpon.jar run scenario.yaml --out again" + files + "\njava -jar tarpon.jar diff . again"
                + files;
    }

    /** A path as a shell takes it. */
    private static String quote(String path) {
        return path.matches("[\\w./+@:,-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }

    private static void digests(JsonNode digests, Element section) {
        if (digests.isEmpty()) {
            return;
        }
        Element body = Html.table(section, "Digests (SHA-256)", List.of("of", "digest"));
        for (Map.Entry<String, JsonNode> digest : digests.properties()) {
            Html.row(body, digest.getKey(), List.of())
                    .appendElement("td")
                    .appendElement("code")
                    .text(Html.line(digest.getValue().asText()));
        }
    }
}
