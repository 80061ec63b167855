package org.tarpon.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.Scenario;

/** What travelled, and what an answer cost. */
final class TrafficSection implements Section {
    @Override
    public String id() {
        return "traffic";
    }

    @Override
    public String title() {
        return "Traffic and cost";
    }

    @Override
    public void write(RunFiles run, Element section) {
        Map<String, Double> costs = costs(run);
        if (!costs.isEmpty()) {
            Html.paragraph(
                    section,
                    "A synaptic event is one message arriving at one synapse: the unit of work of event-driven hardware.");
            Element facts = Html.facts(section);
            costs.forEach((name, value) -> Html.fact(facts, name, Figures.of(value)));
        }
        table(run.result().path("traffic"), section);
    }

    /** Synaptic events, by what they are counted for. */
    static Map<String, Double> costs(RunFiles run) {
        Map<String, Double> costs = new LinkedHashMap<>();
        JsonNode all = run.result().at("/performance/synaptic_events");
        if (all.isNumber()) {
            costs.put("synaptic events of the run", all.asDouble());
        }
        run.learning().ifPresent(scenario -> learning(run, scenario, costs));
        run.circuit().ifPresent(circuit -> circuit(run, circuit, costs));
        return costs;
    }

    private static void learning(RunFiles run, Scenario scenario, Map<String, Double> costs) {
        JsonNode last = run.last();
        double events = last.path("synaptic_events").asDouble(Double.NaN);
        double samples = scenario.data().training();
        // Without phases an epoch's count has its evaluation in it.
        String with = scenario.timing().mode() == Scenario.Mode.ASYNCHRONOUS ? ", evaluation included" : "";
        costs.put("per training sample in the last epoch" + with, events / samples);
        costs.put(
                "per training sample answered correctly" + with,
                events / samples / (1 - last.path("train_error").asDouble(Double.NaN) / 100));
        JsonNode evaluation = run.evaluation();
        double shown = evaluation.path("samples").asDouble(Double.NaN);
        double test = evaluation.path("synaptic_events").asDouble(Double.NaN) / shown;
        double right = 1 - error(evaluation);
        costs.put("per test sample, all showings", test);
        costs.put("per test sample answered correctly", test / right);
        costs.put(
                "per showing of a test sample", test / evaluation.path("passes").asDouble(Double.NaN));
        costs.values().removeIf(cost -> !Double.isFinite(cost));
    }

    private static double error(JsonNode evaluation) {
        double wrong = 0;
        double all = 0;
        JsonNode confusion = evaluation.path("confusion");
        for (int i = 0; i < confusion.size(); i++) {
            for (int j = 0; j < confusion.get(i).size(); j++) {
                double number = confusion.get(i).get(j).asDouble();
                all += number;
                wrong += i == j ? 0 : number;
            }
        }
        return wrong / all;
    }

    private static void circuit(RunFiles run, CircuitScenario circuit, Map<String, Double> costs) {
        double events = run.result().at("/performance/synaptic_events").asDouble(Double.NaN);
        double seconds = 1e-9 * (circuit.warmUpNanos() + circuit.durationNanos());
        costs.put("per simulated second", events / seconds);
        costs.put("updates", run.result().at("/performance/updates").asDouble(Double.NaN));
        costs.values().removeIf(cost -> !Double.isFinite(cost));
    }

    private static void table(JsonNode traffic, Element section) {
        if (traffic.isEmpty()) {
            return;
        }
        Element body = Html.table(
                section,
                "Messages sent in the whole run" + (traffic.has("circuit") ? "" : ", evaluation included"),
                List.of("pathway", "direction", "signal", "form", "messages"));
        for (Map.Entry<String, JsonNode> direction : traffic.properties()) {
            for (Map.Entry<String, JsonNode> pathway : direction.getValue().properties()) {
                for (Map.Entry<String, JsonNode> signal : pathway.getValue().properties()) {
                    for (Map.Entry<String, JsonNode> form : signal.getValue().properties()) {
                        Html.row(
                                body,
                                pathway.getKey(),
                                List.of(
                                        direction.getKey(),
                                        signal.getKey(),
                                        form.getKey().replace('_', ' '),
                                        String.format(
                                                Locale.ROOT,
                                                "%,d",
                                                form.getValue().asLong())));
                    }
                }
            }
        }
    }
}
