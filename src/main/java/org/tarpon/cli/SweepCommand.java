package org.tarpon.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Problem;
import org.tarpon.scenario.Study;
import org.tarpon.spark.SparkPlace;
import org.tarpon.sweep.Axes;
import org.tarpon.sweep.Datasets;
import org.tarpon.sweep.LocalPlace;
import org.tarpon.sweep.Outcome;
import org.tarpon.sweep.Place;
import org.tarpon.sweep.Plan;
import org.tarpon.sweep.Setting;
import org.tarpon.sweep.SettingsFile;
import org.tarpon.sweep.Sweep;
import org.tarpon.sweep.SweepDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarpon sweep}. */
@Command(
        name = "sweep",
        description = {
            SweepCommand.PURPOSE,
            "Several --grid, --list and --random together are every combination. Runs that came to their end are not"
                    + " repeated, interrupted ones go on, and one that fails keeps no other from running; the exit code"
                    + " is then that of the worst failure."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME} scenarios/quickstart.yaml \\",
            "      --grid learning.forward.rate=0.002,0.005,0.01 --repeat 3",
            "  ${COMMAND-FULL-NAME} scenarios/quickstart.yaml --samples 20 \\",
            "      --random 'learning.forward.rate=log-uniform(1e-4, 1e-2)'",
            "  ${COMMAND-FULL-NAME} scenarios/quickstart.yaml \\",
            "      --list settings.csv",
            "  ${COMMAND-FULL-NAME} --resume sweeps/quickstart"
        })
final class SweepCommand implements Callable<Integer> {
    static final String PURPOSE = "Runs a scenario with many settings and seeds, and compares them.";

    private static final int MOST_AT_ONCE = 1024;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The scenario.")
    private Path file;

    @Option(
            names = "--grid",
            paramLabel = "KEY=V1,V2,…",
            description = "Run with each of these values. A value may hold commas inside brackets or quotes.")
    private List<String> grid = new ArrayList<>();

    @Option(
            names = "--list",
            paramLabel = "FILE",
            description = "Run with each row of a .csv file, whose first line has the keys, or each mapping of a YAML"
                    + " list.")
    private Path list;

    @Option(
            names = "--random",
            paramLabel = "KEY=HOW",
            description = "Draw the key's values: uniform(A, B), log-uniform(A, B), integer(A, B) or choice(V1, V2, …)."
                    + " Needs --samples.")
    private List<String> random = new ArrayList<>();

    @Option(names = "--samples", paramLabel = "N", description = "Settings to draw at random.")
    private Integer samples;

    @Option(
            names = "--search-seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "What --random draws with, apart from the seeds of runs. Default: ${DEFAULT-VALUE}.")
    private long searchSeed;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "1",
            description = "Runs of each setting, with the scenario's seed and those that follow. Default:"
                    + " ${DEFAULT-VALUE}.")
    private int repeat;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Go on with the sweep in a folder. The same sweep with the same --out does so too, and a"
                    + " larger one adds its runs.")
    private Path resume;

    @Option(names = "--retry", description = "Repeat also the runs that failed.")
    private boolean retry;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the sweep. Default: sweeps/NAME, with -2, -3, … if it is there.")
    private Path out;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads of each run; they change no result. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Runs at once. Default: one for every --threads processors, as far as there is memory.")
    private Integer parallel;

    @Option(
            names = "--spark",
            paramLabel = "MASTER",
            description =
                    "Carry the runs out on Apache Spark, as local[2] or spark://HOST:PORT, to the same digests; see"
                            + " docs/sweeps.md.")
    private String spark;

    @Option(names = "--json", description = "Print all as one JSON document.")
    private boolean json;

    @Mixin
    private SweepReport report;

    @Mixin
    private ReadOptions reading;

    @Mixin
    private DataOptions options;

    private final SweepLoad load = new SweepLoad();
    private final Set<Path> folders = new LinkedHashSet<>();
    private final Set<String> measured = new LinkedHashSet<>(); // by some run

    @Override
    public Integer call() throws InvalidScenarioException, IOException {
        checkUsage();
        folders.addAll(reading.folders());
        SweepDirectory directory = resume == null ? begin() : SweepDirectory.open(resume);
        Closeable lock = directory.lock();
        try (Narration narration = options.narration()) {
            return conduct(directory, narration);
        } finally {
            lock.close();
        }
    }

    private void checkUsage() {
        if ((file == null) == (resume == null)) {
            throw new UsageException("sweep takes a scenario file, or --resume and the folder of an earlier sweep");
        }
        boolean axes = !grid.isEmpty() || list != null || !random.isEmpty() || repeat != 1;
        if (resume != null && (axes || out != null || reading.overrides())) {
            throw new UsageException("--resume goes on with a sweep as it is; for more runs give the whole sweep again,"
                    + " with --out " + resume);
        }
        if (random.isEmpty() != (samples == null)) {
            throw new UsageException("--random and --samples go together: which keys to draw, and how many settings");
        }
        atLeastOne("--samples", samples == null ? 1 : samples);
        atLeastOne("--repeat", repeat);
        WorkOptions.checked(threads);
        if (parallel != null && (parallel < 1 || parallel > MOST_AT_ONCE)) {
            throw new UsageException("--parallel takes a number from 1 to " + MOST_AT_ONCE + ", not " + parallel);
        }
    }

    private static void atLeastOne(String option, int number) {
        if (number < 1) {
            throw new UsageException(option + " takes a number from 1 on, not " + number);
        }
    }

    private SweepDirectory begin() throws InvalidScenarioException, IOException {
        List<List<Setting>> axes = new ArrayList<>();
        List<Setting> listed = List.of();
        if (list != null) {
            listed = SettingsFile.read(list);
            axes.add(listed);
        }
        grid.forEach(axis -> axes.add(Axes.grid(axis)));
        if (!random.isEmpty()) {
            axes.add(Axes.random(random, samples, searchSeed));
        }
        Set<String> notes = new LinkedHashSet<>();
        List<Setting> settings = Axes.product(axes);
        // The list is the first axis, which changes slowest.
        int rows = listed.size();
        Plan plan = Plan.of(
                settings,
                repeat,
                number -> rows == 0 ? "" : ", " + SettingsFile.row(list, 1 + (number - 1) / (settings.size() / rows)),
                overrides -> read(overrides, notes));
        report.check(measured);
        notes.forEach(note -> options.err().println("note: " + note));
        Path folder = out == null ? free(plan) : out;
        load.checkDisk(folder);
        return SweepDirectory.prepare(folder, plan, asked(), file);
    }

    private Study read(List<String> overrides, Set<String> notes) throws InvalidScenarioException {
        Study study = reading.readStudy(file, overrides, (Problem note) -> notes.add(note.toString()));
        if (study instanceof CircuitScenario circuit) {
            // They were allowed where the file is, and the run's folder is elsewhere.
            circuit.files().forEach(named -> folders.add(named.toAbsolutePath().getParent()));
        }
        measured.addAll(Outcome.metrics(study));
        load.add(study, overrides.isEmpty() ? "the scenario as it is" : String.join(", ", overrides));
        return study;
    }

    /** A folder that is not there yet. */
    private static Path free(Plan plan) {
        Path parent = Path.of("sweeps");
        String name = plan.name();
        for (int i = 1; ; i++) {
            Path folder = parent.resolve(i == 1 ? name : name + "-" + i);
            if (!Files.exists(folder)) {
                return folder;
            }
        }
    }

    /** How the sweep was asked for, to be kept with it. */
    private ObjectNode asked() {
        ObjectNode asked = JsonNodeFactory.instance.objectNode();
        asked.put("version", new Main.Version().getVersion()[0]);
        asked.put("scenario", file.toString());
        reading.settings().forEach(asked.putArray("set")::add);
        grid.forEach(asked.putArray("grid")::add);
        random.forEach(asked.putArray("random")::add);
        if (samples != null) {
            asked.put("samples", samples).put("search_seed", searchSeed);
        }
        if (list != null) {
            asked.put("list", list.toString());
        }
        return asked.put("repeat", repeat);
    }

    private int conduct(SweepDirectory directory, Narration narration) throws InvalidScenarioException, IOException {
        SweepProgress progress = new SweepProgress(directory, retry, narration);
        List<Plan.Run> pending = progress.pending();
        if (resume != null) {
            for (Plan.Run run : pending) {
                Study study = reading.readStored(directory.directory(run).scenario());
                load.add(study, run.name());
                measured.addAll(Outcome.metrics(study));
            }
            measured.addAll(progress.table().metrics());
            report.check(measured);
        }
        // Not before: what is refused leaves all as it is.
        if (retry) {
            for (Plan.Run run : directory.runs()) {
                directory.forgetFailure(run);
            }
        }
        int atOnce = pending.isEmpty() ? 0 : atOnce(pending.size(), narration);
        narration.note(progress.title(atOnce, threads));
        try (Interruption interruption = new Interruption(narration)) {
            try (Place place = place(narration)) {
                new Sweep(directory, place, progress).conduct(pending, atOnce, interruption);
            }
            progress.lookAgain();
            progress.table().write(directory.root());
            if (interruption.getAsBoolean()) {
                return unfinished("interrupted", Main.INTERRUPTED, directory);
            }
            if (!progress.pending().isEmpty()) {
                return unfinished("the cluster has gone", Main.INTERNAL_ERROR, directory);
            }
        }
        narration.close();
        report.print(progress.table(), directory.root(), json, options);
        return progress.table().failed().isEmpty() ? Main.DONE : failed(progress, directory);
    }

    private int atOnce(int pending, Narration narration) {
        if (spark == null) {
            return load.atOnce(pending, parallel, threads, narration);
        }
        // Spark has them wait until there are cores.
        return Math.min(pending, parallel == null ? MOST_AT_ONCE : parallel);
    }

    private Place place(Narration narration) {
        if (spark == null) {
            return new LocalPlace(new Datasets(options.data(), narration::note), List.copyOf(folders), threads);
        }
        return SparkStart.of(
                "sweep", spark, () -> new SparkPlace(spark, options.data(), List.copyOf(folders), threads));
    }

    private int unfinished(String why, int code, SweepDirectory directory) {
        options.err().println(why + "; what was done is kept; go on with:");
        options.err().println("  " + resumption(directory));
        return code;
    }

    private int failed(SweepProgress progress, SweepDirectory directory) {
        List<Outcome> failed = progress.table().failed();
        options.err()
                .println(failed.size() + " of " + directory.runs().size() + " runs failed, see "
                        + directory.root().resolve("failures.csv") + "; repeat them with:");
        options.err().println("  " + resumption(directory) + " --retry");
        return SweepReport.exitCode(failed);
    }

    private String resumption(SweepDirectory directory) {
        StringBuilder command = new StringBuilder(Main.name() + " sweep --resume " + Ending.quote(directory.root()));
        options.data().ifPresent(data -> command.append(" --data ").append(Ending.quote(data)));
        if (spark != null) {
            command.append(" --spark ").append(spark);
        }
        folders.forEach(folder -> command.append(" --files ").append(Ending.quote(folder)));
        return command.toString();
    }
}
