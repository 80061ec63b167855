package org.tarpon.record;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.engine.ChangeListener;
import org.tarpon.state.Archive;

/**
 * The digest of everything that asynchronous populations send. What an output sends is chained in its order, (time,
 * neuron), so that it does not matter how the outputs take turns; the chains go into a SHA-256 in the order of the circuit.
 */
public final class ChangeDigest implements ChangeListener {
    private final long[][] chains; // [group][output], as far as outputs have sent

    public ChangeDigest(Circuit circuit) {
        chains = new long[circuit.groups().size()][0];
    }

    @Override
    public void sent(CellGroup group, int output, long time, int neuron, int sign) {
        int g = group.index();
        if (output >= chains[g].length) {
            chains[g] = Arrays.copyOf(chains[g], output + 1);
        }
        long event = SpikeDigest.mix(time + SpikeDigest.mix(2L * neuron + (sign > 0 ? 1 : 0)));
        chains[g][output] = SpikeDigest.mix(chains[g][output] + event);
    }

    /** Lists the chains. */
    public void state(Archive archive) {
        for (int g = 0; g < chains.length; g++) {
            chains[g] = archive.list("chains of " + g, chains[g]);
        }
    }

    /** SHA-256 of all that was sent so far. */
    public byte[] digest() {
        MessageDigest sha = Digests.sha256();
        for (long[] chain : chains) {
            sha.update((byte) chain.length);
            for (long output : chain) {
                sha.update(ByteBuffer.allocate(Long.BYTES).putLong(output).array());
            }
        }
        return sha.digest();
    }
}
