package org.tarpon.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tarpon.data.Availability;
import org.tarpon.data.DataEnvironment;
import org.tarpon.data.DatasetLoader;
import org.tarpon.data.KnownDataset;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tarpon data}. */
@Command(
        name = "data",
        description = DataCommand.PURPOSE,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {"  ${COMMAND-FULL-NAME} list", "  ${COMMAND-FULL-NAME} get fashion-mnist"})
final class DataCommand implements Callable<Integer> {
    static final String PURPOSE = "Lists the data sets, or gets one into the cache.";

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "data takes a command: list, or get NAME");
    }

    @Command(name = "list", description = "Lists the data sets and where they are; fetches nothing.")
    int list(
            @Mixin HelpOption help,
            @Option(names = "--data", paramLabel = "DIR", description = "Folder to look into first.") Path data) {
        for (Availability each : loader(data).list()) {
            KnownDataset set = each.set();
            spec.commandLine()
                    .getOut()
                    .println(String.format(
                            Locale.ROOT,
                            "%-20s %,7d training %,7d test  %s",
                            set.key(),
                            set.trainingSamples(),
                            set.testSamples(),
                            each.where()));
        }
        return Main.DONE;
    }

    @Command(name = "get", description = "Makes sure that a data set is here, fetching it if it must, and verifies it.")
    int get(
            @Mixin HelpOption help,
            @Parameters(paramLabel = "NAME", description = "fashion-mnist-mini, fashion-mnist, mnist, n-mnist or shd.")
                    String name,
            @Option(names = "--data", paramLabel = "DIR", description = "Folder to look into first.") Path data) {
        if (KnownDataset.of(name).isEmpty()) {
            throw new UsageException("there is no data set " + name + "; there are: "
                    + Stream.of(KnownDataset.values()).map(KnownDataset::key).collect(Collectors.joining(", ")));
        }
        Availability availability = loader(data).get(name);
        spec.commandLine().getOut().println(name + ": " + availability.where());
        return Main.DONE;
    }

    private DatasetLoader loader(Path data) {
        return new DatasetLoader(
                DataEnvironment.ofThisProcess(Optional.ofNullable(data)),
                spec.commandLine().getErr()::println);
    }
}
