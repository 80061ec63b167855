package org.tarpon.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jsoup.nodes.Element;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.KeyDifference;

/** Runs side by side: curves over each other, and tables of what differs. */
final class ComparisonPage {
    /** More rows than anybody reads. */
    private static final int MOST_ROWS = 500;

    private final List<RunFiles> runs;
    private final List<List<String>> settings;
    private final List<String> names = new ArrayList<>();
    private final Page page;

    /** @param settings a table, the heads of its columns first; empty for none */
    ComparisonPage(List<RunFiles> runs, List<List<String>> settings) {
        this.runs = runs;
        this.settings = settings;
        for (int i = 0; i < runs.size(); i++) {
            names.add(letter(i) + " "
                    + runs.get(i)
                            .directory()
                            .root()
                            .toAbsolutePath()
                            .normalize()
                            .getFileName());
        }
        this.page = new Page("Comparison of " + runs.size() + " runs");
    }

    /** A to Z, then AA and so on. */
    private static String letter(int index) {
        return (index < 26 ? "" : letter(index / 26 - 1)) + (char) ('A' + index % 26);
    }

    String html() {
        overview();
        settings();
        curves();
        keys();
        metrics();
        audit();
        digests();
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            for (String what : runs.get(i).missing()) {
                missing.add(names.get(i) + ": " + what);
            }
        }
        page.missing(missing);
        return page.html();
    }

    private void overview() {
        Element body = Html.table(page.header(), "The runs", List.of("folder", "scenario", "what"));
        for (int i = 0; i < runs.size(); i++) {
            Html.row(body, names.get(i), List.of(runs.get(i).name(), Overview.inWords(runs.get(i))));
        }
    }

    private void settings() {
        if (settings.isEmpty()) {
            return;
        }
        Element section = page.section("settings", "Settings");
        Element body = Html.table(section, "Means over the runs of each setting, ± 95 % confidence", settings.get(0));
        settings.stream().skip(1).forEach(row -> Html.row(body, row.get(0), row.subList(1, row.size())));
        page.close(section);
    }

    private void curves() {
        Element section = page.section("learning", "Curves");
        Element side = Html.side(section);
        curve(side, "/test_error", "Test error", "wrong answers, %");
        curve(side, "/validation_error", "Validation error", "wrong answers, %");
        curve(side, "/train_error", "Training error", "wrong answers, %");
        curve(side, "/train_loss", "Loss of the output", "loss");
        Set<String> pathways = new LinkedHashSet<>();
        runs.forEach(run -> run.last().path("feedback_angle").fieldNames().forEachRemaining(pathways::add));
        pathways.stream().limit(4).forEach(pathway -> {
            String pointer = "/feedback_angle/" + pathway.replace("~", "~0").replace("/", "~1");
            curve(side, pointer, "Angle between V and Wᵀ, " + pathway, "degrees");
        });
        curve(side, "/synaptic_events", "Synaptic events of an epoch", "synaptic events");
        if (side.childrenSize() == 0) {
            side.remove();
        } else if (runs.size() > Chart.STYLES) {
            Html.paragraph(section, "Curves of the first " + Chart.STYLES + " of " + runs.size() + " runs.");
        }
        page.close(section);
    }

    private void curve(Element side, String pointer, String title, String y) {
        Curves curves = new Curves();
        for (int i = 0; i < Math.min(Chart.STYLES, runs.size()); i++) {
            curves.add(names.get(i), runs.get(i).epochs(), pointer, 1);
        }
        curves.append(side, title, y);
    }

    private void keys() {
        Element section = page.section("keys", "What differs in the scenarios");
        Map<String, List<String>> differing = new LinkedHashMap<>();
        try {
            for (int i = 1; i < runs.size(); i++) {
                for (KeyDifference key :
                        KeyDifference.between(runs.get(0).text(), runs.get(i).text())) {
                    List<String> values = differing.computeIfAbsent(
                            key.key() + (key.hasEffect() ? "" : " (changes no result)"),
                            name -> new ArrayList<>(
                                    Collections.nCopies(runs.size(), key.first().orElse(Figures.NONE))));
                    values.set(i, key.second().orElse(Figures.NONE));
                }
            }
        } catch (InvalidScenarioException e) {
            runs.get(0).miss("The scenarios cannot be compared: " + e.problems().get(0));
            page.close(section);
            return;
        }
        if (differing.isEmpty()) {
            Html.paragraph(section, "Nothing: all runs are of the same resolved scenario.");
        } else {
            Element body = table(section, "Keys that differ", "key");
            differing.entrySet().stream()
                    .limit(MOST_ROWS)
                    .forEach(entry -> Html.row(body, entry.getKey(), entry.getValue()));
        }
        page.close(section);
    }

    private Element table(Element section, String caption, String first) {
        List<String> head = new ArrayList<>(List.of(first));
        head.addAll(names);
        return Html.table(section, caption, head);
    }

    private void metrics() {
        Element section = page.section("metrics", "Figures at the end");
        List<Map<String, JsonNode>> flat = new ArrayList<>();
        Set<String> keys = new LinkedHashSet<>();
        for (RunFiles run : runs) {
            Map<String, JsonNode> figures = new LinkedHashMap<>();
            flatten("", run.last(), figures);
            TrafficSection.costs(run)
                    .forEach((name, value) -> figures.put(
                            "synaptic events " + name.replace("synaptic events ", ""), DoubleNode.valueOf(value)));
            flat.add(figures);
            keys.addAll(figures.keySet());
        }
        if (!keys.isEmpty()) {
            Html.paragraph(section, "Errors in percent. The lowest error is in bold type.");
            Element body = table(section, "Figures of the last epoch, or of the whole circuit", "figure");
            keys.stream().limit(MOST_ROWS).forEach(key -> row(body, key, flat));
        }
        page.close(section);
    }

    private static void flatten(String prefix, JsonNode node, Map<String, JsonNode> into) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String name = prefix + entry.getKey();
            if (entry.getValue().isObject()) {
                flatten(name + ".", entry.getValue(), into);
            } else if (!MachineSection.isSpeed(name)) {
                into.put(name, entry.getValue());
            }
        }
    }

    private static void row(Element body, String key, List<Map<String, JsonNode>> flat) {
        List<String> cells = new ArrayList<>();
        double lowest = Double.POSITIVE_INFINITY;
        for (Map<String, JsonNode> figures : flat) {
            JsonNode value = figures.get(key);
            cells.add(value == null ? Figures.NONE : Figures.of(value));
            lowest = value == null || !value.isNumber() ? lowest : Math.min(lowest, value.asDouble());
        }
        Element row = Html.row(body, key.replace('_', ' '), cells);
        for (int i = 0; i < flat.size() && key.endsWith("error"); i++) {
            JsonNode value = flat.get(i).get(key);
            if (value != null && value.isNumber() && value.asDouble() == lowest) {
                row.child(i + 1).addClass("best");
            }
        }
    }

    private void audit() {
        Element section = page.section("audit", "Objections to backpropagation");
        Map<String, String[]> findings = new TreeMap<>();
        for (int i = 0; i < runs.size(); i++) {
            for (Map.Entry<String, JsonNode> finding :
                    runs.get(i).result().path("audit").properties()) {
                String name = finding.getValue().path("number").asText() + " "
                        + finding.getKey().replace('_', ' ');
                String[] row = findings.computeIfAbsent(name, key -> {
                    String[] cells = new String[runs.size()];
                    Arrays.fill(cells, Figures.NONE);
                    return cells;
                });
                row[i] = AuditSection.answer(finding.getValue());
            }
        }
        if (!findings.isEmpty()) {
            Element body = table(section, "The audits", "objection");
            findings.forEach((name, cells) -> Html.row(body, name, List.of(cells)));
        }
        page.close(section);
    }

    private void digests() {
        Element section = page.section("digests", "Digests");
        Element body = table(section, "Digests (SHA-256)", "of");
        for (String of : List.of("weights", "spikes")) {
            List<String> cells = runs.stream()
                    .map(run -> run.result().at("/digests/" + of).asText(Figures.NONE))
                    .toList();
            Html.row(body, of, cells).addClass("code");
        }
        page.close(section);
    }
}
