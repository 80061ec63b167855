package org.tarpon.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.neuron.NeuralSampling;
import org.tarpon.neuron.PoissonSource;
import org.tarpon.neuron.RateProfile;
import org.tarpon.neuron.SpikeTrains;
import org.tarpon.neuron.StochasticLif;

/** Neurons that fire by thinning (S25, S26) and Poisson sources, against their hazards integrated numerically. */
class EscapeRateTheoryTest {
    /** P(state = 1) = σ(u) over 9 log-odds and 3 seeds at 4.5 standard errors: false alarm 2e-4. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neuralSamplingIsUpWithTheProbabilityOfItsLogOdds(long seed) {
        double refractory = 0.01;
        int replicas = 250;
        Circuit.Builder builder = Circuit.builder();
        CellGroup[] groups = new CellGroup[9];
        for (int k = 0; k < groups.length; k++) {
            groups[k] = builder.group("u" + k, replicas, new NeuralSampling(refractory, k - 4));
        }
        AsynchronousSimulator simulator = new AsynchronousSimulator(builder.build(), seed);
        double[][] up = new double[groups.length][replicas];
        int samples = 30;
        for (int s = 0; s < samples; s++) {
            // Begins at 100 refractory times, by when the slowest, of rate exp(−4) a refractory time, has forgotten its
            // start
            // to 0.2; hence the long spacing and the late beginning for all.
            simulator.runUntil((long) ((300 + 30.0 * s) * refractory * 1e9));
            for (CellGroup group : groups) {
                for (int i = 0; i < replicas; i++) {
                    up[group.index()][i] += simulator.isUp(group, i) ? 1.0 / samples : 0;
                }
            }
        }
        for (int k = 0; k < groups.length; k++) {
            Estimate estimate = new Estimate();
            Arrays.stream(up[k]).forEach(estimate::add);
            estimate.assertIs(1 / (1 + Math.exp(4 - k)), 4.5, 0, "P(up) at log-odds " + (k - 4));
        }
    }

    /**
     * Rate under a constant drive: one over the refractory time plus the integral of the survivor function. Six neurons,
     * three seeds, 4.5 standard errors: false alarm 1.3e-4.
     */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 1", "0, 0.002, 1", "12, 0.002, 1", "18, 0.002, 1", "18, 0.0005, 1", "-5, 0.01, 1",
        "0, 0, 2", "0, 0.002, 2", "12, 0.002, 2", "18, 0.002, 2", "18, 0.0005, 2", "-5, 0.01, 2",
        "0, 0, 3", "0, 0.002, 3", "12, 0.002, 3", "18, 0.002, 3", "18, 0.0005, 3", "-5, 0.01, 3"
    })
    void rateOfTheLifNeuronIsThatOfItsHazard(double drive, double refractory, long seed) {
        StochasticLif model = new StochasticLif(0.02, drive, 100, 10, 4, -3, refractory, 0);
        double step = 1e-6;
        double integral = 0;
        double survived = 0;
        double v = model.reset();
        double shrink = Math.exp(-step / model.membrane());
        while (integral < 60) {
            double next = drive + (v - drive) * shrink;
            double grown = integral + step * model.hazard((v + next) / 2);
            survived += step * (Math.exp(-integral) + Math.exp(-grown)) / 2;
            integral = grown;
            v = next;
        }
        double interval = refractory + survived;
        int replicas = 200;
        Circuit.Builder builder = Circuit.builder();
        CellGroup group = builder.group("lif", replicas, model);
        long[] counts = new long[replicas];
        ChangeListener count = (g, output, time, neuron, sign) -> counts[neuron]++;
        AsynchronousSimulator simulator = new AsynchronousSimulator(builder.build(), seed, 1, List.of(count));
        simulator.runUntil((long) (20 * interval * 1e9));
        Arrays.fill(counts, 0);
        simulator.runUntil((long) (120 * interval * 1e9));
        Estimate estimate = new Estimate();
        Arrays.stream(counts).forEach(estimate::add);
        estimate.assertIs(100, 4.5, 0, "spikes in 100 mean intervals");
    }

    /**
     * The integral of the hazard up to the first spike is exponentially distributed with mean 1 (time rescaling), whatever
     * the input. The input is excitatory and inhibitory spikes at fixed times, at some of them together; the potential of
     * the reference is integrated in steps of 1 µs. χ² over 20 equal classes with 3000 neurons, two kinds of synapse, three
     * seeds, at a tail probability of 1e-5: false alarm 6e-5.
     */
    @ParameterizedTest
    @CsvSource({"0, 1", "0, 2", "0, 3", "0.005, 1", "0.005, 2", "0.005, 3", "0.03, 1", "0.03, 2", "0.03, 3"})
    void firstSpikeFollowsTheHazardUnderInput(double synaptic, long seed) {
        StochasticLif model = new StochasticLif(0.01, 3, 150, 10, 2, 0, 0.005, synaptic);
        long[] excitatory = {3_000_000, 8_000_000, 8_000_000, 11_000_000, 24_000_000, 24_500_000, 25_000_000, 40_000_000
        };
        long[] inhibitory = {5_000_000, 8_000_000, 26_000_000, 27_000_000, 55_000_000};
        long delay = 1_500_000;
        double weight = 6;
        int neurons = 3000;
        Circuit.Builder builder = Circuit.builder();
        CellGroup lif = builder.group("lif", neurons, model);
        CellGroup plus = builder.group("plus", 1, new SpikeTrains(new long[][] {excitatory}));
        CellGroup minus = builder.group("minus", 1, new SpikeTrains(new long[][] {inhibitory}));
        builder.connect(plus, lif).weight(weight).delay(delay);
        builder.connect(minus, lif).weight(-weight).delay(delay);
        long[] first = new long[neurons];
        Arrays.fill(first, Long.MAX_VALUE);
        ChangeListener listener = (group, output, time, neuron, sign) -> {
            if (group == lif) {
                first[neuron] = Math.min(first[neuron], time);
            }
        };
        long end = 800_000_000;
        AsynchronousSimulator simulator = new AsynchronousSimulator(builder.build(), seed, 1, List.of(listener));
        simulator.runUntil(end);
        double[] integrated = new double[(int) (end / 1000) + 1];
        double v = model.reset();
        double current = 0;
        for (int step = 0; step < integrated.length - 1; step++) {
            long time = step * 1000L;
            double jump = 0;
            for (long t : excitatory) {
                jump += t + delay == time ? weight : 0;
            }
            for (long t : inhibitory) {
                jump -= t + delay == time ? weight : 0;
            }
            if (synaptic == 0) {
                v += jump;
            } else {
                current += jump;
            }
            double before = v;
            double middle = current * (synaptic == 0 ? 0 : Math.exp(-0.5e-6 / synaptic));
            v += 1e-6
                    / model.membrane()
                    * (-(v + 0.5e-6 / model.membrane() * (model.drive() + current - v)) + model.drive() + middle);
            current *= synaptic == 0 ? 0 : Math.exp(-1e-6 / synaptic);
            integrated[step + 1] = integrated[step] + 1e-6 * model.hazard((before + v) / 2);
        }
        int classes = 20;
        int[] counts = new int[classes];
        for (long time : first) {
            double u = 1;
            if (time < end) {
                int step = (int) (time / 1000);
                double rest = (time - step * 1000L) / 1000.0;
                u = 1 - Math.exp(-(integrated[step] + rest * (integrated[step + 1] - integrated[step])));
            }
            counts[Math.min(classes - 1, (int) (u * classes))]++;
        }
        // Neurons silent to the end count in the last class, where they belong: all but 1/20 must have fired by then.
        assertTrue(integrated[integrated.length - 1] > 3, "the reference must cover the distribution");
        assertUniform(counts);
    }

    /** A sinusoidal and a piecewise rate, by the same rescaling of all events. Four tests at 1e-5: false alarm 4e-5. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void poissonSourcesFollowTheirRate(long seed) {
        RateProfile sine = new RateProfile.Sinusoidal(30, 25, 7, 0.5);
        RateProfile steps =
                new RateProfile.Piecewise(new long[] {100_000_000, 250_000_000, 700_000_000}, new double[] {20, 0, 50});
        for (RateProfile profile : List.of(sine, steps)) {
            int cells = 1000;
            double[] integral = new double[cells + 1];
            for (int i = 0; i < cells; i++) {
                integral[i + 1] = integral[i] + profile.at(i * 1_000_000L + 500_000) * 1e-3;
            }
            int[] counts = new int[20];
            Circuit.Builder builder = Circuit.builder();
            builder.group("source", 600, new PoissonSource(profile));
            ChangeListener listener = (group, output, time, neuron, sign) -> {
                int cell = (int) (time / 1_000_000);
                double rest = (time % 1_000_000) / 1e6;
                double fraction = (integral[cell] + rest * (integral[cell + 1] - integral[cell])) / integral[cells];
                counts[Math.min(19, (int) (20 * fraction))]++;
            };
            AsynchronousSimulator simulator = new AsynchronousSimulator(builder.build(), seed, 1, List.of(listener));
            simulator.runUntil(1_000_000_000);
            assertUniform(counts);
            double expected = 600 * integral[cells];
            double total = Arrays.stream(counts).sum();
            // 4.5 standard deviations of the Poisson number of all events
            assertTrue(Math.abs(total - expected) < 4.5 * Math.sqrt(expected), () -> total + " not " + expected);
        }
    }

    /** Hazards beyond all numbers, in a network without delays: a spike causes none at its own instant, and time goes on. */
    @Test
    @Timeout(60)
    void timeGoesOnWhateverTheHazard() {
        Circuit.Builder builder = Circuit.builder();
        CellGroup source = builder.group("source", 1, new SpikeTrains(new long[][] {{100}}));
        CellGroup lif = builder.group("lif", 5, new StochasticLif(0.02, 0, 100, 1, 0.001, 0, 0, 0));
        builder.connect(source, lif).weight(1e3).delay(0);
        builder.connect(lif, lif).weight(1e3).delay(0);
        long[] last = {100, 100, 100, 100, 100};
        int[] counts = new int[5];
        ChangeListener listener = (group, output, time, neuron, sign) -> {
            if (group == lif) {
                assertTrue(time > last[neuron], neuron + " at " + time + " after " + last[neuron]);
                last[neuron] = time;
                counts[neuron]++;
            }
        };
        AsynchronousSimulator simulator = new AsynchronousSimulator(builder.build(), 1, 1, List.of(listener));
        simulator.runUntil(1_000);
        assertTrue(Arrays.stream(counts).sum() > 500, () -> Arrays.toString(counts));
        assertTrue(Arrays.stream(last).max().orElseThrow() > 900, () -> Arrays.toString(last));
    }

    @Test
    void givenSpikesAreSentAtTheirTimes() {
        long[][] trains = {{0, 5, 5, 1_000_000_000}, {}, {7}};
        StringBuilder sent = new StringBuilder();
        Circuit.Builder builder = Circuit.builder();
        builder.group("trains", 3, new SpikeTrains(trains));
        ChangeListener listener = (group, output, time, neuron, sign) ->
                sent.append(time).append(':').append(neuron).append(' ');
        AsynchronousSimulator simulator = new AsynchronousSimulator(builder.build(), 1, 1, List.of(listener));
        simulator.runUntil(2_000_000_000);
        assertEquals("0:0 5:0 5:0 7:2 1000000000:0 ", sent.toString());
    }

    private static void assertUniform(int[] counts) {
        double expected = Arrays.stream(counts).sum() / (double) counts.length;
        double statistic = 0;
        for (int count : counts) {
            statistic += (count - expected) * (count - expected) / expected;
        }
        double tail = 1 - new ChiSquaredDistribution(counts.length - 1).cumulativeProbability(statistic);
        assertTrue(tail > 1e-5, () -> "tail probability " + tail + ": " + Arrays.toString(counts));
    }
}
