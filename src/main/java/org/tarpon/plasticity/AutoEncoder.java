package org.tarpon.plasticity;

import java.util.Arrays;
import org.tarpon.network.Axon;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.LaneBlock;
import org.tarpon.network.Network;
import org.tarpon.network.NeuronModel;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.network.PopulationLanes;
import org.tarpon.network.Presentations;
import org.tarpon.network.Signal;
import org.tarpon.network.StandardModel;
import org.tarpon.network.Volley;
import org.tarpon.network.Wiring;

/**
 * Credit assignment by auto-encoders (S18 to S22) on a chain of populations, the source at its lower end and the label at
 * its upper one. Each pair of neighbours is an auto-encoder: f up its feedforward pathway, g down its feedback pathway.
 * The label is the side information of the topmost hidden population, into whose apical compartment it comes.
 *
 * <p>{@link Mode#LEARN_FORWARD}: S19 at the top, ĥ = h + Σ δ [f(below, y) − f(below, ŷ)] over N exchanges with the label
 * population, which answers each state with its ŷ; below, ĥ = h + η̂ [g(ĥ above) − g(h above)], so that what g cannot
 * reconstruct teaches nothing (S9). Then one delta rule a pathway.
 *
 * <p>{@link Mode#LEARN_FEEDBACK}: S18. Probes begin with a corrupted input; every g learns to reconstruct, from the
 * corrupted activity above it, the clean activity below.
 *
 * <p>{@link Mode#INFER}: S20 and S21, see {@link Inference}. {@link Mode#GENERATE}: down from a given top state (S22).
 *
 * <p>Graded populations send numbers; stochastic ones send spikes drawn from them, in one presentation with one variate
 * each, so that two volleys differ only as their probabilities do (S13).
 */
public final class AutoEncoder extends CreditAssignment {
    /**
     * @param steps N of S20, at least 1
     * @param rate δ of S20
     * @param pull α of S20, used in inference
     * @param leak λ of {@link Inference}
     * @param targetStep η̂ below the top
     * @param hidden fraction of inputs that corruption sets to 0
     * @param occluded fraction of samples that corruption lets lose their first or second half
     * @param loss how a hidden population approaches its target (S10, S11)
     * @param decoder g of hidden populations (S7); that of the source is the sigmoid
     */
    public record Settings(
            int steps,
            float rate,
            float pull,
            float leak,
            float targetStep,
            float hidden,
            float occluded,
            LocalLoss loss,
            Decoder decoder) {}

    private final Settings settings;
    private final Wiring wiring;
    private final Inference inference;
    private final Population top;
    private final float[][][] state;
    private final int[] exchanges;
    private final float[] current;
    private final float[] first;
    private final float[] second;
    private float noise;

    public AutoEncoder(LaneBlock block, Wiring wiring, int cycles, Settings settings) {
        super(block, wiring, cycles, FeedbackLoss.INVERSE.terms());
        this.settings = settings;
        this.wiring = wiring;
        Network network = block.network();
        int lanes = block.presentations().capacity();
        this.state = network.populations().stream()
                .map(population -> new float[lanes][population.size()])
                .toArray(float[][][]::new);
        this.top = network.into(network.output(), Direction.FEEDFORWARD).get(0).from();
        this.exchanges = new int[network.populations().size()];
        int widest =
                network.populations().stream().mapToInt(Population::size).max().orElseThrow();
        this.current = new float[widest];
        this.first = new float[widest];
        this.second = new float[widest];
        this.inference = new Inference(this, block, settings, state);
    }

    /** @param input form of the source's volleys */
    public static Wiring wiring(Network network, Form input) {
        Population output = network.output();
        return (pathway, signal) -> {
            Population from = pathway.from();
            boolean label = from.equals(output);
            Form own = from.isSource() ? input : from.model().form();
            if (pathway.direction() == Direction.FEEDFORWARD) {
                return signal == Signal.ACTIVITY || signal == Signal.PROBE ? own : null;
            }
            return switch (signal) {
                case RECONSTRUCTION -> own;
                case ACTIVITY -> pathway.to().isSource() ? null : own;
                case TARGET -> pathway.to().isSource() ? null : label ? Form.SPIKE : own;
                default -> null;
            };
        };
    }

    /** Sets the deviation of the noise on hidden activity that decoders learn from (S18). */
    @Override
    public void setNoise(float deviation) {
        noise = deviation;
    }

    /** The inference that this rule runs in {@link Mode#INFER} and {@link Mode#GENERATE}. */
    public Inference inference() {
        return inference;
    }

    @Override
    public void wake(PopulationLanes self, int neuron, Axon axon) {
        inference.descend(self, axon);
    }

    @Override
    public void complete(PopulationLanes self, Direction from, Signal signal, Axon axon) {
        switch (mode()) {
            case INFER -> inference.complete(self, from, signal, axon);
            case GENERATE -> inference.generated(self, axon);
            case LEARN_FEEDBACK -> {
                switch (signal) {
                    case ACTIVITY -> climb(self, axon);
                    case PROBE -> answerProbe(self, axon);
                    default -> learnToReconstruct(self);
                }
            }
            default -> {
                if (from == Direction.FEEDFORWARD) {
                    if (signal == Signal.ACTIVITY) {
                        climb(self, axon);
                    } else {
                        answerState(self, axon);
                    }
                } else if (signal == Signal.TARGET) {
                    // Activity from above only waits in the apical compartment for the target that goes with it.
                    if (isTop(self)) {
                        exchange(self, axon);
                    } else {
                        aim(self, axon);
                    }
                }
            }
        }
    }

    @Override
    protected void climb(PopulationLanes self, Axon axon) {
        if (self.population().isSource()) {
            Arrays.fill(exchanges, 0);
            if (mode() == Mode.INFER) {
                inference.begin(self, axon);
                return;
            }
            if (mode() == Mode.LEARN_FEEDBACK) {
                corrupt(self);
                send(self, Direction.FEEDFORWARD, Signal.PROBE, axon);
            }
            send(self, Direction.FEEDFORWARD, Signal.ACTIVITY, axon);
            return;
        }
        respond(self);
        if (self.isOutput()) {
            answer(self);
            if (mode() == Mode.LEARN_FORWARD) {
                teachOutput(self);
                sendLabel(self, axon);
            }
            return;
        }
        fire(self);
        if (mode() != Mode.LEARN_FEEDBACK || !isTop(self)) {
            send(self, Direction.FEEDFORWARD, Signal.ACTIVITY, axon);
        }
        if (mode() == Mode.LEARN_FORWARD) {
            send(self, Direction.FEEDBACK, Signal.ACTIVITY, axon);
        }
    }

    // Learning of feedforward pathways

    /** The label population's answer to a state of the population below. */
    private void answerState(PopulationLanes output, Axon axon) {
        NeuronModel model = output.population().model();
        for (int lane = 0; lane < output.presentations().active(); lane++) {
            model.respond(output.basal(Signal.PROBE).current(lane), output.mean(lane), output.size());
        }
        sendLabel(output, axon);
    }

    /** ŷ and y, which differ by what the label adds. */
    private void sendLabel(PopulationLanes output, Axon axon) {
        Presentations shown = output.presentations();
        Volley label = output.volley(Signal.TARGET, Form.SPIKE);
        if (label == null) {
            return;
        }
        for (int lane = 0; lane < shown.active(); lane++) {
            emit(output, Signal.ACTIVITY, lane, output.mean(lane));
            label.fireOne(lane, shown.label(lane));
        }
        send(output, Direction.FEEDBACK, Signal.ACTIVITY, axon);
        send(output, Direction.FEEDBACK, Signal.TARGET, axon);
    }

    /** One step of S20 at the top: ĥ += δ [f(below, y) − f(below, ŷ)]. */
    private void exchange(PopulationLanes self, Axon axon) {
        int index = self.population().index();
        int n = self.size();
        for (int lane = 0; lane < self.presentations().active(); lane++) {
            float[] target = state[index][lane];
            if (exchanges[index] == 0) {
                System.arraycopy(self.mean(lane), 0, target, 0, n);
            }
            float[] below = self.basal(Signal.ACTIVITY).current(lane);
            respond(self, below, self.apical(Signal.TARGET).current(lane), first);
            respond(self, below, self.apical(Signal.ACTIVITY).current(lane), second);
            for (int j = 0; j < n; j++) {
                target[j] += settings.rate * (first[j] - second[j]);
            }
        }
        exchanges[index]++;
        if (exchanges[index] < settings.steps) {
            emitState(self, Signal.PROBE);
            send(self, Direction.FEEDFORWARD, Signal.PROBE, axon);
        } else {
            teach(self, axon);
        }
    }

    /** ĥ = h + η̂ [g(ĥ above) − g(h above)]. */
    private void aim(PopulationLanes self, Axon axon) {
        for (int lane = 0; lane < self.presentations().active(); lane++) {
            float[] target = state[self.population().index()][lane];
            float[] own = self.mean(lane);
            settings.decoder.decode(self.apical(Signal.TARGET).current(lane), first, self.size());
            settings.decoder.decode(self.apical(Signal.ACTIVITY).current(lane), second, self.size());
            for (int j = 0; j < target.length; j++) {
                target[j] = own[j] + settings.targetStep * (first[j] - second[j]);
            }
        }
        teach(self, axon);
    }

    /** Learns towards the target, and passes it on. */
    private void teach(PopulationLanes self, Axon axon) {
        Presentations shown = self.presentations();
        Population population = self.population();
        NeuronModel model = population.model();
        int n = self.size();
        for (int lane = 0; lane < shown.active(); lane++) {
            settings.loss.teach(
                    model,
                    self.basal(Signal.ACTIVITY).current(lane),
                    self.mean(lane),
                    state[population.index()][lane],
                    first,
                    lessons().teaching(population, Direction.FEEDFORWARD, shown.cycle(), lane),
                    n);
        }
        if (settings.loss.needsDerivative(model, n)) {
            tally().countDerivatives((long) shown.active() * n);
        }
        lessons().record(self, Direction.FEEDFORWARD);
        emitState(self, Signal.TARGET);
        send(self, Direction.FEEDBACK, Signal.TARGET, axon);
    }

    // Learning of feedback pathways

    /** Keeps the clean input and leaves a corrupted one for the probe. */
    private void corrupt(PopulationLanes source) {
        Presentations shown = source.presentations();
        Population population = source.population();
        Form form = wiring.form(source.outgoing(Direction.FEEDFORWARD).get(0), Signal.ACTIVITY);
        Volley clean = source.volley(Signal.ACTIVITY, form);
        Volley probe = source.volley(Signal.PROBE, form);
        int half = source.size() / 2;
        for (int lane = 0; lane < shown.active(); lane++) {
            float[] x = source.mean(lane);
            Arrays.fill(x, 0f);
            long number = shown.number(lane);
            draws().corruption(population).uniforms(number, shown.cycle(), current, source.size());
            float occlusion = draws().probes(population).uniform(number, shown.cycle(), 0);
            boolean loses = occlusion < settings.occluded;
            boolean losesFirst = occlusion < settings.occluded / 2;
            int kept = 0;
            for (int k = 0; k < clean.count(lane); k++) {
                int j = clean.indices(lane)[k];
                float value = form == Form.GRADED ? clean.values(lane)[k] : 1f;
                x[j] = value;
                if (current[j] >= settings.hidden && !(loses && losesFirst == j < half)) {
                    probe.indices(lane)[kept] = j;
                    if (form == Form.GRADED) {
                        probe.values(lane)[kept] = value;
                    }
                    kept++;
                }
            }
            probe.setCount(lane, kept);
        }
    }

    /** Corrupted activity goes on up, and down to be decoded; the label population sends the label instead. */
    private void answerProbe(PopulationLanes self, Axon axon) {
        Presentations shown = self.presentations();
        Population population = self.population();
        int n = self.size();
        for (int lane = 0; lane < shown.active(); lane++) {
            if (self.isOutput()) {
                Arrays.fill(first, 0, n, 0f);
                first[shown.label(lane)] = 1f;
            } else {
                population.model().respond(self.basal(Signal.PROBE).current(lane), first, n);
                draws().corruption(population).normals(shown.number(lane), shown.cycle(), second, n);
                for (int j = 0; j < n; j++) {
                    first[j] += noise * second[j];
                }
                emit(self, Signal.PROBE, lane, first);
            }
            emit(self, Signal.RECONSTRUCTION, lane, first);
        }
        send(self, Direction.FEEDBACK, Signal.RECONSTRUCTION, axon);
        if (!self.isOutput()) {
            send(self, Direction.FEEDFORWARD, Signal.PROBE, axon);
        }
    }

    /** S18: the delta rule of a decoder, from the corrupted activity above to the clean activity here. */
    private void learnToReconstruct(PopulationLanes self) {
        Presentations shown = self.presentations();
        Population population = self.population();
        Decoder decoder = decoder(population);
        Pathway pathway = self.incoming(Direction.FEEDBACK).get(0).pathway();
        for (int lane = 0; lane < shown.active(); lane++) {
            float[] clean = self.mean(lane);
            float[] teaching = lessons().teaching(population, Direction.FEEDBACK, shown.cycle(), lane);
            decoder.decode(self.apical(Signal.RECONSTRUCTION).current(lane), first, self.size());
            double loss = 0;
            for (int j = 0; j < clean.length; j++) {
                float difference = clean[j] - first[j];
                loss += difference * difference;
                // Inputs are probabilities: cross-entropy. Elsewhere squared error.
                teaching[j] = population.isSource() ? difference : 2f * difference * decoder.slope(first[j]);
            }
            tally().addReconstructionLoss(pathway, loss);
        }
        lessons().record(self, Direction.FEEDBACK);
    }

    // Shared with inference

    Decoder decoder(Population population) {
        return population.isSource() ? Decoder.SIGMOID : settings.decoder;
    }

    /** Whether a hidden population lies next to the label. */
    boolean isTop(PopulationLanes self) {
        return self.population().equals(top);
    }

    /** f of a population: its model's response to what comes from below and to side information. */
    void respond(PopulationLanes self, float[] below, float[] side, float[] result) {
        for (int j = 0; j < self.size(); j++) {
            current[j] = below[j] + side[j];
        }
        self.population().model().respond(current, result, self.size());
    }

    /** Cuts a state off where no activity of the population can be. */
    static void limit(Population population, float[] values) {
        NeuronModel model = population.model();
        boolean rectified = model == StandardModel.RELU;
        if (model.isLinear()) {
            return;
        }
        float smallest = model == StandardModel.TANH ? -1f : 0f;
        for (int j = 0; j < values.length; j++) {
            values[j] = Math.max(smallest, rectified ? values[j] : Math.min(1f, values[j]));
        }
    }

    void emitState(PopulationLanes self, Signal signal) {
        for (int lane = 0; lane < self.presentations().active(); lane++) {
            emit(self, signal, lane, state[self.population().index()][lane]);
        }
    }

    /** Writes what a population sends of n values: the values, or spikes with them as probabilities. */
    void emit(PopulationLanes self, Signal signal, int lane, float[] values) {
        Volley graded = self.volley(signal, Form.GRADED);
        if (graded != null) {
            graded.grade(lane, values, 1f);
            return;
        }
        Volley spikes = self.volley(signal, Form.SPIKE);
        if (spikes != null) {
            Presentations shown = self.presentations();
            draws().spikes(self.population())
                    .uniforms(shown.number(lane), shown.cycle(), self.variate(lane), self.size());
            spikes.fire(lane, self.variate(lane), values);
        }
    }
}
