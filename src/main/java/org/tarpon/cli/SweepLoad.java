package org.tarpon.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.tarpon.experiment.Capacity;
import org.tarpon.experiment.Estimate;
import org.tarpon.experiment.TooLargeException;
import org.tarpon.scenario.Study;

/** What the runs of a sweep take, and how many of them this machine can hold at once. */
final class SweepLoad {
    private double largest; // memory of the largest run
    private double disk; // of all together

    /**
     * Adds a run.
     *
     * @param what is set in it, for messages
     * @throws UsageException if memory cannot hold it alone
     */
    void add(Study study, String what) {
        try {
            Capacity.checkMemory(study);
        } catch (TooLargeException e) {
            throw new UsageException("with " + what + ": " + e.getMessage());
        }
        Estimate estimate = Estimate.of(study);
        largest = Math.max(largest, estimate.memoryBytes());
        disk += estimate.diskBytes();
    }

    /** @throws UsageException if the disk of the folder, there already or not, cannot hold all runs */
    void checkDisk(Path folder) throws IOException {
        double available = Capacity.disk(folder);
        if (disk > available) {
            throw new UsageException("the sweep would need about " + Capacity.bytes(disk) + " of disk, but "
                    + Capacity.existing(folder) + " has " + Capacity.bytes(available)
                    + " left; give fewer settings or repeats, keep fewer"
                    + " checkpoints (--set checkpoint.keep=1), or give another folder with --out");
        }
    }

    /**
     * Runs that go on at once.
     *
     * @param pending how many there are to be carried out
     * @param wanted null for as many as there are processors for
     * @param threads of each
     */
    int atOnce(int pending, Integer wanted, int threads, Narration narration) {
        int processors = Runtime.getRuntime().availableProcessors();
        int runs = Math.min(pending, wanted == null ? Math.max(1, processors / threads) : wanted);
        double available = Capacity.memory();
        int fit = (int) Math.max(1, Math.min(runs, available / Math.max(1, largest)));
        if (fit < runs) {
            narration.warn("the largest run needs about " + Capacity.bytes(largest) + " of the "
                    + Capacity.bytes(available) + " of memory that Java may use, so " + fit + " instead of " + runs
                    + " run at once; java -Xmx… gives more");
        }
        return fit;
    }
}
