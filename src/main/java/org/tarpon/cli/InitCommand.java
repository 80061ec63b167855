package org.tarpon.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.tarpon.scenario.ScenarioSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tarpon init}. */
@Command(
        name = "init",
        description = InitCommand.PURPOSE,
        footerHeading = "%nExamples:%n",
        footer = {"  ${COMMAND-FULL-NAME} first.yaml", "  ${COMMAND-FULL-NAME} network.yaml --kind circuit --editor"})
final class InitCommand implements Callable<Integer> {
    static final String PURPOSE =
            "Writes a first scenario, with what each key is for, to begin a study with. Replaces no file.";

    private static final int LONGEST_NAME = 100;
    private static final String SCHEMA = "tarpon.schema.json";

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

    /** What a first scenario can be about. */
    enum Kind {
        learn,
        compare,
        circuit
    }

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "learn: a network that learns from images. compare: one that any rule can learn, to compare"
                    + " them. circuit: asynchronous neurons that do not learn. Default: ${DEFAULT-VALUE}.")
    private Kind kind = Kind.learn;

    @Option(
            names = "--editor",
            description =
                    "Also write the schema, as " + SCHEMA + " beside FILE, and name it in FILE's first line, so that"
                            + " editors with a YAML language server check and complete the scenario.")
    private boolean editor;

    @Override
    public Integer call() throws IOException {
        String resource = kind == Kind.learn ? "first.yaml" : "first-" + kind + ".yaml";
        try (InputStream scenario = InitCommand.class.getResourceAsStream(resource)) {
            String text = new String(scenario.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("NAME", name())
                    .replace("FILE", file.toString());
            String head = editor ? "# yaml-language-server: $schema=" + SCHEMA + "\n" : "";
            Files.writeString(file, head + text, StandardOpenOption.CREATE_NEW);
            if (editor) {
                StringWriter schema = new StringWriter();
                Json.print(ScenarioSchema.forEditors(), new PrintWriter(schema));
                Files.writeString(file.resolveSibling(SCHEMA), schema.toString());
            }
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(file + " is there already; give another name");
        } catch (NoSuchFileException e) {
            throw new UsageException(
                    "there is no folder " + file.toAbsolutePath().getParent());
        }
        spec.commandLine().getOut().println(file + ": written; run it with: " + Main.name() + " run " + file);
        return Main.DONE;
    }

    /** That of the file, as far as scenarios may have it: runs are then told apart as files are. */
    private String name() {
        String stem = file.toAbsolutePath().normalize().toString().replaceAll("^.*[/\\\\]|\\.[^.]*$", "");
        String name = stem.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[._-]+", "");
        return name.isEmpty() ? "first" : name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }
}
