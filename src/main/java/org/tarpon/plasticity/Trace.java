package org.tarpon.plasticity;

import java.util.Arrays;
import org.tarpon.network.Form;
import org.tarpon.network.Pathway;
import org.tarpon.network.Volley;
import org.tarpon.state.Archive;

/**
 * What the synapses of one pathway may learn from, gathered in one block of lanes over one mini-batch: who was active
 * presynaptically, and the teaching signal −∂L/∂u of the postsynaptic neurons, for each slot (record · lanes + lane).
 * There is one record for each cycle and term of the loss.
 *
 * <p>Presynaptic spikes are kept as one bit per lane and neuron, because an update asks "in which lanes did neuron k
 * fire?"; graded activity is kept as it came. Lanes in which there is nothing to learn from spikes, because no teaching signal differs from 0,
 * are left out: what is learned from difference spikes costs the less the fewer there are.
 */
public final class Trace {
    private final int lanes;
    private final long[][] fired;
    /** One bit a lane: whether the record has teaching signals other than 0. */
    private final long[] taught;

    private final float[] zeros;
    private final float[][] graded;
    private final float[][] teaching;
    private final SubsetSums[] sums;
    private final boolean[] recorded;
    private int active;
    private boolean complete;

    /**
     * @param presynaptic form of the volleys that the pathway's synapses learn from
     * @param teaching [records · lanes][postsynaptic], written by the rule; shared with other pathways into the same
     *     compartment
     */
    Trace(Pathway pathway, Form presynaptic, int lanes, int records, float[][] teaching) {
        int neurons = pathway.from().size();
        this.lanes = lanes;
        this.fired = presynaptic == Form.SPIKE ? new long[records][neurons] : null;
        this.taught = new long[records];
        this.zeros = new float[teaching[0].length];
        this.graded = presynaptic == Form.SPIKE ? null : new float[records * lanes][neurons];
        this.teaching = teaching;
        this.sums = new SubsetSums[presynaptic == Form.SPIKE ? records : 0];
        for (int record = 0; record < sums.length; record++) {
            sums[record] = new SubsetSums(Arrays.copyOfRange(teaching, record * lanes, (record + 1) * lanes));
        }
        this.recorded = new boolean[records];
    }

    /** One for each cycle and term of the loss. */
    int records() {
        return recorded.length;
    }

    /** Forgets the last mini-batch. */
    void clear() {
        Arrays.fill(recorded, false);
        active = 0;
        complete = isGraded();
    }

    /** Remembers the presynaptic volley that goes with the teaching signal of a record's slots. */
    void record(int record, Volley presynaptic, int active) {
        this.active = active;
        recorded[record] = true;
        if (fired != null) {
            sumUp(record);
            recordSpikes(fired[record], taught[record], presynaptic);
        } else {
            complete &= presynaptic.isComplete(active);
            for (int lane = 0; lane < active; lane++) {
                recordValues(graded[record * lanes + lane], presynaptic, lane);
            }
        }
    }

    private void sumUp(int record) {
        long lessons = 0;
        for (int lane = 0; lane < active; lane++) {
            lessons |= Arrays.equals(teaching[record * lanes + lane], zeros) ? 0L : 1L << lane;
        }
        taught[record] = lessons;
        sums[record].refresh(lessons);
    }

    private void recordSpikes(long[] neurons, long taught, Volley volley) {
        Arrays.fill(neurons, 0L);
        for (int lane = 0; lane < active; lane++) {
            if ((taught >>> lane & 1) == 0) {
                continue;
            }
            int[] list = volley.indices(lane);
            int count = volley.count(lane);
            long bit = 1L << lane;
            for (int k = 0; k < count; k++) {
                neurons[list[k]] |= bit;
            }
        }
    }

    private static void recordValues(float[] neurons, Volley volley, int lane) {
        int[] list = volley.indices(lane);
        float[] values = volley.values(lane);
        int count = volley.count(lane);
        if (count == neurons.length) {
            System.arraycopy(values, 0, neurons, 0, count);
            return;
        }
        Arrays.fill(neurons, 0f);
        for (int k = 0; k < count; k++) {
            neurons[list[k]] = values[k];
        }
    }

    /** Lists what was gathered in the last mini-batch, but the teaching signals, which others share. */
    void state(Archive archive) {
        active = (int) archive.number("active", active);
        archive.array("recorded", recorded);
        if (graded != null) {
            archive.rows("graded", graded);
            return;
        }
        for (int record = 0; record < recorded.length; record++) {
            archive.array("fired " + record, fired[record]);
            if (archive.isReading() && recorded[record]) {
                sumUp(record);
            }
        }
    }

    /** The rows that {@link #slots} names: teaching signals or, of spikes, their sums over subsets of four lanes. */
    float[][] rows() {
        return isGraded()
                ? teaching
                : Arrays.stream(sums).flatMap(s -> Arrays.stream(s.sums())).toArray(float[][]::new);
    }

    /** Whether presynaptic activity has values other than 0 and 1. */
    boolean isGraded() {
        return graded != null;
    }

    /** Whether presynaptic activity is graded and each neuron had a value in every slot in use. */
    boolean isComplete() {
        return complete;
    }

    /**
     * Appends the presynaptic activity and the teaching signals of all slots of a record in use, in the order of {@link #slots}.
     *
     * @return the new length of both lists
     */
    int completeSlots(int record, float[][] presynaptic, float[][] postsynaptic, int length) {
        int first = record * lanes;
        int count = recorded[record] ? active : 0;
        System.arraycopy(graded, first, presynaptic, length, count);
        System.arraycopy(teaching, first, postsynaptic, length, count);
        return length + count;
    }

    /**
     * Appends the rows of a record's slots in which a presynaptic neuron was active, ascending, and its activity there if graded.
     *
     * @param base added to each number of a row
     * @return the new length of the lists
     */
    int slots(int record, int neuron, int base, int[] slots, float[] values, int length) {
        if (!recorded[record]) {
            return length;
        }
        if (fired != null) {
            return subsets(fired[record][neuron], record, base, slots, length);
        }
        int end = length;
        for (int lane = 0; lane < active; lane++) {
            float value = graded[record * lanes + lane][neuron];
            slots[end] = base + record * lanes + lane;
            values[end] = value;
            end += value != 0f ? 1 : 0;
        }
        return end;
    }

    private int subsets(long fired, int record, int base, int[] slots, int length) {
        return SubsetSums.list(fired, active, base + record * sums[0].sums().length, slots, length);
    }

    /** Appends the rows of all slots of a record that are not left out: those of the bias, whose presynaptic neuron always fires. */
    int allSlots(int record, int base, int[] slots, int length) {
        if (recorded[record] && fired != null) {
            return subsets(taught[record], record, base, slots, length);
        }
        int end = length;
        for (int lane = 0; recorded[record] && lane < active; lane++) {
            slots[end++] = base + record * lanes + lane;
        }
        return end;
    }
}
