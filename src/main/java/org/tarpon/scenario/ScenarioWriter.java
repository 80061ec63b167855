package org.tarpon.scenario;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.tarpon.scenario.Expectation.Baseline;
import org.tarpon.scenario.Expectation.Bounds;
import org.tarpon.scenario.Expectation.DigestEquals;
import org.tarpon.scenario.Expectation.MeanBounds;
import org.tarpon.scenario.Expectation.MetricBounds;
import org.tarpon.scenario.Expectation.Trend;
import org.tarpon.scenario.Scenario.Adam;
import org.tarpon.scenario.Scenario.Branch;
import org.tarpon.scenario.Scenario.CentredRmsProp;
import org.tarpon.scenario.Scenario.Encoder;
import org.tarpon.scenario.Scenario.EncoderType;
import org.tarpon.scenario.Scenario.Feedback;
import org.tarpon.scenario.Scenario.FeedbackLoss;
import org.tarpon.scenario.Scenario.Leaf;
import org.tarpon.scenario.Scenario.Learning;
import org.tarpon.scenario.Scenario.Message;
import org.tarpon.scenario.Scenario.Optimizer;
import org.tarpon.scenario.Scenario.Pathway;
import org.tarpon.scenario.Scenario.PhaseFree;
import org.tarpon.scenario.Scenario.Population;
import org.tarpon.scenario.Scenario.Sgd;
import org.tarpon.scenario.Scenario.Spikes;
import org.tarpon.scenario.Scenario.Tree;
import org.tarpon.scenario.Scenario.WeightType;
import org.tarpon.scenario.Scenario.Weights;

/** Writes a resolved scenario as a file with every key explicit. {@link ScenarioReader} reads back an equal one. */
public final class ScenarioWriter {
    private final StringBuilder yaml = new StringBuilder();

    private ScenarioWriter() {}

    /** The text of the file, with {@code \n} line ends. */
    public static String write(Scenario scenario) {
        ScenarioWriter writer = new ScenarioWriter();
        writer.scenario(scenario);
        return writer.yaml.toString();
    }

    /** A time in the largest unit in which it is a whole number. */
    static String time(long nanos) {
        long amount = nanos;
        for (String unit : List.of("ns", "us", "ms")) {
            if (amount % 1_000 != 0) {
                return amount + " " + unit;
            }
            amount /= 1_000;
        }
        return amount + " s";
    }

    private void scenario(Scenario scenario) {
        line("tarpon: 1");
        line("name: " + scenario.name());
        line("seed: " + scenario.seed());
        line("data: "
                + new Keys()
                        .add("set", scenario.data().set().key())
                        .add("training", scenario.data().training())
                        .add("validation", scenario.data().validation())
                        .add("encoder", encoder(scenario.data().encoder())));
        Keys timing = new Keys();
        scenario.learning().phaseFree().ifPresentOrElse(free -> timing(timing, scenario, free), () -> timing.add(
                        "mode", scenario.timing().mode().key())
                .add("cycle", time(scenario.timing().cycleNanos()))
                .add("cycles", scenario.timing().cycles()));
        line("timing: " + timing);
        line("populations:");
        for (Population population : scenario.populations()) {
            Keys keys = new Keys();
            population
                    .shape()
                    .ifPresentOrElse(shape -> keys.add("shape", shape), () -> keys.add("size", population.size()));
            keys.add("model", population.model().key());
            population.model().extension().ifPresent(values -> ExtensionReader.written(
                            Plugins.neurons(), population.model().key(), values)
                    .forEach(keys::add));
            population.gate().ifPresent(gate -> {
                if (population.model() == Scenario.Model.HIGHWAY) {
                    keys.add("transform", gate.transform().key());
                }
                keys.add("gate-bias", gate.bias());
            });
            population.tree().ifPresent(tree -> keys.add("tree", tree(tree)));
            population
                    .homeostasis()
                    .ifPresent(homeostasis -> keys.add(
                            PopulationReader.HOMEOSTASIS,
                            new Keys().add("rate", homeostasis.rate()).add("strength", homeostasis.strength())));
            line("  " + population.name() + ": " + keys);
        }
        line("pathways:");
        list(
                "  feedforward:",
                scenario.feedforward().stream().map(ScenarioWriter::pathway).toList(),
                "    ");
        list(
                "  feedback:",
                scenario.feedback().stream().map(ScenarioWriter::pathway).toList(),
                "    ");
        learning(scenario.learning());
        line("train: "
                + new Keys()
                        .add("epochs", scenario.train().epochs())
                        .add("batch", scenario.train().batch()));
        Keys evaluate = new Keys();
        scenario.learning()
                .phaseFree()
                .ifPresentOrElse(
                        free -> evaluate.add("presentation", time(free.answerNanos()))
                                .add("count-from", time(free.answerFromNanos())),
                        () -> evaluate.add("passes", scenario.evaluate().passes()));
        evaluate.add("every", epochs(scenario.evaluate().everyEpochs()));
        if (scenario.evaluate().averageEpochs() > 1) {
            evaluate.add("average", epochs(scenario.evaluate().averageEpochs()));
        }
        line("evaluate: " + evaluate);
        line("checkpoint: " + checkpoint(scenario.checkpoint()));
        Keys record = new Keys();
        scenario.record().spikes().ifPresent(spikes -> record.add("spikes", spikes(spikes))
                .add(SpikeFormats.KEY, SpikeFormats.text(spikes.formats())));
        if (!scenario.record().recorders().isEmpty()) {
            record.add(
                    "recorders",
                    scenario.record().recorders().stream()
                            .map(ScenarioWriter::recorder)
                            .toList());
        }
        line("record: " + record);
        list(
                "expect:",
                scenario.expect().stream().map(ScenarioWriter::expectation).toList(),
                "  ");
    }

    private void learning(Learning learning) {
        line("learning:");
        line("  rule: " + learning.rule().key());
        learning.rule().extension().ifPresent(values -> ExtensionReader.written(
                        Plugins.rules(), learning.rule().key(), values)
                .forEach((key, value) -> line("  " + key + ": " + value)));
        if (learning.phaseFree().isPresent()) {
            phaseFree(learning, learning.phaseFree().get());
            return;
        }
        learning.targetStep().ifPresent(step -> line("  target-step: " + step));
        learning.message().ifPresent(message -> line("  message: " + message.key()));
        if (learning.message().filter(Message.COUPLED_SPIKE::equals).isPresent()) {
            line("  burst: " + learning.burst());
        }
        learning.inference()
                .ifPresent(inference -> line("  inference: "
                        + new Keys()
                                .add("steps", inference.steps())
                                .add("rate", inference.rate())
                                .add("pull", inference.pull())
                                .add("leak", inference.leak())
                                .add("samples", inference.samples())));
        learning.corruption()
                .ifPresent(corruption -> line("  corruption: "
                        + new Keys().add("hide", corruption.hide()).add("occlude", corruption.occlude())));
        Keys forward = optimizer(learning.forward().optimizer());
        learning.forward().loss().ifPresent(loss -> forward.add("loss", loss.key()));
        line("  forward: " + forward);
        learning.feedback().ifPresent(feedback -> line("  feedback: " + feedback(feedback)));
    }

    private static void timing(Keys keys, Scenario scenario, PhaseFree free) {
        keys.add("mode", scenario.timing().mode().key())
                .add("update", time(free.updateNanos()))
                .add("filter", time(free.filterNanos()))
                .add("source-update", time(free.sourceUpdateNanos()))
                .add("presentation", time(scenario.timing().cycleNanos()))
                .add("label-onset", time(free.labelOnsetNanos()))
                .add("label-offset", time(free.labelOffsetNanos()));
    }

    private void phaseFree(Learning learning, PhaseFree free) {
        String steps = free.targetSteps().stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
        line("  target-steps: " + steps);
        line("  anneal: " + free.anneal());
        line("  forward: "
                + new Keys().add("rate", learning.forward().optimizer().rate()));
        Optimizer down = learning.feedback().orElseThrow().optimizer();
        line("  feedback: "
                + new Keys()
                        .add("rate", down.rate())
                        .add("weight-decay", down.weightDecay())
                        .add("keep-norm", free.keepNorm()));
    }

    private static Keys encoder(Encoder encoder) {
        Keys keys = new Keys().add("type", encoder.type().key());
        encoder.type().extension().ifPresent(values -> ExtensionReader.written(
                        Plugins.encoders(), encoder.type().key(), values)
                .forEach(keys::add));
        return encoder.type() == EncoderType.GAUSSIAN ? keys.add("noise", encoder.noise()) : keys;
    }

    private static String tree(Tree tree) {
        if (tree instanceof Branch branch) {
            return branch.children().stream().map(ScenarioWriter::tree).collect(Collectors.joining(", ", "[", "]"));
        }
        return String.valueOf(((Leaf) tree).label());
    }

    private static Keys pathway(Pathway pathway) {
        Keys keys = new Keys().add("from", pathway.from()).add("to", pathway.to());
        if (!pathway.tied()) {
            keys.add("connect", connect(pathway.connect()));
        }
        if (pathway.connect().hasWeights() && pathway.weights().type() != WeightType.NONE) {
            keys.add("weights", weights(pathway.weights()));
        }
        keys.add("delay", time(pathway.delayNanos()));
        pathway.rate().ifPresent(rate -> keys.add("rate", rate));
        return keys;
    }

    private static Keys connect(Connect connect) {
        Keys keys = new Keys().add("type", connect.type().key());
        String sides = "[" + connect.height() + ", " + connect.width() + "]";
        return switch (connect.type()) {
            case ALL_TO_ALL, ONE_TO_ONE -> keys;
            case CONVOLUTION, TRANSPOSED_CONVOLUTION ->
                keys.add("kernel", sides).add("stride", connect.stride()).add("padding", connect.padding());
            case MAX_POOLING, AVERAGE_POOLING -> keys.add("window", sides).add("stride", connect.stride());
            case LOCAL_CONTRAST_NORMALISATION -> keys.add("window", connect.height());
        };
    }

    private static Keys weights(Weights weights) {
        Keys keys = new Keys().add("type", weights.type().key());
        return switch (weights.type()) {
            case GLOROT_UNIFORM, HE_NORMAL, ORTHOGONAL -> keys.add("gain", weights.gain());
            case NORMAL -> keys.add("mean", weights.mean()).add("deviation", weights.deviation());
            case CONSTANT -> keys.add("value", weights.value());
            case TIED, NONE -> keys;
        };
    }

    private static Keys feedback(Feedback feedback) {
        BigDecimal halveAfter = BigDecimal.valueOf(feedback.noise().halveAfterEpochs());
        Keys noise = new Keys()
                .add("initial", feedback.noise().initial())
                .add("halve-after", halveAfter.stripTrailingZeros().toPlainString() + " epochs");
        Keys keys = optimizer(feedback.optimizer()).add("loss", feedback.loss().key());
        if (feedback.loss() == FeedbackLoss.SURPRISE) {
            return keys.add("share-forward", true);
        }
        keys.add("activation", feedback.activation().key()).add("noise", noise);
        return feedback.sharesForward()
                ? keys.add("share-forward", true)
                : keys.add("alternate", feedback.alternate().key());
    }

    private static Keys optimizer(Optimizer optimizer) {
        Keys keys = new Keys().add("optimizer", optimizer.type().key()).add("rate", optimizer.rate());
        if (optimizer instanceof Sgd sgd) {
            keys.add("momentum", sgd.momentum());
        } else if (optimizer instanceof CentredRmsProp rmsProp) {
            keys.add("decay", rmsProp.decay());
            keys.add("momentum", rmsProp.momentum());
            keys.add("stabiliser", rmsProp.stabiliser());
        } else if (optimizer instanceof Adam adam) {
            keys.add("beta1", adam.beta1()).add("beta2", adam.beta2()).add("epsilon", adam.epsilon());
        }
        return keys.add("rate-decay", optimizer.rateDecay()).add("weight-decay", optimizer.weightDecay());
    }

    private static Keys spikes(Spikes spikes) {
        return new Keys()
                .add("populations", "[" + String.join(", ", spikes.populations()) + "]")
                .add("samples", spikes.firstSample() + ".." + spikes.lastSample());
    }

    private static Keys recorder(Scenario.Recorder recorder) {
        Keys keys = new Keys()
                .add("type", recorder.type())
                .add("samples", recorder.firstSample() + ".." + recorder.lastSample());
        ExtensionReader.written(Plugins.recorders(), recorder.type(), recorder.parameters())
                .forEach(keys::add);
        return keys;
    }

    static Keys expectation(Expectation expectation) {
        if (expectation instanceof MetricBounds within) {
            return bounds(measured(within.metric(), within.epoch()), within.bounds());
        } else if (expectation instanceof Trend trend) {
            return new Keys()
                    .add("metric", trend.metric())
                    .add("trend", trend.direction().key())
                    .add("strength", trend.strength())
                    .add("by", trend.by());
        } else if (expectation instanceof MeanBounds mean) {
            return measured(mean.metric(), mean.epoch())
                    .add("seeds", mean.seeds())
                    .add("mean", bounds(new Keys(), mean.bounds()))
                    .add("confidence", mean.confidence())
                    .add("fails", mean.fails().key());
        } else if (expectation instanceof DigestEquals digest) {
            return new Keys().add("digest", digest.digest().key()).add("equals", digest.sha256());
        }
        Baseline baseline = (Baseline) expectation;
        Keys keys = new Keys().add("baseline", baseline.file());
        if (!baseline.metrics().isEmpty()) {
            keys.add("metrics", baseline.metrics());
        }
        return keys.add("relative", baseline.relative())
                .add("absolute", baseline.absolute())
                .add("digests", baseline.digests());
    }

    private static Keys measured(String metric, OptionalInt epoch) {
        Keys keys = new Keys().add("metric", metric);
        epoch.ifPresent(at -> keys.add("at", "epoch " + at));
        return keys;
    }

    private static Keys bounds(Keys keys, Bounds bounds) {
        bounds.atMost().ifPresent(bound -> keys.add("at-most", bound));
        bounds.atLeast().ifPresent(bound -> keys.add("at-least", bound));
        return keys;
    }

    static Keys checkpoint(Checkpointing checkpoint) {
        return new Keys().add("every", checkpoint.text()).add("keep", checkpoint.keep());
    }

    private static String epochs(int count) {
        return count == 1 ? "1 epoch" : count + " epochs";
    }

    private void list(String key, List<Keys> elements, String indent) {
        line(key + (elements.isEmpty() ? " []" : ""));
        elements.forEach(element -> line(indent + "- " + element));
    }

    private void line(String line) {
        yaml.append(line).append('\n');
    }

    /** A mapping on one line. No value needs quotes: names are plain by their patterns. */
    static final class Keys {
        private final List<String> entries = new ArrayList<>();

        Keys add(String key, Object value) {
            entries.add(key + ": " + value);
            return this;
        }

        @Override
        public String toString() {
            return entries.stream().collect(Collectors.joining(", ", "{", "}"));
        }
    }
}
