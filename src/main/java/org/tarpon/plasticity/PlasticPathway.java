package org.tarpon.plasticity;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tarpon.network.GradedKernel;
import org.tarpon.network.Pathway;
import org.tarpon.network.RowKernel;
import org.tarpon.network.Synapses;

/**
 * A pathway that learns: its optimiser's memory, and the traces of all blocks. At the end of a mini-batch each weight
 * row gathers the teaching signals of the slots in which its presynaptic neuron was active, in the fixed order (place,
 * record of the {@link Trace}, lane, whatever its block; of spikes, four lanes at once), and takes one step. Rows are independent, so any
 * thread may update any of them.
 */
public final class PlasticPathway {
    /** Rows that are updated together, as one piece of work. */
    private static final int CHUNK = 16;

    private final Pathway pathway;
    private final Optimizer optimizer;
    private final double rate;
    private final List<Trace> traces;
    private final float[][] teaching;
    private final int[] bases;
    private final int width;
    private final int records;
    private final float[][][] memory;
    private final float[] corrections = new float[Optimizer.CORRECTIONS];
    private final Chunk[] chunks;
    private final boolean rowsAreNeurons;
    /** Of the slots in use, if the update is a product of matrices; see {@link Trace#completeSlots}. */
    private final float[][] presynaptic;

    private final float[][] postsynaptic;
    private int completeSlots;
    private Homeostasis homeostasis;
    private long steps;

    /**
     * @param rate η of the first epoch
     * @param traces one per block, in the order of the blocks
     */
    public PlasticPathway(Pathway pathway, Optimizer optimizer, double rate, List<Trace> traces) {
        this.pathway = pathway;
        this.optimizer = optimizer;
        this.rate = rate;
        this.traces = List.copyOf(traces);
        List<float[][]> byBlock = traces.stream().map(Trace::rows).toList();
        this.teaching = byBlock.stream().flatMap(Arrays::stream).toArray(float[][]::new);
        this.bases = new int[traces.size()];
        for (int i = 1; i < bases.length; i++) {
            bases[i] = bases[i - 1] + byBlock.get(i - 1).length;
        }
        int rows = pathway.synapses().rows().length;
        this.width = rows == 0 ? 0 : pathway.synapses().bias().length;
        this.records = traces.get(0).records();
        boolean graded = traces.get(0).isGraded();
        this.rowsAreNeurons = graded && rowsAreNeurons(pathway.synapses(), rows);
        this.presynaptic = new float[rowsAreNeurons ? teaching.length : 0][];
        this.postsynaptic = new float[presynaptic.length][];
        this.memory = new float[rows][optimizer.memories()][width];
        this.chunks = new Chunk[(rows + CHUNK - 1) / CHUNK];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = new Chunk(i * CHUNK, Math.min(rows, (i + 1) * CHUNK));
        }
    }

    public Pathway pathway() {
        return pathway;
    }

    /** Lets homeostasis shift the biases after each step. */
    public void keepTo(Homeostasis homeostasis) {
        this.homeostasis = homeostasis;
    }

    /** How many numbers the optimiser remembers for each weight. */
    public int memories() {
        return optimizer.memories();
    }

    /** One of the numbers that the optimiser remembers for each weight, [row][weight of the row]; live, for checkpoints. */
    public float[][] memory(int which) {
        return Arrays.stream(memory).map(row -> row[which]).toArray(float[][]::new);
    }

    /** Steps taken so far. */
    public long steps() {
        return steps;
    }

    /** Takes over the number of steps from a checkpoint. */
    public void setSteps(long steps) {
        this.steps = steps;
    }

    /** Pieces of work that one update consists of. */
    public int pieces() {
        return chunks.length;
    }

    /** To be called before the pieces of an update. */
    public void beginUpdate() {
        steps++;
        optimizer.prepare(steps, corrections);
        completeSlots = 0;
        boolean complete = rowsAreNeurons;
        for (int i = 0; complete && i < bases.length; i++) {
            complete = traces.get(i).isComplete();
        }
        for (int record = 0; complete && record < records; record++) {
            for (int i = 0; i < bases.length; i++) {
                completeSlots = traces.get(i).completeSlots(record, presynaptic, postsynaptic, completeSlots);
            }
        }
    }

    /** Whether each row is used in one place, by the neuron of its number, for all currents from the first on. */
    private static boolean rowsAreNeurons(Synapses synapses, int rows) {
        boolean plain = true;
        for (int row = 0; row < rows - 1; row++) {
            plain &= synapses.uses(row) == 1 && synapses.user(row, 0) == row && synapses.offset(row, 0) == 0;
        }
        return plain;
    }

    /**
     * Updates one piece of the rows.
     *
     * @param samples slots of the mini-batch over which the gradient is averaged
     * @param epoch from 0; decides the rate
     */
    public void update(int piece, int samples, int epoch) {
        chunks[piece].update(samples, (float) Optimizer.rateIn(epoch, rate, optimizer.rateDecay()));
    }

    /** Whether all weights and biases were finite after the last update. */
    public boolean isFinite() {
        for (Chunk chunk : chunks) {
            if (!chunk.finite) {
                return false;
            }
        }
        return true;
    }

    /** "weight j of row k is NaN" of the first that is not finite, the biases being the last row; for messages. */
    public String firstNotFinite() {
        float[][] rows = pathway.synapses().rows();
        for (int row = 0; row < rows.length; row++) {
            for (int j = 0; j < width; j++) {
                if (!Float.isFinite(rows[row][j])) {
                    return "weight " + j + " of row " + row + " is " + rows[row][j];
                }
            }
        }
        return "all are finite";
    }

    private final class Chunk {
        private final int from;
        private final int to;
        private final int[] own;
        private final float[] factors;
        /** Zero times the rows is added to it: zero unless a weight is infinite or NaN, a check that runs as vector code. */
        private final float[] zeros = new float[width];

        private final float[][] ascent = new float[GradedKernel.TILE][width];
        private final int[] slots = new int[teaching.length + 1];
        private final float[] values = new float[teaching.length + 1];
        private boolean finite = true;

        Chunk(int from, int to) {
            this.from = from;
            this.to = to;
            this.own = IntStream.range(from, to).toArray();
            this.factors = new float[own.length];
        }

        void update(int samples, float rate) {
            float scale = 1f / samples;
            float[][] rows = pathway.synapses().rows();
            for (int row = from, gathered; row < to; row += gathered) {
                gathered = gather(row, rows.length - 1);
                for (int i = 0; i < gathered; i++) {
                    step(row + i, ascent[i], scale, rate);
                }
            }
            if (to == rows.length && homeostasis != null) {
                homeostasis.shift(pathway.synapses(), samples);
            }
            RowKernel.addScaled(zeros, rows, own, factors, own.length);
            finite = areZero(zeros);
        }

        /** @return how many rows were gathered, from the given one on */
        private int gather(int row, int bias) {
            if (completeSlots == 0 || row == bias) {
                gather(row, row == bias, ascent[0]);
                return 1;
            }
            int neurons = Math.min(ascent.length, Math.min(to, bias) - row);
            for (int i = 0; i < neurons; i++) {
                Arrays.fill(ascent[i], 0f);
            }
            GradedKernel.addTransposed(ascent, neurons, postsynaptic, presynaptic, row, completeSlots);
            return neurons;
        }

        private void step(int row, float[] ascent, float scale, float rate) {
            float[][] rows = pathway.synapses().rows();
            boolean bias = row == rows.length - 1;
            scale(ascent, scale, bias ? 0f : (float) optimizer.weightDecay(), rows[row]);
            optimizer.step(rows[row], ascent, rate, memory[row], corrections);
        }

        private void gather(int row, boolean bias, float[] ascent) {
            Arrays.fill(ascent, 0f);
            Synapses synapses = pathway.synapses();
            int uses = synapses.uses(row);
            int length = bias ? allSlots() : 0;
            for (int use = 0; use < uses; use++) {
                if (!bias) {
                    length = slots(synapses.user(row, use));
                }
                int offset = synapses.offset(row, use);
                boolean graded = !bias && traces.get(0).isGraded();
                add(ascent, offset, uses == 1 && offset == 0, length, graded);
            }
        }

        private int allSlots() {
            int length = 0;
            for (int record = 0; record < records; record++) {
                for (int i = 0; i < bases.length; i++) {
                    length = traces.get(i).allSlots(record, bases[i], slots, length);
                }
            }
            return length;
        }

        private int slots(int neuron) {
            int length = 0;
            for (int record = 0; record < records; record++) {
                for (int i = 0; i < bases.length; i++) {
                    length = traces.get(i).slots(record, neuron, bases[i], slots, values, length);
                }
            }
            return length;
        }

        private void add(float[] ascent, int offset, boolean whole, int length, boolean graded) {
            if (whole && graded) {
                GradedKernel.add(ascent, teaching, slots, values, length);
            } else if (whole) {
                RowKernel.add(ascent, teaching, slots, length);
            } else if (graded) {
                RowKernel.addScaledPart(ascent, teaching, offset, slots, values, length);
            } else {
                RowKernel.addPart(ascent, teaching, offset, slots, length);
            }
        }

        private static boolean areZero(float[] values) {
            for (float value : values) {
                if (value != 0f) {
                    return false;
                }
            }
            return true;
        }

        private static void scale(float[] ascent, float scale, float weightDecay, float[] weights) {
            if (weightDecay == 0f) {
                for (int j = 0; j < ascent.length; j++) {
                    ascent[j] *= scale;
                }
            } else {
                for (int j = 0; j < ascent.length; j++) {
                    ascent[j] = ascent[j] * scale - weightDecay * weights[j];
                }
            }
        }
    }
}
