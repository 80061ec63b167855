package org.tarpon.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tarpon.engine.Traffic;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Signal;

/**
 * Which of the six objections to backpropagation (Bengio et al. 2015, arXiv 1502.04156, §1) a run
 * answers, judged by what its pathways carried and how its weights are stored, not by the name of its rule.
 */
public final class Audit {
    /**
     * One objection.
     *
     * @param number 1 to 6
     * @param key short name for files
     * @param objection what the run should do without
     * @param answered whether it does without
     * @param evidence what was measured
     */
    public record Finding(int number, String key, String objection, boolean answered, String evidence) {}

    /**
     * What was counted beside the traffic.
     *
     * @param decodersLinear whether the feedback decoders g are linear
     * @param derivatives evaluations of a derivative of a forward nonlinearity
     * @param labelsRead how often a population learned from a label that no neuron had sent it
     * @param barriers points at which all of the network waited
     * @param presentations that each lane has shown
     * @param initialAngles for each pathway by index, the angle to its counterpart before anything was learned, in
     *     degrees; NaN where there is none
     */
    public record Counts(
            boolean decodersLinear,
            long derivatives,
            long labelsRead,
            long barriers,
            long presentations,
            List<Double> initialAngles) {}

    /** Initial weights closer than this to their counterpart's, in degrees, count as the same values. */
    private static final double SHARED_DEGREES = 0.1;

    private static final int MOST_LISTED = 8;

    private final Network network;
    private final Traffic traffic;
    private final Counts counts;

    private Audit(Network network, Traffic traffic, Counts counts) {
        this.network = network;
        this.traffic = traffic;
        this.counts = counts;
    }

    /** The six findings, in order. */
    public static List<Finding> of(Network network, Traffic traffic, Counts counts) {
        Audit audit = new Audit(network, traffic, counts);
        return List.of(
                audit.linearity(),
                audit.derivatives(),
                audit.symmetry(),
                audit.realNumbers(),
                audit.clocking(),
                audit.labels());
    }

    private Finding linearity() {
        List<String> linear = new ArrayList<>();
        for (Pathway pathway : feedback()) {
            if (messages(pathway, Signal.ERROR) > 0
                    || counts.decodersLinear() && messages(pathway, Signal.TARGET) > 0) {
                linear.add(pathway.name());
            }
        }
        return new Finding(
                1,
                "linear_feedback",
                "the backward computation is purely linear",
                linear.isEmpty(),
                linear.isEmpty()
                        ? "every feedback pathway that carried messages ends in a nonlinear decoder"
                        : "linear: " + list(", ", linear));
    }

    private Finding derivatives() {
        return new Finding(
                2,
                "exact_derivative",
                "the way back needs the exact derivative of the forward nonlinearity",
                counts.derivatives() == 0,
                String.format(Locale.ROOT, "%,d evaluations of a derivative", counts.derivatives()));
    }

    private Finding symmetry() {
        List<String> evidence = new ArrayList<>();
        boolean shared = false;
        for (Pathway pathway : feedback()) {
            boolean sameValues = counts.initialAngles().get(pathway.index()) < SHARED_DEGREES;
            boolean weightless = pathway.synapses().rows().length == 0;
            shared |= pathway.isTied() && !weightless || sameValues;
            if (weightless) {
                evidence.add(pathway.name() + " has no weights");
            } else if (pathway.isTied()) {
                evidence.add(pathway.name() + " shares the storage of its feedforward pathway");
            } else {
                evidence.add(angles(pathway) + (sameValues ? ", so the initial values are shared" : ""));
            }
        }
        return new Finding(
                3,
                "symmetric_weights",
                "feedback weights equal the feedforward ones",
                !shared,
                evidence.isEmpty() ? "no feedback pathway" : list("; ", evidence));
    }

    private String angles(Pathway feedback) {
        return Angles.counterpart(network, feedback)
                .filter(forward ->
                        feedback.synapses().isLaidOutLike(forward.synapses().mirror()))
                .map(forward -> "angle of " + feedback.name() + " to its feedforward pathway "
                        + degrees(counts.initialAngles().get(feedback.index())) + " at first, "
                        + degrees(Angles.betweenTransposes(feedback.synapses(), forward.synapses())) + " at the end")
                .orElse(feedback.name() + " has no feedforward weights that correspond to its own");
    }

    private static String degrees(double angle) {
        return Double.isNaN(angle) ? "none (all weights 0)" : String.format(Locale.ROOT, "%.1f°", angle);
    }

    private Finding realNumbers() {
        List<String> graded = new ArrayList<>();
        long spikes = 0;
        long signs = 0;
        for (Pathway pathway : network.pathways()) {
            long values = 0;
            for (Signal signal : Signal.values()) {
                values += traffic.messages(pathway, signal, Form.GRADED);
                spikes += traffic.messages(pathway, signal, Form.SPIKE)
                        + traffic.messages(pathway, signal, Form.DIFFERENCE_SPIKE);
                signs += traffic.messages(pathway, signal, Form.SIGN);
            }
            if (values > 0) {
                graded.add(String.format(Locale.ROOT, "%,d on %s", values, pathway.name()));
            }
        }
        String evidence = String.format(Locale.ROOT, "%,d spikes", spikes)
                + (signs == 0 ? "" : String.format(Locale.ROOT, ", %,d signs", signs))
                + (graded.isEmpty() ? ", no real number" : "; real numbers: " + list(", ", graded));
        return new Finding(4, "real_numbers", "units exchange real numbers and not spikes", graded.isEmpty(), evidence);
    }

    private Finding clocking() {
        return new Finding(
                5,
                "clocked_phases",
                "phases alternate under a precise clock",
                counts.barriers() == 0,
                String.format(
                        Locale.ROOT,
                        "%.3g global barriers a presentation",
                        counts.presentations() == 0 ? 0.0 : (double) counts.barriers() / counts.presentations()));
    }

    /** Answered by a population of its own that shows the label as spikes, if nobody learns from the label otherwise. */
    private Finding labels() {
        List<String> ways = new ArrayList<>();
        boolean spikes = false;
        boolean numbers = counts.labelsRead() > 0;
        if (numbers) {
            ways.add(String.format(
                    Locale.ROOT,
                    "the label is clamped in the output's own delta rule, %,d times",
                    counts.labelsRead()));
        }
        for (Pathway pathway : network.pathways()) {
            if (pathway.from().isSource() && !pathway.from().equals(network.source())) {
                long graded = messages(pathway, Form.GRADED);
                long fired = messages(pathway, Form.SPIKE);
                spikes |= fired > 0;
                numbers |= graded > 0;
                ways.add(String.format(
                        Locale.ROOT, "%,d spikes and %,d real numbers on %s", fired, graded, pathway.name()));
            }
        }
        for (Pathway pathway : network.from(network.output(), Direction.FEEDBACK)) {
            if (messages(pathway, Signal.ERROR) > 0) {
                ways.add("sent down as a gradient on " + pathway.name());
            } else if (traffic.messages(pathway, Signal.TARGET, Form.GRADED) > 0) {
                ways.add("sent down as a target rate on " + pathway.name());
            } else if (messages(pathway, Signal.TARGET) > 0) {
                ways.add("sent down as spikes on " + pathway.name());
            }
        }
        return new Finding(
                6,
                "output_targets",
                "output targets come from nowhere",
                spikes && !numbers,
                ways.isEmpty() ? "no label was shown" : list("; ", ways));
    }

    private long messages(Pathway pathway, Form form) {
        long sum = 0;
        for (Signal signal : Signal.values()) {
            sum += traffic.messages(pathway, signal, form);
        }
        return sum;
    }

    /** The parts in a row; of many, as in deep networks, the first few. */
    private static String list(String separator, List<String> parts) {
        return parts.size() <= MOST_LISTED
                ? String.join(separator, parts)
                : String.join(separator, parts.subList(0, MOST_LISTED / 2)) + separator + "and "
                        + (parts.size() - MOST_LISTED / 2) + " more";
    }

    private List<Pathway> feedback() {
        return network.pathways().stream()
                .filter(pathway -> pathway.direction() == Direction.FEEDBACK)
                .toList();
    }

    private long messages(Pathway pathway, Signal signal) {
        long sum = 0;
        for (Form form : Form.values()) {
            sum += traffic.messages(pathway, signal, form);
        }
        return sum;
    }
}
