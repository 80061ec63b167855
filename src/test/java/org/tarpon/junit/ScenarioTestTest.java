package org.tarpon.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.AssertionFailedError;
import org.tarpon.examples.WithExtensions;
import org.tarpon.extension.EncoderProvider;
import org.tarpon.extension.ExtensionException;
import org.tarpon.extension.InputEncoder;
import org.tarpon.neuron.Parameters;

/** What JUnit's launcher, and so a build, sees of classes that a user might write. */
class ScenarioTestTest {
    private static final String FILES = "src/test/resources/org/tarpon/junit/";
    private static final String SAMPLE = "docs/examples/scenario-tests/scenarios";

    @ScenarioTest(FILES + "met")
    static class OnAClass implements ScenarioTests {}

    static class OnAMethod {
        @Tag("slow")
        @ScenarioTest({FILES + "met/bounds.yaml", FILES + "broken"})
        Stream<DynamicNode> scenarios(Stream<DynamicNode> tests) {
            return tests;
        }
    }

    @ScenarioTest(value = FILES + "met/bounds.yaml", set = "populations.noise.rate=900 Hz", threads = 1)
    static class Overridden implements ScenarioTests {}

    @ScenarioTest(value = FILES + "met/bounds.yaml", set = "expect=[{metric: rate.noise, at-most: 1}]")
    static class OtherExpectations implements ScenarioTests {}

    @ScenarioTest(value = "scenarios/quickstart.yaml", set = "data.set=mnist", data = FILES)
    static class WithoutData implements ScenarioTests {}

    @ScenarioTest(value = "scenarios/quickstart.yaml", set = "data.set=mnist", data = FILES, skipMissingData = true)
    static class SkippedWithoutData implements ScenarioTests {}

    @ScenarioTest(
            value = "scenarios/quickstart.yaml",
            set = {"populations.hidden1.size=900000", "populations.hidden2.size=900000"})
    static class TooLarge implements ScenarioTests {}

    @ScenarioTest(
            value = "scenarios/quickstart.yaml",
            set = {
                "learning.forward={optimizer: sgd, rate: 1, weight-decay: 1.0e+7}",
                "data.training=200",
                "populations.hidden1.size=12",
                "expect=[{metric: test_error, at-most: 1}, {metric: train_error, at-most: 1}]"
            })
    static class Diverging implements ScenarioTests {}

    @ScenarioTest(
            value = "scenarios/quickstart.yaml",
            set = {
                "data={set: fashion-mnist-mini, encoder: {type: throwing}}",
                "expect=[{metric: test_error, at-most: 1}, {metric: train_error, at-most: 1}]"
            },
            threads = 1)
    static class Faulty implements ScenarioTests {}

    /** An encoder whose fault shows when the first sample is shown. */
    public static final class Throwing implements EncoderProvider {
        private static int shown;

        @Override
        public String name() {
            return "throwing";
        }

        @Override
        public boolean isGraded() {
            return false;
        }

        @Override
        public boolean isRandom(boolean training) {
            return false;
        }

        @Override
        public InputEncoder create(Parameters parameters) {
            return (pixels, sample, activity) -> {
                shown++;
                throw new IllegalStateException("mine");
            };
        }
    }

    @ScenarioTest(value = SAMPLE, threads = 1)
    static class Sample implements ScenarioTests {}

    @ScenarioTest(value = SAMPLE, set = "expect.0.at-most=1", threads = 1)
    static class BrokenSample implements ScenarioTests {}

    @ScenarioTest(FILES)
    static class NoScenarios implements ScenarioTests {}

    @ScenarioTest("nowhere.yaml")
    static class NoFile implements ScenarioTests {}

    @ScenarioTest(value = FILES + "met", threads = -1)
    static class NoThreads implements ScenarioTests {}

    static class NotAnnotated implements ScenarioTests {}

    /** The results of tests by name, containers left out unless they fail, and where each is said to be. */
    private record Run(Map<String, TestExecutionResult> results, Map<String, TestIdentifier> identifiers) {
        static Run of(Class<?> tests) {
            return of(LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)));
        }

        static Run of(LauncherDiscoveryRequestBuilder request) {
            LauncherDiscoveryRequest built = request.configurationParameter(
                            "junit.jupiter.execution.parallel.enabled", "false")
                    .build();
            Run run = new Run(new LinkedHashMap<>(), new LinkedHashMap<>());
            LauncherFactory.create().execute(built, new TestExecutionListener() {
                @Override
                public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                    if (identifier.isTest() || result.getStatus() != Status.SUCCESSFUL) {
                        run.results.put(identifier.getDisplayName(), result);
                    }
                    run.identifiers.put(identifier.getDisplayName(), identifier);
                }
            });
            return run;
        }

        List<String> names(Status status) {
            List<String> names = new ArrayList<>();
            results.forEach((name, result) -> {
                if (result.getStatus() == status) {
                    names.add(name);
                }
            });
            return names;
        }

        String message(String name) {
            return results.get(name).getThrowable().orElseThrow().getMessage();
        }
    }

    @Test
    void eachExpectationIsATest() {
        Run run = Run.of(OnAClass.class);
        assertEquals(
                List.of(
                        "rate.noise at least 30.0 at most 50.0",
                        "mean of rate.noise over 4 seeds at least 20.0 at most 60.0, shown with confidence 0.95",
                        "runs to its end, and expects nothing"),
                run.names(Status.SUCCESSFUL));
        assertEquals(List.of(), run.names(Status.FAILED));
        assertTrue(run.identifiers
                .get(Path.of(FILES, "met", "bounds.yaml").toString())
                .isContainer());
    }

    @Test
    void testsKnowTheirLine() {
        FileSource source = assertInstanceOf(
                FileSource.class,
                Run.of(OnAClass.class)
                        .identifiers
                        .get("rate.noise at least 30.0 at most 50.0")
                        .getSource()
                        .orElseThrow());
        assertEquals(
                Path.of(FILES, "met/bounds.yaml").toAbsolutePath(),
                source.getFile().toPath());
        assertEquals(8, source.getPosition().orElseThrow().getLine());
        assertEquals(5, source.getPosition().orElseThrow().getColumn().orElseThrow());
    }

    @Test
    void whatIsNotMetIsAFailureThatSaysWhereAndWhat() {
        Run run = Run.of(OnAMethod.class);
        assertEquals(3, run.names(Status.SUCCESSFUL).size(), run.toString());
        assertEquals(List.of("is valid", "rate.noise at most 1.0"), run.names(Status.FAILED));
        AssertionFailedError error = assertInstanceOf(
                AssertionFailedError.class,
                run.results.get("rate.noise at most 1.0").getThrowable().orElseThrow());
        assertEquals("rate.noise at most 1.0", error.getExpected().getStringRepresentation());
        String actual = error.getActual().getStringRepresentation();
        assertEquals(FILES + "broken/unmet.yaml:9:5: rate.noise at most 1.0; actual " + actual, error.getMessage());
        assertEquals(0, error.getStackTrace().length);
        String invalid = run.message("is valid");
        assertTrue(
                invalid.startsWith(FILES + "broken/invalid.yaml:8:14: `expect.0.metric` is unknown: `rate.nose`"),
                invalid);
    }

    /** The project in docs/examples, without its build: one expectation that is broken is one failure. */
    @Test
    void theSampleIsGreenAndCanBeRed() {
        assertEquals(5, Run.of(Sample.class).names(Status.SUCCESSFUL).size());
        Run broken = Run.of(BrokenSample.class);
        assertEquals(4, broken.names(Status.SUCCESSFUL).size());
        assertEquals(List.of("test_error at most 1.0"), broken.names(Status.FAILED));
    }

    @Test
    void tagsOfTheMethodCount() {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(OnAMethod.class))
                .filters(TagFilter.excludeTags("slow"));
        assertEquals(Map.of(), Run.of(request).results);
    }

    @Test
    void overridesAreThoseOfTheCommandLine() {
        assertEquals(2, Run.of(Overridden.class).names(Status.FAILED).size());
        Run other = Run.of(OtherExpectations.class);
        assertTrue(other.message("rate.noise at most 1.0").startsWith(FILES + "met/bounds.yaml: rate.noise"));
    }

    @Test
    void aFaultyExtensionIsTriedOnceAndHasItsTrace(@TempDir Path folder) throws IOException {
        try (WithExtensions with = WithExtensions.of(folder, EncoderProvider.class, Throwing.class.getName())) {
            assertTrue(with.isOpen());
            Run run = Run.of(Faulty.class);
            assertEquals(2, run.names(Status.FAILED).size());
            assertEquals(1, Throwing.shown);
            Throwable thrown =
                    run.results.get("test_error at most 1.0").getThrowable().orElseThrow();
            assertInstanceOf(ExtensionException.class, thrown);
            assertEquals("mine", thrown.getCause().getMessage());
        }
    }

    @Test
    void aScenarioThatDivergesFailsWithTheMessageOfTheCommandLine() {
        Run run = Run.of(Diverging.class);
        assertEquals(2, run.names(Status.FAILED).size());
        String message = run.message("train_error at most 1.0");
        assertTrue(message.startsWith("scenarios/quickstart.yaml: the simulation diverged in epoch "), message);
    }

    @Test
    void aScenarioThatIsTooLargeFailsBeforeItIsBuilt() {
        String message = Run.of(TooLarge.class).message("test_error at most 25.0");
        assertTrue(message.contains("of memory that Java may use"), message);
    }

    /** Nobody without a home has a cache to get data into, so the network is not asked. */
    @Test
    void missingDataFailOrAreSkippedIfAsked() {
        assumeTrue(
                System.getenv("TARPON_DATA") == null && System.getenv("XDG_CACHE_HOME") == null, "skipped: data named");
        String home = System.setProperty("user.home", "?");
        try {
            Run failed = Run.of(WithoutData.class);
            assertEquals(List.of("test_error at most 25.0"), failed.names(Status.FAILED));
            String message = failed.message("test_error at most 25.0");
            assertTrue(
                    message.startsWith("scenarios/quickstart.yaml: the data set mnist is not here. Looked in"),
                    message);
            assertEquals(
                    List.of("test_error at most 25.0"),
                    Run.of(SkippedWithoutData.class).names(Status.ABORTED));
        } finally {
            System.setProperty("user.home", home);
        }
    }

    @Test
    void whatCannotBeFoundIsSaid() {
        assertTrue(Run.of(NoScenarios.class).results.toString().contains(FILES + " holds no scenario"));
        assertEquals("nowhere.yaml: there is no such file", Run.of(NoFile.class).message("is valid"));
        assertTrue(Run.of(NoThreads.class).results.toString().contains("threads is 1 or more, or 0"));
        assertTrue(Run.of(NotAnnotated.class).results.toString().contains("needs @ScenarioTest("));
    }
}
