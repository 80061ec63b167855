package org.tarpon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tarpon.data.Dataset;
import org.tarpon.experiment.DivergedException;
import org.tarpon.experiment.Trial;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioWriter;
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

    @Option(
            names = "--spark",
            paramLabel = "MASTER",
            description = "Simulate the mini-batches on Apache Spark, as local[2] or spark://HOST:PORT, to the same"
                    + " digests; for large batches of large networks, see docs/sweeps.md.")
    private String spark;

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
        try (Narration narration = options.narration()) {
            return resume == null ? start(narration) : goOn(narration);
        }
    }

    private int start(Narration narration) throws InvalidScenarioException, IOException {
        Study study = options.readStudy(file);
        checkSpark(study);
        if (study instanceof CircuitScenario circuit) {
            return CircuitRun.run(circuit, options, out, report, json, narration);
        }
        Scenario scenario = (Scenario) study;
        Preflight.check(scenario, out == null ? Path.of("runs") : out);
        Dataset data = options.load(scenario, narration);
        String text = ScenarioWriter.write(scenario);
        RunDirectory directory = out == null
                ? RunDirectory.createNew(Path.of("runs"), scenario.name() + "-seed" + scenario.seed(), text)
                : RunDirectory.create(out, text);
        return conduct(scenario, scenario.train().epochs(), data, directory, narration);
    }

    private int goOn(Narration narration) throws InvalidScenarioException, IOException {
        RunDirectory directory = RunDirectory.open(resume);
        if (CircuitRun.isFinished(directory)) {
            // Without reading the scenario: files that it names may be gone.
            return CircuitRun.again(directory, options, report, json);
        }
        Study study = options.readStored(directory.scenario());
        checkSpark(study);
        if (study instanceof CircuitScenario circuit) {
            return CircuitRun.goOn(circuit, options, directory, report, json, narration);
        }
        Scenario begun = (Scenario) study;
        Scenario scenario = options.overrides() ? extended(begun) : begun;
        Preflight.checkMemory(scenario);
        return conduct(scenario, begun.train().epochs(), options.load(scenario, narration), directory, narration);
    }

    /** The scenario over more epochs. */
    private Scenario extended(Scenario begun) throws InvalidScenarioException {
        Scenario wanted = options.read(resume.resolve("scenario.yaml"));
        int epochs = wanted.train().epochs();
        if (!wanted.equals(begun.withEpochs(epochs))) {
            throw new UsageException(
                    "--resume goes on with the scenario of the run as it is, for the same bits as without"
                            + " a stop; --set can only give it more epochs (--set train.epochs=N)");
        }
        if (epochs < begun.train().epochs()) {
            throw new UsageException("the run in " + resume + " has "
                    + begun.train().epochs() + " epochs; --set train.epochs can only give it more, not " + epochs);
        }
        return wanted;
    }

    /** @param begunWith epochs that the run in the directory has had so far */
    private int conduct(Scenario scenario, int begunWith, Dataset data, RunDirectory directory, Narration narration)
            throws IOException {
        narration.note(Summary.title(scenario));
        narration.note("threads: " + options.threads() + "; directory: " + directory.root());
        // From here on a signal waits until the files are in order and the user knows how to go on.
        Closeable lock = directory.lock();
        try (SparkBlocks blocks = hosts(scenario);
                Interruption interruption = new Interruption(narration);
                Trial experiment = blocks == null
                        ? Trial.of(scenario, data, options.threads(), directory, narration)
                        : Trial.on(blocks, scenario, data, options.threads(), directory, narration)) {
            if (resume != null) {
                experiment.restore();
            }
            if (scenario.train().epochs() > begunWith) {
                experiment.extend(begunWith);
            }
            return conduct(experiment, interruption, directory, narration);
        } finally {
            lock.close();
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
    private SparkBlocks hosts(Scenario scenario) {
        return spark == null
                ? null
                : SparkStart.of(
                        "run", spark, () -> new SparkBlocks(spark, ScenarioWriter.write(scenario), options.data()));
    }

    private int conduct(Trial experiment, Interruption interruption, RunDirectory directory, Narration narration) {
        Ending ending = new Ending(directory, options, List.of());
        try {
            Optional<JsonNode> result = experiment.run(interruption);
            narration.close();
            if (result.isEmpty()) {
                return ending.interrupted();
            }
            Optional<Path> page = report.write(directory, options.folders(), options.err());
            print(result.get(), directory, page);
            return Main.DONE;
        } catch (DivergedException | IOException | OutOfMemoryError e) {
            narration.close();
            return ending.failed(e);
        }
    }

    private void print(JsonNode result, RunDirectory directory, Optional<Path> page) {
        PrintWriter out = options.out();
        if (json) {
            Json.print(result, out);
        } else {
            Summary.print(result, out);
            out.println("  files    " + directory.root());
            page.ifPresent(file -> out.println("  report   " + file));
        }
    }
}
