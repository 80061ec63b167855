package org.tarpon.plasticity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tarpon.network.Form;
import org.tarpon.network.Network;
import org.tarpon.network.NetworkSketch;
import org.tarpon.network.Pathway;
import org.tarpon.network.StandardModel;
import org.tarpon.network.Volley;

/** What traces gather from blocks, cycles and lanes, against a sum over all slots in double precision. */
class PlasticPathwayPropertyTest {
    private static final int POSTSYNAPTIC = 5;

    private static Pathway pathway(int presynaptic, long seed) {
        Network network = new NetworkSketch()
                .population("a", presynaptic, StandardModel.SOURCE)
                .population("b", POSTSYNAPTIC, StandardModel.SOFTMAX)
                .feedforward("a", "b")
                .build(seed, 1);
        return network.pathways().get(0);
    }

    private static double[][] copy(float[][] rows) {
        double[][] copy = new double[rows.length][POSTSYNAPTIC];
        for (int k = 0; k < rows.length; k++) {
            for (int j = 0; j < POSTSYNAPTIC; j++) {
                copy[k][j] = rows[k][j];
            }
        }
        return copy;
    }

    /** One mini-batch: every block filled to its capacity but the last, and some blocks left empty. */
    private static final class Batch {
        final List<Trace> traces = new ArrayList<>();
        final double[][] sum;
        int samples;

        Batch(Pathway pathway, Form form, int[] lanes, int[] active, int cycles, Random random) {
            int presynaptic = pathway.from().size();
            sum = new double[presynaptic + 1][POSTSYNAPTIC];
            for (int block = 0; block < lanes.length; block++) {
                float[][] teaching = new float[cycles * lanes[block]][POSTSYNAPTIC];
                for (float[] slot : teaching) {
                    for (int j = 0; j < POSTSYNAPTIC; j++) {
                        slot[j] = (float) random.nextGaussian(); // also in lanes that are not in use
                    }
                }
                Trace trace = new Trace(pathway, form, lanes[block], cycles, teaching);
                fill(trace, form, presynaptic, lanes[block], lanes[block], cycles, random); // the batch before
                trace.clear();
                for (float[] slot : teaching) {
                    if (random.nextInt(3) == 0) {
                        Arrays.fill(slot, 0f); // nothing to learn there, in this batch
                    }
                }
                if (active[block] > 0) {
                    double[][][] activity = fill(trace, form, presynaptic, lanes[block], active[block], cycles, random);
                    for (int cycle = 0; cycle < cycles; cycle++) {
                        for (int lane = 0; lane < active[block]; lane++) {
                            add(activity[cycle][lane], teaching[cycle * lanes[block] + lane]);
                        }
                    }
                }
                traces.add(trace);
                samples += active[block] * cycles;
            }
        }

        private void add(double[] activity, float[] teaching) {
            for (int k = 0; k < sum.length; k++) {
                for (int j = 0; j < POSTSYNAPTIC; j++) {
                    sum[k][j] += (k == activity.length ? 1 : activity[k]) * teaching[j];
                }
            }
        }

        private static double[][][] fill(
                Trace trace, Form form, int neurons, int lanes, int active, int cycles, Random random) {
            double[][][] activity = new double[cycles][active][neurons];
            Volley volley = new Volley(form, neurons, lanes);
            for (int cycle = 0; cycle < cycles; cycle++) {
                for (int lane = 0; lane < active; lane++) {
                    int count = 0;
                    for (int k = 0; k < neurons; k++) {
                        if (random.nextInt(3) == 0) {
                            float value = form == Form.SPIKE ? 1f : (float) random.nextGaussian();
                            volley.indices(lane)[count] = k;
                            if (form != Form.SPIKE) {
                                volley.values(lane)[count] = value;
                            }
                            activity[cycle][lane][k] = value;
                            count++;
                        }
                    }
                    volley.setCount(lane, count);
                }
                trace.record(cycle, volley, active);
            }
            return activity;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SPIKE, 1, 1", "SPIKE, 2, 2", "SPIKE, 3, 3", "SPIKE, 1, 4",
        "GRADED, 1, 5", "GRADED, 2, 6", "GRADED, 3, 7", "GRADED, 1, 8"
    })
    void update_isTheMeanOverTheSlotsInUse(Form form, int cycles, long seed) {
        Random random = new Random(seed);
        int[][] lanes = {{1}, {64}, {5, 5, 5}, {13, 12, 13}, {64, 63}};
        int[][] active = {{1}, {64}, {5, 5, 2}, {13, 4, 0}, {64, 1}};
        for (int i = 0; i < lanes.length; i++) {
            for (int presynaptic : new int[] {1, 15, 16, 33}) {
                Pathway pathway = pathway(presynaptic, seed);
                Batch batch = new Batch(pathway, form, lanes[i], active[i], cycles, random);
                double[][] before = copy(pathway.synapses().rows());
                PlasticPathway plastic =
                        new PlasticPathway(pathway, new Optimizer.Sgd(1, 0, 0.5, 0), 0.8, batch.traces);
                plastic.beginUpdate();
                for (int piece = plastic.pieces() - 1; piece >= 0; piece--) {
                    plastic.update(piece, batch.samples, 2);
                }
                assertEquals(1, plastic.steps());
                for (int k = 0; k <= presynaptic; k++) {
                    for (int j = 0; j < POSTSYNAPTIC; j++) {
                        // η of epoch 2 is 0.8/4. Up to 192 terms below 10 in float: error below
                        // 192·10·192·2⁻²⁴/samples.
                        assertEquals(
                                before[k][j] + 0.2 * batch.sum[k][j] / batch.samples,
                                pathway.synapses().rows()[k][j],
                                2e-5);
                    }
                }
            }
        }
    }

    @Test
    void weightDecay_drawsWeightsToZero_butNotBiases() {
        Pathway pathway = pathway(20, 1);
        double[][] before = copy(pathway.synapses().rows());
        Trace silent = new Trace(pathway, Form.SPIKE, 2, 1, new float[2][POSTSYNAPTIC]);
        silent.record(0, new Volley(Form.SPIKE, 20, 2), 2);
        PlasticPathway plastic = new PlasticPathway(pathway, new Optimizer.Sgd(0.5, 0, 1, 0.25), 0.5, List.of(silent));
        plastic.beginUpdate();
        for (int piece = 0; piece < plastic.pieces(); piece++) {
            plastic.update(piece, 2, 0);
        }
        for (int k = 0; k <= 20; k++) {
            for (int j = 0; j < POSTSYNAPTIC; j++) {
                double expected = k == 20 ? before[k][j] : before[k][j] * (1 - 0.5 * 0.25);
                assertEquals(expected, pathway.synapses().rows()[k][j], 1e-6);
            }
        }
    }

    @Test
    void memories_areLive_andSteppedFrom() {
        Pathway pathway = pathway(1, 1);
        Trace trace = new Trace(pathway, Form.SPIKE, 1, 1, new float[][] {{1, 1, 1, 1, 1}});
        Volley spike = new Volley(Form.SPIKE, 1, 1);
        spike.fireOne(0, 0);
        trace.record(0, spike, 1);
        PlasticPathway plastic = new PlasticPathway(pathway, new Optimizer.Sgd(1, 0.5, 1, 0), 1, List.of(trace));
        assertEquals(1, plastic.memories());
        plastic.setSteps(41);
        plastic.memory(0)[0][3] = 8f;
        float before = pathway.synapses().rows()[0][3];
        plastic.beginUpdate();
        plastic.update(0, 1, 0);
        assertEquals(42, plastic.steps());
        assertEquals(5f, plastic.memory(0)[0][3]);
        assertEquals(1f, plastic.memory(0)[0][2]);
        assertEquals(before + 5f, pathway.synapses().rows()[0][3]);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, NaN", "1, 2, Infinity", "2, 4, -Infinity", "17, 0, Infinity", "20, 4, NaN"})
    void anyWeightThatIsNotFinite_showsAfterTheNextUpdate(int row, int column, float value) {
        Pathway pathway = pathway(20, 1); // 21 rows with the biases: more than one piece
        PlasticPathway plastic = new PlasticPathway(
                pathway,
                new Optimizer.Sgd(1, 0, 1, 0),
                1,
                List.of(new Trace(pathway, Form.SPIKE, 1, 1, new float[1][POSTSYNAPTIC])));
        update(plastic);
        assertTrue(plastic.isFinite());
        pathway.synapses().rows()[row][column] = value;
        update(plastic);
        assertFalse(plastic.isFinite());
        assertEquals("weight " + column + " of row " + row + " is " + value, plastic.firstNotFinite());
    }

    private static void update(PlasticPathway plastic) {
        plastic.beginUpdate();
        for (int piece = 0; piece < plastic.pieces(); piece++) {
            plastic.update(piece, 1, 0);
        }
    }
}
