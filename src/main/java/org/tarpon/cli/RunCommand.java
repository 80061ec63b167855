package org.tarpon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tarpon.data.Dataset;
import org.tarpon.experiment.Capacity;
import org.tarpon.experiment.DivergedException;
import org.tarpon.experiment.Undertaking;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.Study;
import org.tarpon.spark.SparkBlocks;
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
            "  ${COMMAND-FULL-NAME} scenarios/quickstart.yaml --live",
            "  ${COMMAND-FULL-NAME} scenarios/mnist.yaml \\",
            "      --data DIR --seed 2 --set train.epochs=3",
            "  ${COMMAND-FULL-NAME} scenarios/quickstart.yaml \\",
            "      --set pathways.feedforward.0.rate=0.001 --json --quiet > result.json",
            "  ${COMMAND-FULL-NAME} --resume runs/quickstart-seed1",
            "  ${COMMAND-FULL-NAME} --resume runs/quickstart-seed1 \\",
            "      --set train.epochs=20"
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

    @Option(
            names = "--spark",
            paramLabel = "MASTER",
            description = "Simulate the mini-batches on Apache Spark, as local[2] or spark://HOST:PORT, to the same"
                    + " digests; for large batches of large networks, see docs/sweeps.md.")
    private String spark;

    @Option(
            names = "--live",
            description = "Show on a terminal how the run goes: learning curves, rates, speed, time left. Elsewhere it"
                    + " changes nothing.")
    private boolean live;

    @Option(names = "--json", description = "Print the result as one JSON document instead of a summary.")
    private boolean json;

    @Mixin
    private RunReport report;

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
        try (Narration narration = live ? options.liveNarration() : options.narration()) {
            return resume == null ? start(narration) : goOn(narration);
        }
    }

    private int start(Narration narration) throws InvalidScenarioException, IOException {
        Study study = options.readStudy(file);
        checkSpark(study);
        Capacity.check(study, out == null ? Path.of("runs") : out);
        Optional<Dataset> data = options.load(study, narration);
        String text = Undertaking.text(study);
        RunDirectory directory = out == null
                ? RunDirectory.createNew(Path.of("runs"), study.name() + "-seed" + study.seed(), text)
                : RunDirectory.create(out, text);
        return conduct(study, Optional.empty(), data, directory, narration);
    }

    private int goOn(Narration narration) throws InvalidScenarioException, IOException {
        RunDirectory directory = RunDirectory.open(resume);
        if (Undertaking.finishedCircuit(directory).isPresent()) {
            // Without reading the scenario: files that it names may be gone.
            refuseOverrides();
            print(Json.read(directory.result()), directory, page(directory));
            return Main.DONE;
        }
        Study begun = options.readStored(directory.scenario());
        checkSpark(begun);
        Study study = begun;
        if (options.overrides()) {
            if (begun instanceof CircuitScenario) {
                refuseOverrides();
            }
            study = options.read(directory.scenario());
            Undertaking.checkExtension(begun, study, directory);
        }
        Capacity.checkMemory(study);
        return conduct(study, Optional.of(begun), options.load(study, narration), directory, narration);
    }

    private void refuseOverrides() {
        if (options.overrides()) {
            throw new UsageException("a circuit runs for the time that it was begun with: --resume takes no --set");
        }
    }

    private Optional<Path> page(RunDirectory directory) {
        return Files.exists(directory.report())
                ? Optional.of(directory.report())
                : report.write(directory, options.folders(), options.err());
    }

    /** @param begun what the directory's scenario says, if the run goes on */
    private int conduct(
            Study study, Optional<Study> begun, Optional<Dataset> data, RunDirectory directory, Narration narration)
            throws IOException {
        narration.note(Summary.title(study));
        narration.note(
                "threads: " + Undertaking.threads(study, options.threads()) + "; directory: " + directory.root());
        List<Path> files = study instanceof CircuitScenario circuit ? circuit.files() : List.of();
        Ending ending = new Ending(directory, options, files);
        Undertaking undertaking = new Undertaking(study, data, options.threads(), directory, narration);
        // From here on a signal waits until the files are in order and the user knows how to go on.
        try (SparkBlocks blocks = hosts(study);
                Interruption interruption = new Interruption(narration)) {
            Undertaking here = blocks == null ? undertaking : undertaking.on(blocks);
            Optional<JsonNode> result =
                    begun.isPresent() ? here.goOn(begun.get(), interruption) : here.begin(interruption);
            narration.close();
            if (result.isEmpty()) {
                return ending.interrupted();
            }
            print(result.get(), directory, report.write(directory, options.folders(), options.err()));
            return Main.DONE;
        } catch (RunDirectory.UnusableException e) {
            throw e;
        } catch (DivergedException | IOException | OutOfMemoryError e) {
            narration.close();
            return ending.failed(e);
        }
    }

    /** Only mini-batches in volley timing fall into blocks that do not hear of each other until they end. */
    private void checkSpark(Study study) {
        boolean volleys =
                study instanceof Scenario scenario && scenario.timing().mode() == Scenario.Mode.VOLLEY;
        if (spark != null && !volleys) {
            throw new UsageException("--spark takes a scenario that learns in volley timing; " + study.name()
                    + " does not. Many runs of it can go on at once with sweep --spark");
        }
    }

    /** @return null without {@code --spark} */
    private SparkBlocks hosts(Study study) {
        return spark == null
                ? null
                : SparkStart.of("run", spark, () -> new SparkBlocks(spark, Undertaking.text(study), options.data()));
    }

    private void print(JsonNode result, RunDirectory directory, Optional<Path> page) {
        PrintWriter out = options.out();
        if (json) {
            Json.print(result, out);
            return;
        }
        Summary.print(result, out);
        out.println("  files    " + directory.root());
        page.ifPresent(file -> out.println("  report   " + file));
    }
}
