package org.tarpon.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tarpon init}. */
@Command(
        name = "init",
        description = InitCommand.PURPOSE,
        footerHeading = "%nExamples:%n",
        footer = {"  ${COMMAND-FULL-NAME} first.yaml"})
final class InitCommand implements Callable<Integer> {
    static final String PURPOSE =
            "Writes a first scenario, with what each key is for, to begin a study with. Replaces no file.";

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = "first.yaml",
            description = "The file to write. Default: ${DEFAULT-VALUE}.")
    private Path file;

    @Override
    public Integer call() throws IOException {
        try (InputStream scenario = InitCommand.class.getResourceAsStream("first.yaml")) {
            Files.copy(scenario, file);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(file + " is there already; give another name");
        } catch (NoSuchFileException e) {
            throw new UsageException(
                    "there is no folder " + file.toAbsolutePath().getParent());
        }
        spec.commandLine().getOut().println(file + ": written; run it with: " + Main.name() + " run " + file);
        return Main.DONE;
    }
}
