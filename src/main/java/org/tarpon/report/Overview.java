package org.tarpon.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.Scenario;

/** What the run is and what came of it, at the head of the page. */
final class Overview {
    /** Sizes that are listed one by one. */
    private static final int MOST_SIZES = 8;

    void write(RunFiles run, Element header) {
        header.appendElement("p").addClass("lead").text(Html.line(inWords(run)));
        Element facts = Html.facts(header);
        JsonNode last = run.last();
        for (String part : List.of("test", "validation", "train")) {
            JsonNode error = last.path(part + "_error");
            if (error.isNumber()) {
                Html.fact(facts, part.equals("train") ? "training error" : part + " error", Figures.percent(error));
            }
        }
        JsonNode audit = run.result().path("audit");
        if (!audit.isEmpty()) {
            int answered = 0;
            for (JsonNode finding : audit) {
                answered += finding.path("answered").asBoolean() ? 1 : 0;
            }
            Html.fact(facts, "objections answered", answered + " of " + audit.size());
        }
        TrafficSection.costs(run).entrySet().stream()
                .filter(cost -> cost.getKey().equals("per showing of a test sample")
                        || cost.getKey().equals("per simulated second"))
                .forEach(cost -> Html.fact(facts, "synaptic events " + cost.getKey(), Figures.of(cost.getValue())));
        if (facts.childrenSize() == 0) {
            facts.remove();
        }
    }

    /** One line on what was run. */
    static String inWords(RunFiles run) {
        List<String> parts = new ArrayList<>();
        run.learning().ifPresent(scenario -> {
            parts.add(sizes(scenario.populations().stream()
                    .map(Scenario.Population::size)
                    .toList()));
            parts.add(scenario.learning().rule().key());
            scenario.learning().message().ifPresent(message -> parts.add("message " + message.key()));
            parts.add(Figures.count(scenario.data().training(), "sample") + " of "
                    + scenario.data().set().key());
            parts.add("epoch " + run.epochs().size() + " of " + scenario.train().epochs());
        });
        run.circuit().ifPresent(circuit -> {
            parts.add(Figures.count(
                    circuit.populations().stream()
                            .mapToLong(CircuitScenario.Population::size)
                            .sum(),
                    "neuron"));
            parts.add(Figures.count(circuit.populations().size(), "population"));
            parts.add(Figures.count(circuit.pathways().size(), "pathway"));
            parts.add(Figures.of(1e-9 * circuit.durationNanos()) + " s after "
                    + Figures.of(1e-9 * circuit.warmUpNanos()) + " s of warm-up");
        });
        run.study().ifPresent(study -> parts.add("seed " + study.seed()));
        parts.add(run.hasEnded() ? "finished" : "not finished");
        return String.join(" · ", parts);
    }

    private static String sizes(List<Integer> sizes) {
        return sizes.size() <= MOST_SIZES
                ? sizes.stream().map(String::valueOf).collect(Collectors.joining("–"))
                : String.format(
                        Locale.ROOT,
                        "%d–…–%d in %d populations",
                        sizes.get(0),
                        sizes.get(sizes.size() - 1),
                        sizes.size());
    }
}
