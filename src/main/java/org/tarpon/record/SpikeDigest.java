package org.tarpon.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
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
 * order of events together with time, pathway and signal; and the lanes go into a SHA-256 in their order. They wait for it in
 * a list, eight bytes a presentation, because the state of a SHA-256 half way cannot be kept in a checkpoint.
 */
public final class SpikeDigest implements VolleyListener {
    private final long[][] neuronNumbers;
    private final long[] lanes;
    private long[] prints = new long[64]; // of lanes, in their order; those before count are not hashed yet
    private int count;

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

    /** Takes in what the first lanes have sent since the last call. */
    public void endPresentation(int active) {
        if (count + active > prints.length) {
            prints = Arrays.copyOf(prints, Math.max(count + active, 2 * prints.length));
        }
        for (int lane = 0; lane < active; lane++) {
            prints[count++] = lanes[lane];
            lanes[lane] = 0;
        }
    }

    /** The digest of all since the last call, and begins anew. */
    public byte[] take() {
        MessageDigest digest = Digests.sha256();
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            digest.update(bytes.putLong(0, prints[i]).array());
        }
        count = 0;
        return digest.digest();
    }

    /** Forgets what was taken in. */
    public void clear() {
        count = 0;
    }

    /** Lists what is not hashed yet. */
    public void state(Archive archive) {
        prints = archive.list("prints", Arrays.copyOf(prints, count));
        count = prints.length;
    }

    /** Lists what is not hashed yet; what is read follows what is there. */
    public void handOver(Archive archive) {
        long[] latest = archive.list("prints", Arrays.copyOf(prints, count));
        if (archive.isReading()) {
            prints = Arrays.copyOf(prints, count + latest.length);
            System.arraycopy(latest, 0, prints, count, latest.length);
            count += latest.length;
        }
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    static long mix(long z) {
        long a = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
        return b ^ b >>> 31;
    }
}
