package org.tarpon.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.tarpon.data.DataEnvironment;
import org.tarpon.data.Dataset;
import org.tarpon.data.DatasetLoader;
import org.tarpon.data.KnownDataset;
import org.tarpon.experiment.Observer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of every command that simulates. */
class WorkOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads, 1 to 1024; they change no result. Default: one per processor, here"
                    + " ${DEFAULT-VALUE}.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder with data sets, such as DIR/mnist/train-images-idx3-ubyte, plain or .gz. Default:"
                    + " TARPON_DATA, then the cache, then the system's; what is nowhere is fetched.")
    private Path data;

    @Option(names = "--quiet", description = "No progress and no narration; warnings and errors remain.")
    private boolean quiet;

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    Narration narration() {
        return new Narration(err(), quiet, Terminal.isInteractive());
    }

    /** With a dashboard where there is a terminal with room for it. */
    Narration liveNarration() {
        Terminal.Size window = Terminal.size(System.getenv());
        return !quiet && Terminal.canRewrite() && LiveView.fits(window)
                ? new Narration(err(), new LiveView(err(), window, Terminal.hasColour()))
                : narration();
    }

    Optional<Path> data() {
        return Optional.ofNullable(data);
    }

    int threads() {
        if (threads < 1 || threads > 1024) {
            throw new UsageException("--threads takes a number from 1 to 1024, not " + threads);
        }
        return threads;
    }

    Dataset load(KnownDataset set, Observer observer) {
        return new DatasetLoader(DataEnvironment.ofThisProcess(data()), observer::note).load(set);
    }
}
