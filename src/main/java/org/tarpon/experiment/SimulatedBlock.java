package org.tarpon.experiment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tarpon.data.Encoder;
import org.tarpon.data.ExtensionEncoder;
import org.tarpon.data.ImageSamples;
import org.tarpon.engine.Simulator;
import org.tarpon.engine.Traffic;
import org.tarpon.engine.VolleyListener;
import org.tarpon.network.Axon;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.LaneBlock;
import org.tarpon.network.Network;
import org.tarpon.network.Population;
import org.tarpon.network.PopulationLanes;
import org.tarpon.network.Presentations;
import org.tarpon.network.Reaction;
import org.tarpon.network.Signal;
import org.tarpon.network.Volley;
import org.tarpon.neuron.Parameters;
import org.tarpon.plasticity.CreditAssignment;
import org.tarpon.plasticity.Draws;
import org.tarpon.record.SpikeDigest;
import org.tarpon.scenario.Plugins;
import org.tarpon.scenario.Scenario;
import org.tarpon.state.Archive;

/** One block of lanes with all that it takes to simulate it: engine, rule, encoder, counters. For one thread at a time. */
final class SimulatedBlock {
    private final LaneBlock block;
    private final Simulator simulator;
    private final CreditAssignment rule;
    private final Traffic traffic;
    private final SpikeDigest spikes;
    private final Population source;
    private final Encoder encoder;
    private final Map<Purpose, Draws> draws = new EnumMap<>(Purpose.class);
    private final long cycleNanos;
    private final int cycles;
    private final LearningSetup learning;
    private ImageSamples samples;
    private Purpose purpose;

    SimulatedBlock(
            Scenario scenario, Network network, LearningSetup learning, int lanes, List<VolleyListener> recorders) {
        this.block = new LaneBlock(network, lanes, learning.wiring());
        this.learning = learning;
        this.rule = learning.ruleFor(block);
        this.traffic = new Traffic(network);
        this.spikes = new SpikeDigest(network, lanes);
        this.source = network.source();
        this.encoder = encoder(scenario);
        this.cycleNanos = scenario.timing().cycleNanos();
        this.cycles = scenario.timing().cycles();
        for (Purpose each : Purpose.values()) {
            draws.put(each, new Draws(scenario.seed(), each.stream(), network));
        }
        List<VolleyListener> listeners = new ArrayList<>(recorders);
        listeners.add(spikes);
        List<Reaction> reactions = network.populations().stream()
                .map(population -> population.isSource() ? new Input() : (Reaction) rule)
                .toList();
        this.simulator = new Simulator(block, reactions, traffic, listeners);
    }

    private static Encoder encoder(Scenario scenario) {
        Scenario.Encoder encoder = scenario.data().encoder();
        if (encoder.type().extension().isPresent()) {
            return new ExtensionEncoder(
                    Plugins.encoders().get(encoder.type().key()),
                    new Parameters(encoder.type().extension().get()));
        } else if (encoder.type() == Scenario.EncoderType.GAUSSIAN) {
            return new Encoder.Gaussian(encoder.noise());
        }
        if (encoder.type() == Scenario.EncoderType.EVENTS) {
            return new Encoder.Events(scenario.timing().cycles());
        }
        return !encoder.type().spikes() ? new Encoder.Analog() : new Encoder.Bernoulli();
    }

    CreditAssignment rule() {
        return rule;
    }

    Traffic traffic() {
        return traffic;
    }

    SpikeDigest spikes() {
        return spikes;
    }

    /** Tells one more listener of all that is sent from now on. */
    void listen(VolleyListener listener) {
        simulator.listen(listener);
    }

    Presentations presentations() {
        return block.presentations();
    }

    /** Forgets what was counted. */
    void clearCounts() {
        rule.tally().clear();
        traffic.clear();
        spikes.clear();
    }

    /** Lists what was counted; nothing else outlives a mini-batch. */
    void state(Archive archive) {
        rule.tally().state(archive);
        traffic.state(archive);
        spikes.state(archive);
    }

    /** Adds what another block has counted, and which it then forgets. */
    void takeOver(SimulatedBlock other) {
        rule.tally().add(other.rule.tally());
        traffic.add(other.traffic);
        spikes.takeOver(other.spikes);
        other.clearCounts();
    }

    /** Lists what a mini-batch has come to, for a block that was simulated elsewhere. */
    void lessons(Archive archive) {
        state(archive);
        rule.lessons().state(archive.part("lessons"));
    }

    /** Says what will be shown from now on, and why. */
    void begin(Purpose purpose, ImageSamples samples) {
        this.purpose = purpose;
        this.samples = samples;
        rule.begin(purpose.mode(), draws.get(purpose));
        presentations().clear();
    }

    /** Shows what the lanes have been given: all cycles of one presentation, event by event. */
    void present() {
        for (int cycle = 0; cycle < cycles; cycle++) {
            presentations().setCycle(cycle);
            for (int round = 0; round < rule.rounds(); round++) {
                rule.beginRound(round);
                simulator.startAt(cycle * cycleNanos);
                simulator.wakeAt(source, simulator.now(), 0);
                simulator.runThrough(learning.endsWhenQuiet() ? Long.MAX_VALUE : (cycle + 1) * cycleNanos);
            }
        }
        spikes.endPresentation(presentations());
    }

    /**
     * Shows the same samples once more, without learning since. A source that draws nothing need not encode them again.
     *
     * @param step what is added to the numbers of the presentations
     */
    void presentAgain(long step) {
        presentations().repeat(step, !encoder.isRandom(purpose.isTraining()));
        present();
    }

    /** Lets a population act of itself, without input. */
    void wake(Population population) {
        presentations().setCycle(0);
        simulator.startAt(0);
        simulator.wakeAt(population, 0, 0);
        simulator.runThrough(Long.MAX_VALUE);
        spikes.endPresentation(presentations());
    }

    /** Whether a lane's answer, summed since the scores were cleared, is its label (S4). */
    boolean isRight(int lane) {
        return answer(lane) == presentations().label(lane);
    }

    /** What was summed for a class since the scores were cleared. */
    float score(int lane, int answer) {
        return rule.scores(lane)[answer];
    }

    /** The class with the highest score, the first of several. */
    int answer(int lane) {
        float[] scores = rule.scores(lane);
        int best = 0;
        for (int j = 1; j < scores.length; j++) {
            if (scores[j] > scores[best]) {
                best = j;
            }
        }
        return best;
    }

    /** The source: at the beginning of each cycle it encodes the sample of every lane. */
    private final class Input implements Reaction {
        @Override
        public void wake(PopulationLanes self, int neuron, Axon axon) {
            if (purpose == Purpose.INFERENCE) {
                // The picture is set lane by lane.
                rule.inputEncoded(self, axon);
                return;
            }
            if (!self.presentations().isStill()) {
                encode(self);
            }
            rule.inputEncoded(self, axon);
        }

        private void encode(PopulationLanes self) {
            Presentations shown = self.presentations();
            Form form = encoder.isGraded() ? Form.GRADED : Form.SPIKE;
            Volley volley = self.volley(Signal.ACTIVITY, form);
            encoder.encode(
                    samples,
                    shown.samples(),
                    shown.active(),
                    purpose.isTraining(),
                    rule.draws().spikes(source),
                    shown.numbers(),
                    shown.cycle(),
                    volley.indices(),
                    volley.values(),
                    volley.counts());
        }

        @Override
        public void complete(PopulationLanes self, Direction from, Signal signal, Axon axon) {
            rule.complete(self, from, signal, axon);
        }
    }
}
