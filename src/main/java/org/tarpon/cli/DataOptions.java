package org.tarpon.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of every command that takes data sets and tells how it goes on. */
class DataOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

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

    Optional<Path> data() {
        return Optional.ofNullable(data);
    }
}
