package org.tarpon.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tarpon.api.Result;
import org.tarpon.api.Run;
import org.tarpon.api.Tarpon;
import org.tarpon.api.TarponException;
import org.tarpon.extension.DatasetProvider;
import org.tarpon.extension.EncoderProvider;
import org.tarpon.extension.ExtensionException;
import org.tarpon.extension.Feedback;
import org.tarpon.extension.HiddenNeurons;
import org.tarpon.extension.InputEncoder;
import org.tarpon.extension.LabelledImages;
import org.tarpon.extension.LocalRule;
import org.tarpon.extension.Message;
import org.tarpon.extension.NeuronFunction;
import org.tarpon.extension.NeuronProvider;
import org.tarpon.extension.OutputNeurons;
import org.tarpon.extension.Recorder;
import org.tarpon.extension.RecorderProvider;
import org.tarpon.extension.RuleProvider;
import org.tarpon.neuron.Parameters;
import org.tarpon.neuron.Unit;

/** What extensions do wrong is said as their fault, with their names. */
class FaultyExtensionsTest {
    @TempDir
    Path folder;

    private static Run quickstart() {
        return Tarpon.scenario(Path.of("scenarios/quickstart.yaml"))
                .set("data", Map.of("set", "fashion-mnist-mini", "training", 40))
                .set("train", Map.of("epochs", 1, "batch", 20))
                .set("pathways.feedback", "by-rule")
                .set("evaluate.passes", 1)
                .threads(2);
    }

    private String failure(Class<?> kind, Class<?> provider, Run run) throws IOException {
        try (WithExtensions with = WithExtensions.of(folder, kind, provider.getName())) {
            return assertThrows(ExtensionException.class, with.running(run)).getMessage();
        }
    }

    /** Lets neurons fire in no order. */
    public static final class Unordered implements EncoderProvider {
        @Override
        public String name() {
            return "unordered";
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
            return (pixels, shown, activity) -> {
                activity.fire(5);
                activity.fire(4);
            };
        }
    }

    @Test
    void encoder_isHeldToItsContract() throws IOException {
        assertEquals(
                "encoder `unordered` (" + Unordered.class.getName() + ") failed: java.lang.IllegalStateException:"
                        + " neuron 4 is not above 5, named before it; that is a fault of the extension, not of Tarpon",
                failure(EncoderProvider.class, Unordered.class, quickstart().set("data.encoder", "unordered")));
    }

    /** Its probability is 2. */
    public static final class Improbable implements NeuronProvider, NeuronFunction {
        @Override
        public String name() {
            return "improbable";
        }

        @Override
        public boolean isSpiking() {
            return true;
        }

        @Override
        public boolean hasDerivative() {
            return false;
        }

        @Override
        public NeuronFunction create(Parameters parameters) {
            return this;
        }

        @Override
        public void respond(float[] potential, float[] mean, int n) {
            mean[0] = 2f;
        }
    }

    @Test
    void neuronModel_isHeldToItsContract() throws IOException {
        String failure = failure(
                NeuronProvider.class, Improbable.class, quickstart().set("populations.hidden1.model", "improbable"));
        assertTrue(failure.contains("is 2.0, which is no probability; that is a fault of the extension"), failure);
    }

    @Test
    void neuronModelWithoutDerivative_isRefused_whereErrorsPassThroughIt() throws IOException {
        try (WithExtensions with = WithExtensions.of(folder, NeuronProvider.class, Improbable.class.getName())) {
            TarponException.InvalidScenario e = assertThrows(
                    TarponException.InvalidScenario.class,
                    with.running(quickstart()
                            .set("populations.hidden1.model", "improbable")
                            .set("learning.rule", "backpropagation")));
            assertEquals(
                    "`hidden1` is of an extension's model, which has no derivative, but rule `backpropagation` sends errors"
                            + " through it",
                    e.problems().get(0).what());
        }
    }

    /** Promises spikes and sends halves. */
    public static final class HalfSpikes implements RuleProvider, LocalRule {
        @Override
        public String name() {
            return "half-spikes";
        }

        @Override
        public Feedback feedback() {
            return Feedback.FIXED;
        }

        @Override
        public Message message() {
            return Message.SPIKES;
        }

        @Override
        public LocalRule create(Parameters parameters) {
            return this;
        }

        @Override
        public void answer(OutputNeurons self) {
            self.send(3, 0.5f);
        }

        @Override
        public void teach(HiddenNeurons self) {
            // It does not come to that.
        }
    }

    @Test
    void rule_isHeldToItsMessages() throws IOException {
        String failure =
                failure(RuleProvider.class, HalfSpikes.class, quickstart().set("learning.rule", "half-spikes"));
        assertTrue(failure.contains("neuron 3 of `output` sends 0.5 where the rule's messages are SPIKE"), failure);
    }

    /** Brings fewer samples than it said. */
    public static final class Short implements DatasetProvider {
        @Override
        public String name() {
            return "short";
        }

        @Override
        public int trainingSamples() {
            return 50;
        }

        @Override
        public int testSamples() {
            return 10;
        }

        @Override
        public int rows() {
            return 28;
        }

        @Override
        public int columns() {
            return 28;
        }

        @Override
        public int classes() {
            return 10;
        }

        @Override
        public LabelledImages training(Optional<Path> folder) {
            return new LabelledImages(new byte[3][784], new byte[3]);
        }

        @Override
        public LabelledImages test(Optional<Path> folder) throws IOException {
            throw new IOException("there is no test part");
        }
    }

    @Test
    void dataSet_thatCannotBeRead_isUnavailable() throws IOException {
        try (WithExtensions with = WithExtensions.of(folder, DatasetProvider.class, Short.class.getName())) {
            TarponException.NoData e = assertThrows(
                    TarponException.NoData.class,
                    with.running(quickstart().set("data", Map.of("set", "short", "training", 40))));
            assertEquals("the data set short cannot be read: there is no test part", e.getMessage());
        }
    }

    /** Fails when it writes. */
    public static final class Clumsy implements RecorderProvider {
        @Override
        public String name() {
            return "clumsy";
        }

        @Override
        public Recorder create(Parameters parameters) {
            return (metrics, into) -> {
                throw new IllegalStateException("the pen is dry");
            };
        }
    }

    @Test
    void recorder_thatFails_isNamed() throws IOException {
        String failure = failure(
                RecorderProvider.class,
                Clumsy.class,
                quickstart().set("record", Map.of("recorders", "[{type: clumsy, samples: 0..0}]")));
        assertTrue(failure.startsWith("recorder `clumsy` (" + Clumsy.class.getName() + ") failed"), failure);
        assertTrue(failure.contains("the pen is dry"), failure);
    }

    /** Has the name of one of Tarpon's. */
    public static final class Usurper implements RuleProvider {
        @Override
        public String name() {
            return "backpropagation";
        }

        @Override
        public Set<String> parameters() {
            return Set.of();
        }

        @Override
        public Feedback feedback() {
            return Feedback.NONE;
        }

        @Override
        public LocalRule create(Parameters parameters) {
            return self -> {};
        }
    }

    @Test
    void namesThatClash_areErrors() throws IOException {
        assertEquals(
                "rule `backpropagation` (" + Usurper.class.getName()
                        + ") has the name of one of Tarpon's own; give it another",
                failure(RuleProvider.class, Usurper.class, quickstart()));
        try (WithExtensions with = WithExtensions.ofExamplesAnd(folder, RuleProvider.class, Twin.class.getName())) {
            String failure = assertThrows(ExtensionException.class, with.running(quickstart()))
                    .getMessage();
            assertEquals(
                    "two extensions are named rule `rate-keeping`: " + Twin.class.getName() + " and "
                            + RateKeeping.Provider.class.getName() + "; take one of them off the class path",
                    failure);
        }
    }

    /** Has the name of an example. */
    public static final class Twin implements RuleProvider {
        @Override
        public String name() {
            return "rate-keeping";
        }

        @Override
        public Feedback feedback() {
            return Feedback.NONE;
        }

        @Override
        public LocalRule create(Parameters parameters) {
            return self -> {};
        }
    }

    /** Does not know in what its parameter is given. */
    public static final class Unitless implements RuleProvider {
        @Override
        public String name() {
            return "unitless";
        }

        @Override
        public Set<String> parameters() {
            return Set.of("gain");
        }

        @Override
        public Unit unit(String parameter) {
            return null;
        }

        @Override
        public Feedback feedback() {
            return Feedback.NONE;
        }

        @Override
        public LocalRule create(Parameters parameters) {
            return self -> {};
        }
    }

    @Test
    void descriptionThatFails_isNotTakenForAFaultOfTarpon() throws IOException {
        assertEquals(
                "rule (" + Unitless.class.getName()
                        + ") failed: java.lang.NullPointerException: no unit of gain; that is"
                        + " a fault of the extension, not of Tarpon",
                failure(RuleProvider.class, Unitless.class, quickstart()));
    }

    @Test
    void classThatIsNotThere_isSaid() throws IOException {
        try (WithExtensions with = WithExtensions.of(folder, RuleProvider.class, "org.example.Nowhere")) {
            String failure = assertThrows(ExtensionException.class, with.running(quickstart()))
                    .getMessage();
            assertTrue(
                    failure.startsWith("the file META-INF/services/org.tarpon.extension.RuleProvider on the class path"
                            + " names an extension that cannot be loaded"),
                    failure);
            assertTrue(failure.contains("org.example.Nowhere"), failure);
        }
    }

    @Test
    void run_isNotGoneOnWith_withoutItsExtensions() throws IOException {
        Path run = folder.resolve("run");
        try (WithExtensions with = WithExtensions.ofExamples();
                Result result = with.run(quickstart()
                        .set("learning", "{rule: rate-keeping, rate: 0.2, forward: {optimizer: sgd, rate: 0.01}}")
                        .set("pathways.feedback", "[]")
                        .directory(run))) {
            assertEquals(run, result.directory());
        }
        TarponException.InvalidScenario e = assertThrows(
                TarponException.InvalidScenario.class, () -> Tarpon.resume(run).run());
        assertTrue(e.getMessage().contains("`learning.rule` is unknown: `rate-keeping`"), e.getMessage());
    }
}
