package org.tarpon.scenario;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Something that must hold of the runs of a scenario. What each asks exactly, docs/scenarios.md says. */
public sealed interface Expectation {
    /** A range of numbers, its ends included, of which at least one is present. */
    record Bounds(OptionalDouble atMost, OptionalDouble atLeast) {}

    /**
     * The metric lies within the bounds.
     *
     * @param epoch in which it is measured, from 1; empty for the end of the run
     */
    record MetricBounds(String metric, OptionalInt epoch, Bounds bounds) implements Expectation {}

    /** Where a metric is to go from epoch to epoch. */
    enum Direction implements Keyed {
        FALLING,
        RISING
    }

    /**
     * The metric goes one way over the epochs in which it was measured.
     *
     * @param strength what Kendall's rank correlation with the epoch must come to in that direction, above 0 and at most 1
     * @param by how far the median of the last third of the epochs must lie beyond that of the first third, at least 0
     */
    record Trend(String metric, Direction direction, double strength, double by) implements Expectation {}

    /** What becomes of an expectation about a mean that the runs neither show nor refute. */
    enum Fails implements Keyed {
        /** It is not met: the burden of proof lies with who expects it. */
        UNLESS_SHOWN,
        /** It is met: the burden of proof lies with who doubts it. */
        IF_REFUTED
    }

    /**
     * The mean over all seeds that there could be lies within the bounds, judged by a sample of seeds.
     *
     * @param seeds at least two, each once
     * @param confidence one minus the rate of errors, between 0.5 and 1
     */
    record MeanBounds(String metric, OptionalInt epoch, List<Long> seeds, Bounds bounds, double confidence, Fails fails)
            implements Expectation {
        public MeanBounds {
            seeds = List.copyOf(seeds);
        }
    }

    /** What a digest is taken of. */
    enum DigestOf implements Keyed {
        WEIGHTS,
        SPIKES
    }

    /** @param sha256 64 lower-case hexadecimal digits */
    record DigestEquals(DigestOf digest, String sha256) implements Expectation {}

    /**
     * What a run gives is what was stored of an earlier one.
     *
     * @param file of the stored figures, from the scenario's folder
     * @param metrics that are compared; empty for all that are stored
     * @param relative part of the stored value by which a metric may differ, at least 0
     * @param absolute by how much a metric may differ in any case, at least 0
     * @param digests whether digests are compared too, which must be equal
     */
    record Baseline(String file, List<String> metrics, double relative, double absolute, boolean digests)
            implements Expectation {
        public Baseline {
            metrics = List.copyOf(metrics);
        }
    }
}
