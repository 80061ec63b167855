package org.tarpon.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.tarpon.analysis.Audit;
import org.tarpon.engine.Traffic;
import org.tarpon.network.Form;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Signal;
import org.tarpon.record.Digests;
import org.tarpon.record.Program;
import org.tarpon.scenario.Scenario;

/** Composes {@code result.json}. */
final class RunResult {
    private final Scenario scenario;
    private final Network network;
    private final Traffic traffic;
    private final List<Audit.Finding> audit;

    RunResult(Scenario scenario, Network network, Traffic traffic, List<Audit.Finding> audit) {
        this.audit = audit;
        this.scenario = scenario;
        this.network = network;
        this.traffic = traffic;
    }

    /**
     * @param lastEpoch the last line of the metrics
     * @param seconds wall-clock time of the run
     */
    JsonNode json(ObjectNode lastEpoch, double seconds, byte[] weights, byte[] spikes) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("name", scenario.name());
        result.put("seed", scenario.seed());
        result.put("version", Program.version());
        ObjectNode metrics = lastEpoch.deepCopy();
        JsonNode rate = metrics.remove("train_samples_per_second");
        metrics.remove("synaptic_events");
        result.set("metrics", metrics);
        ObjectNode performance = result.putObject("performance");
        performance.set("train_samples_per_second", rate);
        performance.put("synaptic_events", traffic.synapticEvents());
        EpochMetrics.put(performance, "synaptic_events_per_second", traffic.synapticEvents() / seconds);
        EpochMetrics.put(performance, "wall_seconds", seconds);
        performance.put("java", System.getProperty("java.version"));
        ObjectNode digests = result.putObject("digests");
        digests.put("weights", Digests.hex(weights));
        digests.put("spikes", Digests.hex(spikes));
        ObjectNode findings = result.putObject("audit");
        for (Audit.Finding finding : audit) {
            ObjectNode node = findings.putObject(finding.key());
            node.put("number", finding.number());
            node.put("objection", finding.objection());
            node.put("answered", finding.answered());
            node.put("evidence", finding.evidence());
        }
        result.set("traffic", trafficJson());
        return result;
    }

    /** For each direction, pathway and signal, the messages by form. */
    private ObjectNode trafficJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Pathway pathway : network.pathways()) {
            String direction = pathway.direction().name().toLowerCase(Locale.ROOT);
            ObjectNode ofPathway = json.withObjectProperty(direction).putObject(pathway.name());
            for (Signal signal : Signal.values()) {
                for (Form form : Form.values()) {
                    long messages = traffic.messages(pathway, signal, form);
                    if (messages > 0) {
                        ofPathway
                                .withObjectProperty(signal.name().toLowerCase(Locale.ROOT))
                                .put(form.name().toLowerCase(Locale.ROOT), messages);
                    }
                }
            }
        }
        return json;
    }
}
