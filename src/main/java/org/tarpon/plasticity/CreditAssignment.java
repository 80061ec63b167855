package org.tarpon.plasticity;

import java.util.Arrays;
import java.util.List;
import org.tarpon.network.Axon;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.LaneBlock;
import org.tarpon.network.NeuronModel;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.network.PopulationLanes;
import org.tarpon.network.Presentations;
import org.tarpon.network.Reaction;
import org.tarpon.network.Signal;
import org.tarpon.network.Volley;
import org.tarpon.network.Wiring;

/**
 * What all rules share: how activity climbs (S1, S2), how the output meets its label and teaches its own synapses by the
 * delta rule, and where traces are left. A rule adds what comes back down.
 *
 * <p>One instance acts for all populations of one block, each through its own {@link PopulationLanes} alone.
 */
public abstract class CreditAssignment implements Reaction {
    private final Wiring wiring;
    private final Lessons lessons;
    private final Tally tally;
    private final float[][] scores;
    private final OutputLayer outputLayer;
    private Mode mode = Mode.EVALUATE;
    private Draws draws;

    /**
     * @param cycles cycles of one presentation
     * @param feedbackTerms the signals from which learned feedback pathways learn
     */
    protected CreditAssignment(LaneBlock block, Wiring wiring, int cycles, List<Signal> feedbackTerms) {
        int lanes = block.presentations().capacity();
        this.wiring = wiring;
        this.lessons = new Lessons(block.network(), wiring, lanes, cycles, feedbackTerms);
        this.tally = new Tally(block.network());
        Population output = block.network().output();
        this.outputLayer = OutputLayer.of(output);
        this.scores = new float[lanes][outputLayer.classes(output.size())];
    }

    /** Says why samples will be shown from now on, and where their draws come from; forgets the last mini-batch. */
    public void begin(Mode mode, Draws draws) {
        this.mode = mode;
        this.draws = draws;
        lessons.clear();
    }

    /** How often each cycle must be shown in this mode. */
    public int rounds() {
        return 1;
    }

    /** To be called before each showing of a cycle, rounds counted from 0. */
    public void beginRound(int round) {}

    /** Sets the deviation of the noise that feedback learning adds (S12, S18); rules without it have no use for it. */
    public void setNoise(float deviation) {}

    public final Lessons lessons() {
        return lessons;
    }

    public final Tally tally() {
        return tally;
    }

    /** Sum of what was said of each class in the answers given since {@link #clearScores}, [classes] (S4). */
    public final float[] scores(int lane) {
        return scores[lane];
    }

    public final void clearScores() {
        for (float[] score : scores) {
            Arrays.fill(score, 0f);
        }
    }

    /** Lets the source send on what its encoder has written into its volley. */
    public final void inputEncoded(PopulationLanes source, Axon axon) {
        Volley spikes = source.volley(Signal.ACTIVITY, Form.SPIKE);
        if (spikes != null && mode != Mode.INFER) {
            int lanes = source.presentations().active();
            tally.countFired(source.population(), spikes.total(lanes), (long) lanes * source.size());
        }
        climb(source, axon);
    }

    /** Answers to activity from below, and sends activity up. Called for the source when its input is encoded. */
    protected abstract void climb(PopulationLanes self, Axon axon);

    /** What the output makes of labels. */
    final OutputLayer outputLayer() {
        return outputLayer;
    }

    /** Why samples are being shown. */
    public final Mode mode() {
        return mode;
    }

    /** Where this mode's draws come from. */
    public final Draws draws() {
        return draws;
    }

    /** S1, S2: the mean output from the basal potential, in every lane. */
    protected final void respond(PopulationLanes self) {
        NeuronModel model = self.population().model();
        int lanes = self.presentations().active();
        for (int lane = 0; lane < lanes; lane++) {
            model.respond(self.basal(Signal.ACTIVITY).current(lane), self.mean(lane), self.size());
        }
    }

    /** What goes up: spikes s = [r &lt; p] (S1), or the output of deterministic neurons or its sign. */
    protected final void fire(PopulationLanes self) {
        Presentations shown = self.presentations();
        Form form = self.population().model().form();
        if (form != Form.SPIKE) {
            Volley graded = self.volley(Signal.ACTIVITY, form);
            for (int lane = 0; lane < shown.active(); lane++) {
                graded.grade(lane, self.mean(lane), 1f);
            }
            return;
        }
        Volley spikes = self.volley(Signal.ACTIVITY, Form.SPIKE);
        draws.spikes(self.population())
                .uniforms(shown.numbers(), shown.active(), shown.cycle(), self.variates(), self.size());
        for (int lane = 0; lane < shown.active(); lane++) {
            spikes.fire(lane, self.variate(lane), self.mean(lane));
        }
        tally.countFired(self.population(), spikes.total(shown.active()), (long) shown.active() * self.size());
        if (mode == Mode.LEARN_FORWARD) {
            lessons.addSpikes(self.population(), spikes, shown.active());
        }
    }

    /** What all populations below the output do with activity from below, and the source with its input: they send it up. */
    protected final void relay(PopulationLanes self, Axon axon) {
        if (!self.population().isSource()) {
            respond(self);
            fire(self);
        }
        send(self, Direction.FEEDFORWARD, Signal.ACTIVITY, axon);
    }

    /** Adds the output's answer to the scores and, while learning, its loss to the tally. */
    protected final void answer(PopulationLanes output) {
        Presentations shown = output.presentations();
        for (int lane = 0; lane < shown.active(); lane++) {
            float[] p = output.mean(lane);
            outputLayer.addScores(p, scores[lane]);
            if (mode != Mode.EVALUATE) {
                tally.addLoss(outputLayer.loss(p, shown.label(lane)));
            }
        }
    }

    /** The output layer's own delta rule, whatever the rule below: teaching signal −∂L/∂u. */
    protected final void teachOutput(PopulationLanes output) {
        Presentations shown = output.presentations();
        Population population = output.population();
        for (int lane = 0; lane < shown.active(); lane++) {
            outputLayer.teach(
                    output.mean(lane),
                    shown.label(lane),
                    lessons.teaching(population, Direction.FEEDFORWARD, shown.cycle(), lane));
        }
        tally.countLabelsRead(shown.active());
        if (outputLayer.needsDerivative()) {
            tally.countDerivatives((long) shown.active() * output.size());
        }
        lessons.record(output, Direction.FEEDFORWARD);
    }

    /** Sends −(teaching signal), that is ∂L/∂u, down every pathway that carries errors. */
    protected final void sendErrors(PopulationLanes self, Axon axon) {
        Volley errors = self.volley(Signal.ERROR, Form.GRADED);
        if (errors == null) {
            return;
        }
        Presentations shown = self.presentations();
        for (int lane = 0; lane < shown.active(); lane++) {
            errors.grade(lane, lessons.teaching(self.population(), Direction.FEEDFORWARD, shown.cycle(), lane), -1f);
        }
        send(self, Direction.FEEDBACK, Signal.ERROR, axon);
    }

    /** Sends a signal on the pathways of a direction that carry it. */
    protected final void send(PopulationLanes self, Direction direction, Signal signal, Axon axon) {
        List<Pathway> outgoing = self.outgoing(direction);
        for (int i = 0; i < outgoing.size(); i++) {
            if (wiring.form(outgoing.get(i), signal) != null) {
                axon.send(outgoing.get(i), signal);
            }
        }
    }
}
