package org.tarpon.analysis;

import java.util.List;
import java.util.Optional;
import org.tarpon.network.Direction;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Synapses;

/** Angles between the weights of pathways that run against each other. */
public final class Angles {
    private Angles() {}

    /** The feedforward pathway that a feedback pathway runs against. */
    public static Optional<Pathway> counterpart(Network network, Pathway feedback) {
        return network.pathways().stream()
                .filter(p -> p.direction() == Direction.FEEDFORWARD
                        && p.from().equals(feedback.to())
                        && p.to().equals(feedback.from()))
                .findFirst();
    }

    /** For each pathway by index, the angle to its counterpart's transpose in degrees; NaN where there is none. */
    public static List<Double> toCounterparts(Network network) {
        return network.pathways().stream()
                .map(pathway -> pathway.direction() == Direction.FEEDFORWARD
                        ? Double.NaN
                        : counterpart(network, pathway)
                                .map(forward -> betweenTransposes(pathway.synapses(), forward.synapses()))
                                .orElse(Double.NaN))
                .toList();
    }

    /**
     * The angle between V and Wᵀ as vectors of all weights, biases left out (objection 3). Of a highway's weights those onto
     * the transforms count, unless the feedback mirrors all of them.
     *
     * @return degrees, 0 (transport of weights) to 180; 90 for unrelated weights; NaN if one is all zero, or if their
     *     weights are not laid out alike, so that none goes with another
     */
    public static double betweenTransposes(Synapses feedback, Synapses feedforward) {
        Synapses transpose = feedforward.mirror();
        if (!feedback.isLaidOutLike(transpose)) {
            return Double.NaN;
        }
        double dot = 0;
        double feedbackSquare = 0;
        double feedforwardSquare = 0;
        for (int j = 0; j < feedback.rows().length - 1; j++) {
            float[] row = feedback.rows()[j];
            for (int k = 0; k < row.length; k++) {
                double v = row[k];
                double w = transpose.rows()[j][k];
                dot += v * w;
                feedbackSquare += v * v;
                feedforwardSquare += w * w;
            }
        }
        double cosine = dot / Math.sqrt(feedbackSquare * feedforwardSquare);
        return StrictMath.toDegrees(StrictMath.acos(Math.max(-1.0, Math.min(1.0, cosine))));
    }
}
