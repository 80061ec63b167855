package org.tarpon.junit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;
import org.tarpon.data.DataEnvironment;
import org.tarpon.data.DataException;
import org.tarpon.data.Dataset;
import org.tarpon.data.DatasetLoader;
import org.tarpon.experiment.Capacity;
import org.tarpon.experiment.DivergedException;
import org.tarpon.experiment.Expectations;
import org.tarpon.experiment.Expectations.Verdict;
import org.tarpon.experiment.ImpossibleCircuitException;
import org.tarpon.experiment.Measurement;
import org.tarpon.experiment.Observer;
import org.tarpon.experiment.TooLargeException;
import org.tarpon.experiment.Undertaking;
import org.tarpon.extension.ExtensionException;
import org.tarpon.scenario.ExpectSource;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.ScenarioReader;
import org.tarpon.scenario.Study;

/** The tests of one scenario, which share its runs. */
final class ScenarioNode {
    private final Path file;
    private final ScenarioTest wanted;
    private List<Verdict> verdicts; // null until it was run
    private RuntimeException failure; // what kept the scenario from its end; null if nothing did

    ScenarioNode(Path file, ScenarioTest wanted) {
        this.file = file;
        this.wanted = wanted;
    }

    DynamicContainer container() {
        List<String> overrides = List.of(wanted.set());
        try {
            List<Path> folders = Stream.of(wanted.files()).map(Path::of).toList();
            Study study = ScenarioReader.readStudy(file, overrides, folders, note -> {});
            return container(tests(study, ExpectSource.read(file, overrides)));
        } catch (InvalidScenarioException e) {
            return container(Stream.of(DynamicTest.dynamicTest("is valid", place(Optional.empty()), () -> {
                throw failed(e.getMessage());
            })));
        }
    }

    private DynamicContainer container(Stream<DynamicTest> tests) {
        return DynamicContainer.dynamicContainer(file.toString(), place(Optional.empty()), tests);
    }

    private Stream<DynamicTest> tests(Study study, ExpectSource source) {
        List<DynamicTest> tests = new ArrayList<>();
        if (study.expect().isEmpty()) {
            tests.add(DynamicTest.dynamicTest(
                    "runs to its end, and expects nothing", place(Optional.empty()), () -> run(study)));
        }
        for (int i = 0; i < study.expect().size(); i++) {
            int index = i;
            Optional<ExpectSource.Position> position = source.position(i);
            tests.add(DynamicTest.dynamicTest(
                    Expectations.name(study.expect().get(i)),
                    place(position),
                    () -> check(run(study).get(index), position)));
        }
        return tests.stream();
    }

    /** The file, with the line where it is known, as JUnit gives places to who shows them. */
    private URI place(Optional<ExpectSource.Position> position) {
        String query = position.map(at -> "?line=" + at.line() + "&column=" + at.column())
                .orElse("");
        return URI.create(file.toAbsolutePath().normalize().toUri() + query);
    }

    private void check(Verdict verdict, Optional<ExpectSource.Position> position) {
        if (!verdict.met()) {
            String where =
                    position.map(at -> ":" + at.line() + ":" + at.column()).orElse("");
            throw withoutTrace(new AssertionFailedError(
                    file + where + ": " + verdict.what() + "; actual " + verdict.actual(),
                    verdict.what(),
                    verdict.actual()));
        }
    }

    /** Runs the scenario if that has not been tried yet; tests may come from several threads. */
    private synchronized List<Verdict> run(Study study) throws IOException {
        if (verdicts == null && failure == null) {
            try {
                verdicts = Expectations.judge(study, file.toAbsolutePath().getParent(), measure(study));
            } catch (DataException
                    | DivergedException
                    | ExtensionException
                    | ImpossibleCircuitException
                    | TooLargeException e) {
                failure = e;
            }
        }
        if (failure instanceof DataException e && e.isAbsent() && wanted.skipMissingData()) {
            throw new TestAbortedException(e.getMessage());
        }
        if (failure instanceof ExtensionException e) {
            // With its trace, which is for who wrote the extension.
            throw e;
        }
        if (failure != null) {
            throw failed(file + ": " + failure.getMessage());
        }
        return verdicts;
    }

    private Map<Long, Measurement> measure(Study study) throws IOException {
        Capacity.check(study);
        DataEnvironment environment = DataEnvironment.ofThisProcess(ScenarioExtension.folder(wanted.data()));
        Optional<Dataset> data = Undertaking.load(study, new DatasetLoader(environment, line -> {})::load);
        Map<Long, Measurement> runs = new LinkedHashMap<>();
        for (long seed : Expectations.seeds(study)) {
            Optional<Measurement> run = Measurement.of(
                    study.withSeed(seed),
                    data,
                    wanted.threads(),
                    new Observer() {},
                    Thread.currentThread()::isInterrupted);
            runs.put(seed, run.orElseThrow(() -> failed(file + ": interrupted")));
        }
        return runs;
    }

    private static AssertionFailedError failed(String message) {
        return withoutTrace(new AssertionFailedError(message));
    }

    /** Where in Tarpon a verdict is thrown tells a user nothing. */
    private static AssertionFailedError withoutTrace(AssertionFailedError error) {
        error.setStackTrace(new StackTraceElement[0]);
        return error;
    }
}
