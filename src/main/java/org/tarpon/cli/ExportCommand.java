package org.tarpon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.tarpon.experiment.Export;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.InvalidScenarioException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tarpon export}. */
@Command(
        name = "export",
        description = {
            ExportCommand.PURPOSE,
            "Weights are those of the newest checkpoint, averaged with evaluate.average. Without an option: all that the run has."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME} runs/quickstart-seed1",
            "  ${COMMAND-FULL-NAME} runs/quickstart-seed1 --nir \\",
            "      --to other/folder"
        })
final class ExportCommand implements Callable<Integer> {
    static final String PURPOSE = "Writes what a run directory holds for other programs: HDF5, TensorBoard, NIR.";

    private static final String WEIGHTS = "weights.h5";
    private static final String NIR = "network.nir";

    /** TensorBoard reads files whose names have "tfevents" in them. */
    private static final String EVENTS = "events.out.tfevents.0.tarpon";

    /** Writes one file and says what is in it. */
    @FunctionalInterface
    private interface Writing {
        String write(Path file) throws IOException;
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A run directory.")
    private Path directory;

    @Option(names = "--weights", description = "Weights and biases as HDF5, in " + WEIGHTS + ".")
    private boolean weights;

    @Option(names = "--tensorboard", description = "Metrics of the epochs as TensorBoard reads them.")
    private boolean tensorBoard;

    @Option(
            names = "--nir",
            description = "The feedforward network in the Neuromorphic Intermediate Representation, in " + NIR
                    + ". What NIR cannot say is left out, and said to be.")
    private boolean nir;

    @Option(names = "--to", paramLabel = "FOLDER", description = "Where to write. Default: the run directory.")
    private Path to;

    @Mixin
    private FolderOptions folders;

    @Override
    public Integer call() throws IOException, InvalidScenarioException {
        Export export = new Export(directory, folders.folders());
        export.complaints().forEach(complaint -> spec.commandLine().getErr().println("warning: " + complaint));
        Path folder = to == null ? directory : Files.createDirectories(to);
        boolean all = !weights && !tensorBoard && !nir;
        int written = 0;
        written += write(weights, all, folder.resolve(WEIGHTS), export::weights);
        written += write(tensorBoard, all, folder.resolve(EVENTS), export::tensorBoard);
        written += write(nir, all, folder.resolve(NIR), file -> {
            List<String> losses = export.nir(file);
            losses.forEach(loss -> spec.commandLine().getErr().println("not in " + file + ": " + loss));
            return "feedforward network, without what NIR cannot say";
        });
        if (written == 0) {
            throw new RunDirectory.UnusableException(directory + " holds nothing to export yet");
        }
        // What the run never had may lack, but not what it lost.
        return export.noneIsWhole() ? Main.USAGE : Main.DONE;
    }

    /** @param asked whether it is an error if the run has it not */
    private int write(boolean asked, boolean all, Path file, Writing writing) throws IOException {
        if (!asked && !all) {
            return 0;
        }
        try {
            spec.commandLine().getOut().println(file + ": " + writing.write(file));
            return 1;
        } catch (RunDirectory.UnusableException e) {
            if (asked) {
                throw e;
            }
            spec.commandLine().getErr().println("no " + file.getFileName() + ": " + e.getMessage());
            return 0;
        }
    }
}
