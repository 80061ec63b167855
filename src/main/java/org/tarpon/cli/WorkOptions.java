package org.tarpon.cli;

import org.tarpon.data.DataEnvironment;
import org.tarpon.data.Dataset;
import org.tarpon.data.DatasetLoader;
import org.tarpon.data.KnownDataset;
import org.tarpon.experiment.Observer;
import org.tarpon.experiment.Undertaking;
import picocli.CommandLine.Option;

/** Options of every command that simulates. */
class WorkOptions extends DataOptions {
    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads, 1 to 1024; they change no result. Default: one per processor, and fewer where a"
                    + " circuit is too small for them.")
    private Integer threads;

    /** As {@link Undertaking#threads} takes them. */
    int threads() {
        return threads == null ? 0 : checked(threads);
    }

    /** @throws UsageException if nobody could mean so many threads */
    static int checked(int threads) {
        if (threads < 1 || threads > 1024) {
            throw new UsageException("--threads takes a number from 1 to 1024, not " + threads);
        }
        return threads;
    }

    Dataset load(KnownDataset set, Observer observer) {
        return new DatasetLoader(DataEnvironment.ofThisProcess(data()), observer::note).load(set);
    }
}
