package org.tarpon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tarpon.data.Dataset;
import org.tarpon.experiment.DivergedException;
import org.tarpon.experiment.Undertaking;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioWriter;
import org.tarpon.scenario.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarpon run}. */
@Command(
        name = "run",
        description = RunCommand.PURPOSE,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME} scenarios/quickstart.yaml",
            "  ${COMMAND-FULL-NAME} scenarios/mnist.yaml \\",
            "      --data DIR --seed 2 --set train.epochs=3",
            "  ${COMMAND-FULL-NAME} scenarios/quickstart.yaml \\",
            "      --set pathways.feedforward.0.rate=0.001 --json --quiet > result.json",
            "  ${COMMAND-FULL-NAME} --resume runs/quickstart-seed1",
            "  ${COMMAND-FULL-NAME} --resume runs/quickstart-seed1 --set train.epochs=20"
        })
final class RunCommand implements Callable<Integer> {
    static final String PURPOSE = "Runs one scenario, or goes on with an interrupted run.";

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The scenario.")
    private Path file;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Go on from the newest checkpoint of a run directory, to the same bits as without a stop. Of"
                    + " a finished run, print the result again, or with --set train.epochs=N train it further.")
    private Path resume;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Run directory; must be empty or not there yet. Default: runs/NAME-seedN, with -2, -3, … if"
                    + " it is there.")
    private Path out;

    @Option(names = "--json", description = "Print the result as one JSON document instead of a summary.")
    private boolean json;

    @Mixin
    private ScenarioOptions options;

    @Override
    public Integer call() throws InvalidScenarioException, IOException {
        if ((file == null) == (resume == null)) {
            throw new UsageException("run takes a scenario file, or --resume and the directory of an earlier run");
        }
        if (resume != null && out != null) {
            throw new UsageException("--resume goes on in the folder of the run: --out cannot be given with it");
        }
        options.threads();
        try (Narration narration = options.narration()) {
            return resume == null ? start(narration) : goOn(narration);
        }
    }

    private int start(Narration narration) throws InvalidScenarioException, IOException {
        Study study = options.readStudy(file);
        if (study instanceof CircuitScenario circuit) {
            return CircuitRun.run(circuit, options, out, json, narration);
        }
        Scenario scenario = (Scenario) study;
        Preflight.check(scenario, out == null ? Path.of("runs") : out);
        Dataset data = options.load(scenario, narration);
        String text = ScenarioWriter.write(scenario);
        RunDirectory directory = out == null
                ? RunDirectory.createNew(Path.of("runs"), scenario.name() + "-seed" + scenario.seed(), text)
                : RunDirectory.create(out, text);
        return conduct(scenario, scenario, data, directory, narration);
    }

    private int goOn(Narration narration) throws InvalidScenarioException, IOException {
        RunDirectory directory = RunDirectory.open(resume);
        Optional<JsonNode> finished = Undertaking.finishedCircuit(directory);
        if (finished.isPresent()) {
            return CircuitRun.again(finished.get(), directory, options, json);
        }
        Study study = options.readStored(directory.scenario());
        if (study instanceof CircuitScenario circuit) {
            return CircuitRun.goOn(circuit, options, directory, json, narration);
        }
        Scenario begun = (Scenario) study;
        Scenario scenario = begun;
        if (options.overrides()) {
            scenario = options.read(directory.scenario());
            Undertaking.checkExtension(begun, scenario, directory);
        }
        Preflight.checkMemory(scenario);
        return conduct(scenario, begun, options.load(scenario, narration), directory, narration);
    }

    /** @param begun what the run in the directory has been so far */
    private int conduct(Scenario scenario, Scenario begun, Dataset data, RunDirectory directory, Narration narration)
            throws IOException {
        narration.note(Summary.title(scenario));
        narration.note("threads: " + options.threads() + "; directory: " + directory.root());
        Ending ending = new Ending(directory, options, List.of());
        Optional<Dataset> only = Optional.of(data);
        // From here on a signal waits until the files are in order and the user knows how to go on.
        try (Interruption interruption = new Interruption(narration)) {
            Optional<JsonNode> result = resume == null
                    ? Undertaking.begin(scenario, only, options.threads(), directory, narration, interruption)
                    : Undertaking.goOn(scenario, begun, only, options.threads(), directory, narration, interruption);
            narration.close();
            if (result.isEmpty()) {
                return ending.interrupted();
            }
            print(result.get(), directory);
            return Main.DONE;
        } catch (RunDirectory.UnusableException e) {
            throw e;
        } catch (DivergedException | IOException | OutOfMemoryError e) {
            narration.close();
            return ending.failed(e);
        }
    }

    private void print(JsonNode result, RunDirectory directory) {
        PrintWriter out = options.out();
        if (json) {
            Json.print(result, out);
        } else {
            Summary.print(result, out);
            out.println("  files    " + directory.root());
        }
    }
}
