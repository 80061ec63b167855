package org.tarpon.experiment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import org.tarpon.analysis.Angles;
import org.tarpon.engine.Traffic;
import org.tarpon.network.Direction;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.plasticity.Tally;

/** Writes what an epoch gave as one JSON object: errors in percent, fractions from 0 to 1, angles in degrees. */
final class EpochMetrics {
    private static final MathContext DIGITS = new MathContext(6);

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    EpochMetrics(int epoch) {
        json.put("epoch", epoch);
    }

    ObjectNode json() {
        return json;
    }

    /** Adds a figure, rounded to six digits; leaves it out if it is no finite number. */
    EpochMetrics put(String name, double value) {
        put(json, name, value);
        return this;
    }

    static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, new BigDecimal(value).round(DIGITS).stripTrailingZeros());
        }
    }

    EpochMetrics describe(Network network, Tally tally, Traffic traffic) {
        put("train_loss", tally.loss());
        ObjectNode firing = JsonNodeFactory.instance.objectNode();
        ObjectNode differences = JsonNodeFactory.instance.objectNode();
        for (Population population : network.populations()) {
            put(firing, population.name(), tally.firingFraction(population));
            put(differences, population.name(), tally.differenceFraction(population));
        }
        putIfAny("firing_fraction", firing);
        putIfAny("difference_spike_fraction", differences);
        ObjectNode reconstruction = JsonNodeFactory.instance.objectNode();
        ObjectNode angles = JsonNodeFactory.instance.objectNode();
        for (Pathway pathway : network.pathways()) {
            if (pathway.direction() == Direction.FEEDBACK) {
                put(reconstruction, pathway.name(), tally.reconstructionLoss(pathway));
                Angles.counterpart(network, pathway)
                        .ifPresent(counterpart -> put(
                                angles,
                                pathway.name(),
                                Angles.betweenTransposes(pathway.synapses(), counterpart.synapses())));
            }
        }
        putIfAny("reconstruction_loss", reconstruction);
        putIfAny("feedback_angle", angles);
        json.put("synaptic_events", traffic.synapticEvents());
        if (tally.messages() > 0) {
            json.put("messages", tally.messages());
        }
        return this;
    }

    private void putIfAny(String name, ObjectNode node) {
        if (!node.isEmpty()) {
            json.set(name, node);
        }
    }
}
