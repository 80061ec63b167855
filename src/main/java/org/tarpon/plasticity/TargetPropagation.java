package org.tarpon.plasticity;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.tarpon.network.Axon;
import org.tarpon.network.Compartment;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.LaneBlock;
import org.tarpon.network.Network;
import org.tarpon.network.NeuronModel;
import org.tarpon.network.Population;
import org.tarpon.network.PopulationLanes;
import org.tarpon.network.Presentations;
import org.tarpon.network.Signal;
import org.tarpon.network.Terminal;
import org.tarpon.network.Volley;
import org.tarpon.network.Wiring;

/**
 * Target propagation (S8) and difference target propagation (S9): every population aims at a target ĥ that it decodes from
 * what the population above should have done. Of deterministic neurons p is the output f(u) itself.
 *
 * <p>The topmost targets (S6) follow from the wiring: through a tied pathway from the output comes ∂L/∂s, and ĥ = p −
 * η̂ ∂L/∂s; through a learned one comes the label, and ĥ is decoded as everywhere else.
 *
 * <p>Feedback that is learned from surprises ({@link SurpriseLearning}) says what would move a neuron, in units of its potential u.
 * Targets are then what the neuron itself would do: t = η̂ (V ŝ − V s) nudges it both ways, ĥ = p + (f(u + t) − f(u − t)) / 2, and
 * difference spikes lead from one to the other, d = [r &lt; f(u + t)] − [r &lt; f(u − t)] (S32). Nudged one way, by f(u + t) − f(u), a
 * neuron would drift to where f is steepest: t is mostly the noise of spikes, and f(u + t) is above f(u) on average where f is convex.
 *
 * <p>Sets: targets, and the teaching signals of all pathways. Reads: p, the apical compartment. Sends: activity up; activity
 * and targets down ({@link TargetMessages}).
 */
public final class TargetPropagation extends CreditAssignment {
    /**
     * @param difference S9 if true, S8 if false
     * @param step η̂ of S5 and S6
     * @param message what crosses learned feedback pathways (S13)
     * @param burst spikes that a whole difference d consists of where the message is coupled spikes (S33); at least 1
     * @param loss how a hidden population approaches its target (S10, S11)
     * @param decoder g (S7)
     * @param feedbackLoss how learned feedback pathways learn; other than the inverse loss with graded neurons only
     * @param sharesForward whether feedback pathways learn from forward learning's presentations too; with the inverse loss
     *     only
     */
    public record Settings(
            boolean difference,
            float step,
            Message message,
            int burst,
            LocalLoss loss,
            Decoder decoder,
            FeedbackLoss feedbackLoss,
            boolean sharesForward) {
        /** With one spike for a difference. */
        public Settings(
                boolean difference,
                float step,
                Message message,
                LocalLoss loss,
                Decoder decoder,
                FeedbackLoss feedbackLoss,
                boolean sharesForward) {
            this(difference, step, message, 1, loss, decoder, feedbackLoss, sharesForward);
        }

        boolean sendsActivityDown() {
            return difference || message == Message.COUPLED_SPIKE;
        }
    }

    private final Settings settings;
    private final FeedbackLearning feedback;
    private final TargetMessages messages;
    private final float[][][] targets;
    /** f(u − t) and f(u + t) of S32, [lane][neuron] for each population; null if targets are decoded. */
    private final Nudged[] nudged;

    private record Nudged(float[][] down, float[][] up) {}

    private final float[] decodedActivity;
    private final float[] decodedTarget;

    public TargetPropagation(LaneBlock block, Wiring wiring, int cycles, Settings settings) {
        super(block, wiring, cycles, settings.feedbackLoss.terms());
        this.settings = settings;
        this.feedback = switch (settings.feedbackLoss) {
            case INVERSE -> new InverseLearning(this, block, wiring, settings.message, settings.decoder);
            case DIFFERENCE_RECONSTRUCTION ->
                new DifferenceReconstruction(this, block, wiring, false, settings.decoder);
            case LOCAL_DIFFERENCE_RECONSTRUCTION ->
                new DifferenceReconstruction(this, block, wiring, true, settings.decoder);
            case SURPRISE -> new SurpriseLearning(this);
        };
        int lanes = block.presentations().capacity();
        this.messages = new TargetMessages(this, block.network(), lanes, settings);
        this.targets = block.network().populations().stream()
                .map(population -> population.isSource() ? null : new float[lanes][population.size()])
                .toArray(float[][][]::new);
        this.nudged = settings.feedbackLoss == FeedbackLoss.SURPRISE
                ? Arrays.stream(targets)
                        .map(own -> own == null ? null : new Nudged(sameShape(own), sameShape(own)))
                        .toArray(Nudged[]::new)
                : null;
        int widest = block.network().populations().stream()
                .mapToInt(Population::size)
                .max()
                .orElseThrow();
        this.decodedActivity = new float[widest];
        this.decodedTarget = new float[widest];
        if (nudged != null && settings.message == Message.COUPLED_SPIKE) {
            // Feedback synapses learn from the spikes of those above; differences alone move the neurons (S32).
            block.network().populations().stream()
                    .map(population -> block.lanes(population).apical(Signal.ACTIVITY))
                    .filter(Objects::nonNull)
                    .forEach(Compartment::doNotSum);
        }
    }

    private static float[][] sameShape(float[][] array) {
        return new float[array.length][array[0].length];
    }

    /** @param input form of the source's volleys */
    public static Wiring wiring(Network network, Settings settings, Form input) {
        return (pathway, signal) -> {
            Form up = pathway.from().isSource() ? input : pathway.from().model().form();
            if (pathway.direction() == Direction.FEEDFORWARD) {
                return switch (signal) {
                    case ACTIVITY -> up;
                    case PROBE ->
                        settings.feedbackLoss != FeedbackLoss.SURPRISE
                                        && FeedbackLearning.isProbed(network, pathway.to())
                                ? up
                                : null;
                    default -> null;
                };
            }
            if (pathway.isTied()) {
                return signal == Signal.ERROR ? Form.GRADED : null;
            }
            Message message = settings.message;
            return switch (signal) {
                case ACTIVITY ->
                    settings.sendsActivityDown()
                                    || settings.feedbackLoss.terms().contains(signal)
                            ? message.activity(pathway.from())
                            : null;
                case TARGET -> message.target(pathway.from());
                case RECONSTRUCTION, PERTURBED ->
                    settings.feedbackLoss.terms().contains(signal) ? message.activity(pathway.from()) : null;
                default -> null;
            };
        };
    }

    /** Sets σ_e of feedback learning (S12). */
    @Override
    public void setNoise(float deviation) {
        feedback.setNoise(deviation);
    }

    @Override
    public int rounds() {
        return mode() == Mode.LEARN_FEEDBACK ? feedback.rounds() : 1;
    }

    @Override
    public void beginRound(int round) {
        if (mode() == Mode.LEARN_FEEDBACK) {
            feedback.beginRound(round);
        }
    }

    @Override
    public void complete(PopulationLanes self, Direction from, Signal signal, Axon axon) {
        switch (signal) {
            case ACTIVITY -> {
                // Else activity from above only waits in the apical compartment for the target that goes with it.
                if (from == Direction.FEEDFORWARD) {
                    climb(self, axon);
                } else if (settings.feedbackLoss == FeedbackLoss.SURPRISE) {
                    feedback.takeAnswer(self, signal, axon);
                }
            }
            case ERROR -> aimDownhill(self, axon);
            case TARGET -> aimAtDecoded(self, axon);
            case PROBE -> feedback.answerProbe(self, axon);
            case RECONSTRUCTION, PERTURBED -> feedback.takeAnswer(self, signal, axon);
        }
    }

    @Override
    protected void climb(PopulationLanes self, Axon axon) {
        if (mode() == Mode.LEARN_FEEDBACK) {
            feedback.climb(self, axon);
        } else if (self.isOutput()) {
            respond(self);
            answer(self);
            if (mode() == Mode.LEARN_FORWARD) {
                teachOutput(self);
                sendErrors(self, axon);
                messages.sendTopmost(self, targets[self.population().index()], axon);
            }
        } else {
            relay(self, axon);
            if (mode() == Mode.LEARN_FORWARD) {
                messages.sendActivity(self, axon);
                if (settings.sharesForward) {
                    feedback.probe(self, axon);
                }
            }
        }
    }

    /** S6 through W_M: ĥ = p − η̂ ∂L/∂s. */
    private void aimDownhill(PopulationLanes self, Axon axon) {
        for (int lane = 0; lane < self.presentations().active(); lane++) {
            float[] target = target(self, lane);
            float[] p = self.mean(lane);
            float[] error = self.apical(Signal.ERROR).current(lane);
            for (int j = 0; j < target.length; j++) {
                target[j] = -settings.step * error[j];
            }
            if (nudged != null) {
                nudge(self, lane, target);
            } else {
                for (int j = 0; j < target.length; j++) {
                    target[j] = p[j] + target[j];
                }
            }
        }
        aim(self, axon);
    }

    /** S8, S9: ĥ = g(target), or p + g(target) − g(activity), of what came down. */
    private void aimAtDecoded(PopulationLanes self, Axon axon) {
        int n = self.size();
        if (nudged != null) {
            aimNudged(self, axon);
            return;
        }
        for (int lane = 0; lane < self.presentations().active(); lane++) {
            float[] target = target(self, lane);
            float[] current = self.apical(Signal.TARGET).current(lane);
            if (settings.sendsActivityDown()) {
                float[] activity = self.apical(Signal.ACTIVITY).current(lane);
                settings.decoder.decode(activity, decodedActivity, n);
                if (settings.message == Message.COUPLED_SPIKE) {
                    float worth = 1f / settings.burst;
                    for (int j = 0; j < n; j++) {
                        target[j] = activity[j] + worth * current[j];
                    }
                    current = target;
                }
            }
            settings.decoder.decode(current, decodedTarget, n);
            if (settings.difference) {
                float[] p = self.mean(lane);
                for (int j = 0; j < n; j++) {
                    target[j] = p[j] + (decodedTarget[j] - decodedActivity[j]);
                }
            } else {
                System.arraycopy(decodedTarget, 0, target, 0, n);
            }
        }
        aim(self, axon);
    }

    /** S32, from what came down. */
    private void aimNudged(PopulationLanes self, Axon axon) {
        boolean difference = settings.message == Message.COUPLED_SPIKE;
        float worth = 1f / settings.burst;
        for (int lane = 0; lane < self.presentations().active(); lane++) {
            float[] target = target(self, lane);
            if (difference && nothingCame(self, lane)) {
                stay(self, lane, target);
                continue;
            }
            float[] current = self.apical(Signal.TARGET).current(lane);
            float[] activity = difference ? null : self.apical(Signal.ACTIVITY).current(lane);
            for (int j = 0; j < target.length; j++) {
                target[j] = settings.step * (difference ? worth * current[j] : current[j] - activity[j]);
            }
            nudge(self, lane, target);
        }
        aim(self, axon);
    }

    private static boolean nothingCame(PopulationLanes self, int lane) {
        List<Terminal> above = self.incoming(Direction.FEEDBACK);
        boolean nothing = true;
        for (int i = 0; i < above.size(); i++) {
            Volley arrived = above.get(i).arrived(Signal.TARGET);
            nothing &= arrived == null || arrived.count(lane) == 0;
        }
        return nothing;
    }

    /** What {@link #nudge} makes of t = 0, for the cost of a copy: once the network knows most samples, most lanes hear nothing. */
    private void stay(PopulationLanes self, int lane, float[] target) {
        float[] p = self.mean(lane);
        int index = self.population().index();
        System.arraycopy(p, 0, nudged[index].down[lane], 0, p.length);
        System.arraycopy(p, 0, nudged[index].up[lane], 0, p.length);
        System.arraycopy(p, 0, target, 0, p.length);
    }

    /** S32. @param target t, of which ĥ is made */
    private void nudge(PopulationLanes self, int lane, float[] target) {
        NeuronModel model = self.population().model();
        float[] u = self.basal(Signal.ACTIVITY).current(lane);
        float[] p = self.mean(lane);
        float[] down = nudged[self.population().index()].down[lane];
        float[] up = nudged[self.population().index()].up[lane];
        int n = target.length;
        for (int j = 0; j < n; j++) {
            down[j] = u[j] - target[j];
            up[j] = u[j] + target[j];
        }
        model.respond(down, down, n);
        model.respond(up, up, n);
        for (int j = 0; j < n; j++) {
            target[j] = p[j] + 0.5f * (up[j] - down[j]);
        }
    }

    /** Learns towards the target just set, and passes it on. */
    private void aim(PopulationLanes self, Axon axon) {
        Presentations shown = self.presentations();
        for (int lane = 0; lane < shown.active(); lane++) {
            float[] teaching = lessons().teaching(self.population(), Direction.FEEDFORWARD, shown.cycle(), lane);
            settings.loss.teach(
                    self.population().model(),
                    self.basal(Signal.ACTIVITY).current(lane),
                    self.mean(lane),
                    target(self, lane),
                    decodedTarget,
                    teaching,
                    self.size());
        }
        if (settings.loss.needsDerivative(self.population().model(), self.size())) {
            tally().countDerivatives((long) shown.active() * self.size());
        }
        lessons().record(self, Direction.FEEDFORWARD);
        int index = self.population().index();
        if (nudged != null && settings.message == Message.COUPLED_SPIKE) {
            messages.sendTarget(self, nudged[index].down, nudged[index].up, axon);
        } else {
            messages.sendTarget(self, self.means(), targets[index], axon);
        }
    }

    private float[] target(PopulationLanes self, int lane) {
        return targets[self.population().index()][lane];
    }
}
