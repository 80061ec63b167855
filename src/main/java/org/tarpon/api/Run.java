package org.tarpon.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.tarpon.data.DataEnvironment;
import org.tarpon.data.DataException;
import org.tarpon.data.Dataset;
import org.tarpon.data.DatasetLoader;
import org.tarpon.experiment.Capacity;
import org.tarpon.experiment.DivergedException;
import org.tarpon.experiment.Expectations;
import org.tarpon.experiment.ImpossibleCircuitException;
import org.tarpon.experiment.Measurement;
import org.tarpon.experiment.Observer;
import org.tarpon.experiment.TooLargeException;
import org.tarpon.experiment.Undertaking;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.Study;

/**
 * A run to be made: what is set on it, and then what is to be done. Methods that set something return the run itself. The
 * scenario is read, and files are touched, only by what does something; that may be done several times.
 *
 * <p>What does something throws a {@link TarponException}, an {@link org.tarpon.extension.ExtensionException}, or, if files
 * cannot be written, an {@link UncheckedIOException}. What sets something throws {@link IllegalArgumentException} if a value is
 * out of range and {@link NullPointerException} if there is none. What a listener throws, or what is asked by {@link #stopWhen},
 * ends the run and is thrown as it is. An {@link Error} is too, such as a lack of memory.
 */
public final class Run {
    private final Source source;
    private final List<String> overrides = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();
    private int threads; // 0 until set: as many as are worth it
    private Optional<Path> data = Optional.empty();
    private Optional<Path> directory = Optional.empty();
    private Consumer<Epoch> epochs = epoch -> {};
    private Consumer<String> notes = note -> {};
    private BooleanSupplier stop = () -> false;

    Run(Source source) {
        this.source = source;
    }

    /**
     * Sets a key of the scenario, as {@code --set} does.
     *
     * @param key dotted; elements of lists by number from 0
     * @param value a number, a boolean, a text as a file has it, or a list or map of such
     */
    public Run set(String key, Object value) {
        overrides.add(key + "=" + flow(value));
        return this;
    }

    private static String flow(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + flow(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value instanceof List<?> list
                ? list.stream().map(Run::flow).collect(Collectors.joining(", ", "[", "]"))
                : String.valueOf(value);
    }

    /** Sets the seed of all random draws. */
    public Run seed(long seed) {
        return set("seed", seed);
    }

    /**
     * Sets the number of threads, which changes no result. One per processor unless set, and fewer where a circuit is too
     * small for them.
     *
     * @param threads 1 to 1024
     */
    public Run threads(int threads) {
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException("threads are from 1 to 1024, not " + threads);
        }
        this.threads = threads;
        return this;
    }

    /** Looks for data sets in this folder first. */
    public Run data(Path folder) {
        this.data = Optional.of(folder);
        return this;
    }

    /** Lets the scenario name files in these folders, beside those of its own. */
    public Run files(Path... folders) {
        this.folders.addAll(Arrays.asList(folders));
        return this;
    }

    /** Leaves the files of the run here: empty, or not there yet. A temporary folder unless set. */
    public Run directory(Path directory) {
        this.directory = Optional.of(directory);
        return this;
    }

    /** Is told of every epoch when it is over, by the thread that simulates. */
    public Run onEpoch(Consumer<Epoch> listener) {
        this.epochs = Objects.requireNonNull(listener);
        return this;
    }

    /** Is told what the command line would narrate: notes and warnings, one line each. */
    public Run onNote(Consumer<String> listener) {
        this.notes = Objects.requireNonNull(listener);
        return this;
    }

    /**
     * Ends the run early, with a checkpoint, as interrupting the thread does that waits for it.
     *
     * @param stop asked after each mini-batch and while evaluating, by any thread; once it says yes it must say so again
     */
    public Run stopWhen(BooleanSupplier stop) {
        this.stop = Objects.requireNonNull(stop);
        return this;
    }

    /** What is wrong with the scenario; empty if nothing. */
    public List<Problem> validate() {
        try {
            read(List.of());
            return List.of();
        } catch (TarponException.InvalidScenario e) {
            return e.problems();
        }
    }

    /** The scenario as a file with everything explicit, as the run's directory has it. */
    public String resolved() {
        return Undertaking.text(read(List.of()));
    }

    /**
     * Runs to the end.
     *
     * @return the result; close it, if no directory was given, to remove the temporary one
     * @throws TarponException.Interrupted if it was stopped
     */
    public Result run() {
        Study study = read(List.of());
        return attempt((observer, stopped) -> source.resumed().isPresent()
                ? goOn(study, source.resumed().get(), observer, stopped)
                : begin(study, observer, stopped));
    }

    /** Runs to the end, with every seed that the expectations name, and says whether they came true. Keeps no files. */
    public List<Verdict> check() {
        Study study = read(List.of());
        return attempt((observer, stopped) -> {
            Capacity.check(study);
            Optional<Dataset> loaded = load(study);
            Map<Long, Measurement> measured = new TreeMap<>();
            for (long seed : Expectations.seeds(study)) {
                measured.put(seed, measure(study.withSeed(seed), loaded, observer, stopped));
            }
            return Expectations.judge(study, source.folder(), measured).stream()
                    .map(verdict -> new Verdict(verdict.what(), verdict.met(), verdict.actual()))
                    .toList();
        });
    }

    /**
     * Which objections to backpropagation a short run answers: an epoch of at most 10 mini-batches. Keeps no files.
     *
     * @throws TarponException.Unusable if the scenario does not learn
     */
    public List<Finding> audit() {
        if (!(read(List.of()) instanceof Scenario scenario)) {
            throw new TarponException.Unusable(
                    "a circuit does not learn: there is nothing to audit; run, check and validate take it", null);
        }
        Study shortened = read(Undertaking.overridesForAudit(scenario));
        return attempt((observer, stopped) -> {
            Capacity.check(shortened);
            return Result.findings(
                    measure(shortened, load(shortened), observer, stopped).result());
        });
    }

    private Measurement measure(Study study, Optional<Dataset> loaded, Observer observer, BooleanSupplier stopped)
            throws IOException {
        return Measurement.of(study, loaded, threads, observer, stopped)
                .orElseThrow(() -> new TarponException.Interrupted(Optional.empty()));
    }

    private Study read(List<String> more) {
        List<String> all = new ArrayList<>(overrides);
        all.addAll(more);
        return attempt((observer, stopped) -> source.read(all, folders, notes));
    }

    private static List<Problem> problems(InvalidScenarioException e) {
        return e.problems().stream().map(Problem::of).toList();
    }

    /** Does all that touches files, and so could be broken by interruption, elsewhere than in the caller's thread. */
    private <T> T attempt(Task.Work<T> work) {
        try {
            return new Task(stop, epochs, notes).run(work);
        } catch (RunDirectory.UnusableException | ImpossibleCircuitException e) {
            throw new TarponException.Unusable(e.getMessage(), e);
        } catch (TooLargeException e) {
            throw new TarponException.TooLarge(e);
        } catch (DataException e) {
            throw new TarponException.NoData(e);
        } catch (DivergedException e) {
            throw new TarponException.Diverged(e);
        } catch (InvalidScenarioException e) {
            throw new TarponException.InvalidScenario(problems(e), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Result begin(Study study, Observer observer, BooleanSupplier stopped) throws IOException {
        if (directory.isPresent()) {
            Capacity.check(study, directory.get());
        } else {
            Capacity.check(study);
        }
        Optional<Dataset> loaded = load(study);
        Path root = directory.isPresent() ? directory.get() : Files.createTempDirectory("tarpon");
        boolean temporary = directory.isEmpty();
        boolean kept = false;
        try {
            RunDirectory files = RunDirectory.create(root, Undertaking.text(study));
            Result result = new Undertaking(study, loaded, threads, files, observer)
                    .begin(stopped)
                    .map(json -> new Result(json, study, root, temporary))
                    .orElseThrow(() -> new TarponException.Interrupted(Optional.of(root)));
            kept = true;
            return result;
        } catch (TarponException.Interrupted e) {
            kept = true;
            throw e;
        } finally {
            if (temporary && !kept) {
                Result.delete(root);
            }
        }
    }

    private Result goOn(Study study, Path root, Observer observer, BooleanSupplier stopped)
            throws IOException, InvalidScenarioException {
        if (directory.isPresent()) {
            throw new TarponException.Unusable("a run goes on in its own folder: there can be no other for it", null);
        }
        RunDirectory files = RunDirectory.open(root);
        Study begun = source.read(List.of(), folders, notes);
        Undertaking.checkExtension(begun, study, files);
        Capacity.checkMemory(study);
        Optional<Dataset> loaded = load(study);
        return new Undertaking(study, loaded, threads, files, observer)
                .goOn(begun, stopped)
                .map(json -> new Result(json, study, root, false))
                .orElseThrow(() -> new TarponException.Interrupted(Optional.of(root)));
    }

    private Optional<Dataset> load(Study study) {
        return Undertaking.load(study, new DatasetLoader(DataEnvironment.ofThisProcess(data), notes)::load);
    }
}
