package org.tarpon.experiment;

import java.security.MessageDigest;
import java.util.List;
import org.tarpon.record.Digests;
import org.tarpon.record.SpikeDigest;
import org.tarpon.state.Archive;

/** The digest of all spikes of a run: a chain over epochs, so that a checkpoint can carry it. */
final class SpikeChain {
    private final byte[] value = new byte[Digests.SHA256_BYTES];

    byte[] value() {
        return value.clone();
    }

    void state(Archive archive) {
        archive.array(TrainingCourse.SPIKES, value);
    }

    /** Takes in what the blocks have sent, however lanes are divided into blocks. */
    void endEpoch(List<SimulatedBlock> blocks) {
        MessageDigest digest = Digests.sha256();
        digest.update(value);
        SpikeDigest all = blocks.get(0).spikes();
        blocks.stream().skip(1).forEach(block -> all.takeOver(block.spikes()));
        digest.update(all.take());
        System.arraycopy(digest.digest(), 0, value, 0, value.length);
    }
}
