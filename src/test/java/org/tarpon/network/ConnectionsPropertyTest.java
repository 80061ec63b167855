package org.tarpon.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tarpon.network.NaiveConnections.Layer;

/**
 * Every module of connections (S14), on random shapes, strides and paddings: forward against the formula, backward against
 * central differences of the formula, both in double precision.
 */
class ConnectionsPropertyTest {
    /**
     * Rounding: at most 7·7·3 terms, each at most some 10 in size and rounded to 2⁻²⁴ of the sum so far, itself below 100:
     * 150·100·2⁻²⁴ < 1e-3. Errors of central differences at 1e-4 are below 1e-6.
     */
    private static final double TOLERANCE = 1e-3;

    private record Case(String name, Synapses synapses, Layer layer, boolean linear) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static int between(Random random, int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            Shape in = new Shape(between(random, 1, 7), between(random, 1, 7), between(random, 1, 3));
            int height = between(random, 1, Math.min(in.height(), 4));
            int width = between(random, 1, Math.min(in.width(), 4));
            int stride = between(random, 1, 3);
            Window padded = new Window(height, width, stride, random.nextInt(Math.min(height, width)));
            Window window = new Window(height, width, stride, 0);
            Shape convolved = padded.over(in, between(random, 1, 4));
            Shape pooled = window.over(in, in.channels());
            String what = " " + in + " " + padded;

            Synapses own = filled(Convolution.own(in, padded, convolved.channels()), random);
            cases.add(new Case(
                    "convolution" + what, own, NaiveConnections.convolution(in, convolved, padded, own.rows()), true));
            Synapses back = filled(Convolution.transposed(in, padded, convolved.channels()), random);
            cases.add(new Case(
                    "transposed" + what, back, NaiveConnections.transposed(convolved, in, padded, back.rows()), true));
            cases.add(new Case(
                    "average" + what,
                    AveragePooling.of(in, window),
                    NaiveConnections.average(in, pooled, window),
                    true));
            cases.add(
                    new Case("max" + what, MaxPooling.of(in, window), NaiveConnections.max(in, pooled, window), false));
            cases.add(new Case("identity" + what, OneToOne.of(in.size()), double[]::clone, true));
            if (in.size() > 1) {
                int odd = 1 + 2 * between(random, 1, 4);
                cases.add(new Case(
                        "contrast " + in + " " + odd,
                        LocalContrastNormalisation.of(in, odd),
                        NaiveConnections.contrast(in, odd),
                        false));
            }
        }
        return cases;
    }

    private static Synapses filled(Synapses synapses, Random random) {
        for (float[] row : synapses.rows()) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        return synapses;
    }

    private static float[] normal(int size, Random random) {
        float[] values = new float[size];
        for (int j = 0; j < size; j++) {
            values[j] = (float) random.nextGaussian();
        }
        return values;
    }

    private static Volley graded(float[] values) {
        Volley volley = new Volley(Form.GRADED, values.length, 1);
        volley.grade(0, values, 1f);
        return volley;
    }

    private static double[] exact(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(j -> values[j]).toArray();
    }

    private static float[] begun(Synapses synapses) {
        float[] current = new float[synapses.postsynaptic()];
        synapses.begin(current);
        return current;
    }

    private static void assertClose(double[] expected, float[] actual) {
        assertArrayEquals(expected, exact(actual), TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void deliver_isTheFormula(Case each) {
        Random random = new Random(1);
        Synapses synapses = each.synapses;
        float[] x = normal(synapses.presynaptic(), random);
        float[] current = begun(synapses);
        synapses.deliver(graded(x), 0, null, current);
        assertClose(each.layer.apply(exact(x)), current);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void spikes_areValuesOfOne_bitForBit(Case each) {
        Random random = new Random(2);
        Synapses synapses = each.synapses;
        Volley spikes = new Volley(Form.SPIKE, synapses.presynaptic(), 1);
        float[] x = new float[synapses.presynaptic()];
        int count = 0;
        for (int k = 0; k < x.length; k++) {
            if (random.nextInt(3) == 0) {
                x[k] = 1f;
                spikes.indices(0)[count++] = k;
            }
        }
        spikes.setCount(0, count);
        float[] bySpikes = begun(synapses);
        synapses.deliver(spikes, 0, null, bySpikes);
        float[] byValues = begun(synapses);
        synapses.deliver(graded(x), 0, null, byValues);
        assertArrayEquals(byValues, bySpikes);
        assertClose(each.layer.apply(exact(x)), bySpikes);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void mirror_deliversTheTransposedDerivative(Case each) {
        Random random = new Random(3);
        Synapses mirror = each.synapses.mirror();
        assertTrue(mirror.isMirror());
        assertEquals(each.synapses.presynaptic(), mirror.postsynaptic());
        assertEquals(each.synapses.postsynaptic(), mirror.presynaptic());
        float[] x = normal(each.synapses.presynaptic(), random);
        float[] error = normal(each.synapses.postsynaptic(), random);
        float[] actual = begun(mirror);
        mirror.deliver(graded(error), 0, x, actual);
        double[] expected = new double[x.length];
        double step = 1e-4;
        for (int k = 0; k < x.length; k++) {
            double[] shifted = exact(x);
            shifted[k] += step;
            double[] above = each.layer.apply(shifted);
            shifted[k] -= 2 * step;
            double[] below = each.layer.apply(shifted);
            for (int j = 0; j < above.length; j++) {
                expected[k] += error[j] * (above[j] - below[j]) / (2 * step);
            }
        }
        assertClose(expected, actual);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void linearConnections_haveTheAdjointOfTheirMirror(Case each) {
        if (!each.linear) {
            return;
        }
        Random random = new Random(4);
        Synapses mirror = each.synapses.mirror();
        float[] x = normal(each.synapses.presynaptic(), random);
        float[] y = normal(each.synapses.postsynaptic(), random);
        float[] forward = new float[y.length]; // without biases, which are no part of the linear map
        each.synapses.deliver(graded(x), 0, null, forward);
        float[] backward = new float[x.length];
        mirror.deliver(graded(y), 0, null, backward);
        double left = 0;
        for (int j = 0; j < y.length; j++) {
            left += (double) forward[j] * y[j];
        }
        double right = 0;
        for (int k = 0; k < x.length; k++) {
            right += (double) x[k] * backward[k];
        }
        // Up to 200 products of what may be TOLERANCE off, at most; in fact their errors are random.
        assertEquals(left, right, 10 * TOLERANCE);
    }

    @Test
    void aConvolutionsMirror_followsItsWeights_andIsLaidOutAsAFeedbackConvolutionOfItsOwn() {
        Shape in = new Shape(5, 4, 2);
        Window kernel = new Window(3, 2, 2, 1);
        Convolution up = Convolution.own(in, kernel, 3);
        Synapses mirror = up.mirror();
        Convolution down = Convolution.transposed(in, kernel, 3);
        assertTrue(down.isLaidOutLike(mirror));
        assertFalse(down.isLaidOutLike(up));
        assertFalse(Convolution.transposed(in, new Window(3, 2, 2, 0), 3).isLaidOutLike(mirror));
        up.rows()[5][2] = 7f; // channel 0, last place
        assertEquals(0f, mirror.rows()[2 * 6 + 5][0]);
        mirror.refresh();
        assertEquals(7f, mirror.rows()[2 * 6 + 5][0]);
        assertArrayEquals(new float[2], mirror.bias());
        assertEquals(2 * 6 + 1, up.rows().length);
    }

    @Test
    void fansCountTheConnectionsAwayFromTheEdges() {
        Convolution up = Convolution.own(new Shape(28, 28, 3), new Window(5, 5, 2, 2), 16);
        assertEquals(75, up.fanIn());
        assertEquals(9 * 16, up.fanOut());
        assertEquals(9 * 16, up.mirror().fanIn());
        assertEquals(75, up.mirror().fanOut());
        assertEquals(9 * 16, up.reach());
        assertEquals(1, OneToOne.of(4).reach());
        assertEquals(
                1, MaxPooling.of(new Shape(4, 4, 3), new Window(2, 2, 2, 0)).reach());
        assertEquals(
                4, AveragePooling.of(new Shape(4, 4, 3), new Window(2, 2, 1, 0)).reach());
    }

    @Test
    void maxPooling_givesErrorsToTheFirstOfEquals() {
        Synapses mirror =
                MaxPooling.of(new Shape(2, 2, 1), new Window(2, 2, 2, 0)).mirror();
        assertTrue(mirror.readsOwnActivity());
        float[] current = new float[4];
        mirror.deliver(graded(new float[] {3f}), 0, new float[] {0, 1, 1, 0}, current);
        assertArrayEquals(new float[] {0, 3, 0, 0}, current);
    }

    @Test
    void whatHasNoContrast_normalisesToZero_andTakesNoError() {
        Synapses blank = LocalContrastNormalisation.of(new Shape(5, 5, 2), 3);
        float[] current = new float[50];
        blank.deliver(graded(new float[50]), 0, null, current);
        assertArrayEquals(new float[50], current);
        blank.mirror().deliver(graded(normal(50, new Random(1))), 0, new float[50], current);
        assertArrayEquals(new float[50], current);
    }

    @Test
    void aSpikingPopulationsActivity_isItsLastSpikes() {
        Shape grid = new Shape(2, 2, 1);
        Synapses up = MaxPooling.of(grid, new Window(2, 2, 2, 0));
        Population in = new Population(0, "in", 1, StandardModel.SOURCE);
        Population below = new Population(1, "below", 4, StandardModel.STOCHASTIC_BINARY);
        Population above = new Population(2, "above", 1, StandardModel.SOFTMAX);
        Network network = new Network(
                List.of(in, below, above),
                List.of(
                        new Pathway(0, Direction.FEEDFORWARD, in, below, 1, AllToAll.own(1, 4)),
                        new Pathway(1, Direction.FEEDFORWARD, below, above, 1, up),
                        new Pathway(2, Direction.FEEDBACK, above, below, 1, up.mirror())));
        LaneBlock block = new LaneBlock(network, 2, (pathway, signal) -> {
            boolean down = pathway.direction() == Direction.FEEDBACK;
            if (down) {
                return signal == Signal.ERROR ? Form.GRADED : null;
            }
            return signal == Signal.ACTIVITY ? Form.SPIKE : null;
        });
        block.presentations().add(0, 0, 0);
        block.presentations().add(1, 0, 0);
        PopulationLanes lanes = block.lanes(below);
        Volley spikes = lanes.volley(Signal.ACTIVITY, Form.SPIKE);
        spikes.fireOne(0, 2);
        spikes.fireOne(1, 1);
        Pathway tied = network.pathways().get(2);
        assertFalse(tied.hasWeights());
        assertFalse(network.pathways().get(1).hasWeights());
        assertTrue(network.pathways().get(0).hasWeights());
        Volley error = block.outgoing(tied, Signal.ERROR);
        error.grade(0, new float[] {5f}, 1f);
        error.grade(1, new float[] {6f}, 1f);
        assertTrue(block.arrive(tied, Signal.ERROR, error));
        assertArrayEquals(new float[] {0, 0, 5, 0}, lanes.apical(Signal.ERROR).current(0));
        assertArrayEquals(new float[] {0, 6, 0, 0}, lanes.apical(Signal.ERROR).current(1));
        assertSame(spikes.dense(0), spikes.dense(1));
    }
}
