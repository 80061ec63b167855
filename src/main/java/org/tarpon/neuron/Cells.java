package org.tarpon.neuron;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tarpon.math.Exponentials;
import org.tarpon.state.Archive;

/**
 * The state of neighbouring neurons of one population: traces of their input, binary states, ceilings, variables.
 *
 * <p>Decaying traces are kept as x(t)·exp((t − t₀)/τ), which stands still between arrivals: an arrival of weight w adds
 * w·exp((t − t₀)/τ), the same for all targets of a spike, so that delivery to any model is one addition a synapse. t₀ must
 * be moved ({@link #rebase}) before the exponential grows out of range.
 *
 * <p>Neurons are counted from 0 within these cells; {@link #first} is the index in the population of the first one.
 *
 * <p>Stable, for models: {@code size}, {@code isUp}, {@code setUp}, {@code input}, {@code setInput}, {@code setCeiling}, {@code
 * variable} and {@code setVariable}. The rest is the engine's.
 */
public final class Cells {
    private final int first;
    private final int size;
    private final List<Trace> traces;
    private final int watched;
    private final double[] decayPerNano;
    private final double[][] inputs;
    private final double[] ceilings;
    private final double[][] variables;
    private final boolean[] up;
    private final int[][] tracesOf; // by compartment
    private long epoch;
    private int[] lifted = new int[16];
    private int liftedCount;

    /** @param first index in the population of the first neuron */
    public Cells(Dynamics dynamics, int first, int size) {
        this.first = first;
        this.size = size;
        this.traces = List.copyOf(dynamics.traces());
        this.watched = dynamics.watched();
        this.decayPerNano = traces.stream()
                .mapToDouble(t -> t.isLasting() ? 0 : 1e-9 / t.timeConstant())
                .toArray();
        this.inputs = new double[traces.size()][size];
        this.variables = new double[dynamics.variables()][size];
        this.up = new boolean[size];
        this.ceilings = new double[watched < 0 ? 0 : size];
        Arrays.fill(ceilings, Double.POSITIVE_INFINITY);
        int compartments = traces.stream().mapToInt(Trace::compartment).max().orElse(-1) + 1;
        this.tracesOf = new int[compartments][];
        for (int c = 0; c < compartments; c++) {
            int compartment = c;
            tracesOf[c] = IntStream.range(0, traces.size())
                    .filter(k -> traces.get(k).compartment() == compartment)
                    .toArray();
        }
    }

    public int first() {
        return first;
    }

    public int size() {
        return size;
    }

    /** The binary state. */
    public boolean isUp(int neuron) {
        return up[neuron];
    }

    /** Sets the binary state; telling others of it is the outlet's affair. */
    public void setUp(int neuron, boolean state) {
        up[neuron] = state;
    }

    /** A trace that lasts: Σ weight × state over compartment's connections. */
    public double input(int trace, int neuron) {
        return inputs[trace][neuron];
    }

    /** The value of any trace at a time not before the last arrival. */
    public double input(int trace, int neuron, long now) {
        double rate = decayPerNano[trace];
        double kept = inputs[trace][neuron];
        return rate == 0 ? kept : kept * Exponentials.exp(-rate * (now - epoch));
    }

    /** Gives a trace a value at this time. */
    public void setInput(int trace, int neuron, long now, double value) {
        inputs[trace][neuron] = value * growth(trace, now);
    }

    /**
     * Sets how far the watched trace may rise: an arrival that lifts it above is reported. A ceiling decays as the trace
     * does, so that it means "not above {@code value} now, nor above what becomes of it later".
     */
    public void setCeiling(int neuron, long now, double value) {
        ceilings[neuron] = value * growth(watched, now);
    }

    public double variable(int index, int neuron) {
        return variables[index][neuron];
    }

    public void setVariable(int index, int neuron, double value) {
        variables[index][neuron] = value;
    }

    private double growth(int trace, long now) {
        double rate = decayPerNano[trace];
        return rate == 0 ? 1 : Exponentials.exp(rate * (now - epoch));
    }

    /** How often {@link #rebase} is due, in nanoseconds: every 32 of the shortest time constant; none if all traces last. */
    public long rebaseInterval() {
        double fastest = Arrays.stream(decayPerNano).max().orElse(0);
        return fastest == 0 ? Long.MAX_VALUE : Math.max(1, (long) (32 / fastest));
    }

    /** Lists everything, in arrays of the whole population; neighbours must have been rebased at the same times. */
    public void state(Archive archive) {
        epoch = archive.number("origin of decay", epoch);
        for (int k = 0; k < inputs.length; k++) {
            archive.array("trace " + k, inputs[k]);
        }
        for (int k = 0; k < variables.length; k++) {
            archive.array("variable " + k, variables[k]);
        }
        if (watched >= 0) {
            archive.array("ceilings", ceilings);
        }
        archive.array("up", up);
    }

    /** The time from which decays are counted. */
    public long epoch() {
        return epoch;
    }

    /** Counts decays from now on. */
    public void rebase(long now) {
        for (int k = 0; k < inputs.length; k++) {
            if (decayPerNano[k] > 0) {
                double factor = Exponentials.exp(-decayPerNano[k] * (now - epoch));
                scale(inputs[k], factor);
                if (k == watched) {
                    scale(ceilings, factor);
                }
            }
        }
        epoch = now;
    }

    private static void scale(double[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }

    /**
     * Lets one presynaptic signal arrive.
     *
     * @param weight common factor: the sign, and the weight if the synapses share one
     * @return how many times a neuron was lifted above its ceiling, see {@link #lifted}
     */
    public int arrive(int compartment, long now, Row row, double weight) {
        liftedCount = 0;
        for (int trace : tracesOf[compartment]) {
            double factor = weight * traces.get(trace).scale() * growth(trace, now);
            double[] input = inputs[trace];
            if (trace == watched) {
                addWatched(input, row, factor);
            } else if (row.narrow != null) {
                add(input, row.narrow, row.count, factor);
            } else if (row.weights == null) {
                add(input, row.targets, row.count, factor);
            } else {
                addWeighted(input, row.targets, row.weights, row.count, factor);
            }
        }
        return liftedCount;
    }

    /** The k-th neuron that the last arrival lifted above its ceiling; one may be named twice. */
    public int lifted(int k) {
        return lifted[k];
    }

    /** Whether the watched trace is above the ceiling still. */
    public boolean isAboveCeiling(int neuron) {
        return inputs[watched][neuron] > ceilings[neuron];
    }

    // Delivery spends its time in these loops: one read of a target, one addition. C2 unrolls them as they are.

    private static void add(double[] input, char[] targets, int count, double factor) {
        for (int i = 0; i < count; i++) {
            input[targets[i]] += factor;
        }
    }

    private static void add(double[] input, int[] targets, int count, double factor) {
        for (int i = 0; i < count; i++) {
            input[targets[i]] += factor;
        }
    }

    private static void addWeighted(double[] input, int[] targets, float[] weights, int count, double factor) {
        for (int i = 0; i < count; i++) {
            input[targets[i]] += factor * weights[i];
        }
    }

    private void addWatched(double[] input, Row row, double factor) {
        int count = row.count;
        if (lifted.length < count) {
            lifted = new int[Math.max(count, 2 * lifted.length)];
        }
        int[] list = lifted;
        float[] weights = row.weights;
        int n = 0;
        for (int i = 0; i < count; i++) {
            int target = row.target(i);
            double value = input[target] + (weights == null ? factor : factor * weights[i]);
            input[target] = value;
            // Written always, kept if lifted: whether is hard to predict
            list[n] = target;
            n += value > ceilings[target] ? 1 : 0;
        }
        liftedCount = n;
    }
}
