package org.tarpon.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.tarpon.engine.VolleyListener;
import org.tarpon.network.Form;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.network.Presentations;
import org.tarpon.network.Signal;
import org.tarpon.network.Volley;
import org.tarpon.state.Archive;

/**
 * The digest of every spike of a block. Each volley of spikes or difference spikes has a 64-bit fingerprint, a sum of
 * one fixed number per neuron (so that hashing costs one addition a spike); a lane's fingerprints are chained in the
 * order of events together with time, pathway and signal; and chains, each mixed with the number of its presentation, are summed up, twice
 * with different numbers (a multiset hash, as Bellare and Micciancio's AdHash of 1997). So neither does it matter which block showed
 * what, nor does anything grow.
 */
public final class SpikeDigest implements VolleyListener {
    private final long[][] neuronNumbers;
    private final long[] lanes;
    private final long[] sums = new long[3]; // of the fingerprints of presentations, of others, and their number

    public SpikeDigest(Network network, int lanes) {
        this.lanes = new long[lanes];
        this.neuronNumbers = new long[network.populations().size()][];
        for (Population population : network.populations()) {
            long[] numbers = new long[population.size()];
            for (int j = 0; j < numbers.length; j++) {
                numbers[j] = mix(((long) population.index() << 32) + j + 1);
            }
            neuronNumbers[population.index()] = numbers;
        }
    }

    @Override
    public void sent(long time, Pathway pathway, Signal signal, Volley volley, Presentations presentations) {
        if (volley.form() == Form.GRADED) {
            return;
        }
        long[] numbers = neuronNumbers[pathway.from().index()];
        long address = mix(time ^ mix((long) pathway.index() << 32 | signal.ordinal()));
        for (int lane = 0; lane < presentations.active(); lane++) {
            int count = volley.count(lane);
            long print = volley.form() == Form.SPIKE
                    ? spikes(numbers, volley.indices(lane), count)
                    : differences(numbers, volley.indices(lane), volley.values(lane), count);
            lanes[lane] = mix(lanes[lane] + address + print);
        }
    }

    private static long spikes(long[] numbers, int[] index, int count) {
        long sum = 0;
        for (int k = 0; k < count; k++) {
            sum += numbers[index[k]];
        }
        return sum;
    }

    private static long differences(long[] numbers, int[] index, float[] spikes, int count) {
        long sum = 0;
        for (int k = 0; k < count; k++) {
            sum += (long) spikes[k] * numbers[index[k]];
        }
        return sum;
    }

    /** Takes in what the lanes have sent in the presentation that ends. */
    public void endPresentation(Presentations shown) {
        for (int lane = 0; lane < shown.active(); lane++) {
            long print = mix(lanes[lane] + mix(shown.number(lane)));
            sums[0] += print;
            sums[1] += mix(print + 1);
            sums[2]++;
            lanes[lane] = 0;
        }
    }

    /** Adds what another block has taken in, and which it then forgets. */
    public void takeOver(SpikeDigest other) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
        }
        other.clear();
    }

    /** The digest of all since the last call, and begins anew. */
    public byte[] take() {
        ByteBuffer bytes = ByteBuffer.allocate(sums.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(sums);
        clear();
        return Digests.sha256().digest(bytes.array());
    }

    /** Forgets what was taken in. */
    public void clear() {
        Arrays.fill(sums, 0);
    }

    /** Lists what was taken in. */
    public void state(Archive archive) {
        archive.array("prints", sums);
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    static long mix(long z) {
        long a = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
        return b ^ b >>> 31;
    }
}
