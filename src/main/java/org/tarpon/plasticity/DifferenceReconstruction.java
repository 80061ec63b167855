package org.tarpon.plasticity;

import java.util.ArrayList;
import java.util.List;
import org.tarpon.network.Axon;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.LaneBlock;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.network.PopulationLanes;
import org.tarpon.network.Presentations;
import org.tarpon.network.Signal;
import org.tarpon.network.Volley;
import org.tarpon.network.Wiring;

/**
 * The feedback losses that judge the difference which a perturbation makes, as S9 uses the decoder, and not what the
 * decoder makes of activity itself. Checked against their authors' programs. Neurons are deterministic; ε and
 * η ~ N(0, σ_e²). Gradients flow through both decodings of a difference.
 *
 * <ul>
 *   <li>L-DRL: one hop. h + ε goes up, and down come h′ = f(h), q = f(h + ε) and h′ + η:
 *       L = −2 εᵀ(g(q) − g(h′)) + ‖g(h′ + η) − g(h′)‖², in the mean σ_e² ‖G − Fᵀ‖² and a constant, with the Jacobians F of f
 *       and G of g: targets become those of backpropagation.
 *   <li>DRL: h + ε climbs to the top of the learned feedback, and what arrives there comes down hop by hop as targets do
 *       (S9); L = ‖ĥ − (h + ε)‖²/σ_e², ĥ being what comes out. Targets become those of Gauss-Newton's method. One cycle is
 *       shown once for each population that is reconstructed, as only one may be perturbed at a time. The damping that
 *       makes the inverse unique is the optimiser's weight decay, as in the authors' program.
 * </ul>
 *
 * <p>Sets: the teaching signals of learned feedback pathways. Reads: the own response, the own perturbation, the apical
 * compartment.
 */
final class DifferenceReconstruction implements FeedbackLearning {
    private static final int RECONSTRUCTION = 0;
    private static final int ACTIVITY = 1;
    private static final int PERTURBED = 2;

    private final CreditAssignment rule;
    private final Wiring wiring;
    private final Decoder decoder;
    private final boolean local;
    private final List<Population> reconstructed = new ArrayList<>();

    /** The population from which each is reconstructed; null where none is. */
    private final Population[] above;

    private final float[][][] epsilon;
    private final float[][] decoded;
    private final float[] answer;
    private float noise;
    private Population probing;

    DifferenceReconstruction(CreditAssignment rule, LaneBlock block, Wiring wiring, boolean local, Decoder decoder) {
        Network network = block.network();
        int populations = network.populations().size();
        this.rule = rule;
        this.wiring = wiring;
        this.local = local;
        this.decoder = decoder;
        this.above = new Population[populations];
        this.epsilon = new float[populations][][];
        int widest = 0;
        for (Population population : network.populations()) {
            widest = Math.max(widest, population.size());
            if (FeedbackLearning.isReconstructed(network, population)) {
                reconstructed.add(population);
                above[population.index()] =
                        network.into(population, Direction.FEEDBACK).get(0).from();
                epsilon[population.index()] = new float[block.presentations().capacity()][population.size()];
            }
        }
        this.decoded = new float[3][widest];
        this.answer = new float[widest];
    }

    @Override
    public void setNoise(float deviation) {
        noise = deviation;
    }

    @Override
    public int rounds() {
        return local ? 1 : reconstructed.size();
    }

    @Override
    public void beginRound(int round) {
        probing = reconstructed.get(round);
    }

    private boolean perturbs(Population population) {
        return local ? above[population.index()] != null : population == probing;
    }

    /** Whether the perturbation of DRL passes through a population. */
    private boolean isAboveProbing(Population population) {
        for (Population next = above[probing.index()]; next != null; next = above[next.index()]) {
            if (next == population) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void climb(PopulationLanes self, Axon axon) {
        Population population = self.population();
        if (!population.isSource()) {
            rule.respond(self);
            Volley activity = self.volley(Signal.ACTIVITY, Form.GRADED);
            for (int lane = 0; activity != null && lane < self.presentations().active(); lane++) {
                activity.grade(lane, self.mean(lane), 1f);
            }
        }
        rule.send(self, Direction.FEEDFORWARD, Signal.ACTIVITY, axon);
        rule.send(self, Direction.FEEDBACK, Signal.ACTIVITY, axon);
        if (local) {
            perturb(self, Signal.PERTURBED, axon);
        }
        if (perturbs(population)) {
            perturb(self, Signal.PROBE, axon);
        } else if (local || !isAboveProbing(population)) {
            probeWithActivity(self, axon);
        }
    }

    /** Sends activity with noise on it: up as the probe h + ε, or down as h′ + η. */
    private void perturb(PopulationLanes self, Signal signal, Axon axon) {
        Volley volley = self.volley(signal, Form.GRADED);
        if (volley == null) {
            return;
        }
        Presentations shown = self.presentations();
        Population population = self.population();
        boolean up = signal == Signal.PROBE;
        for (int lane = 0; lane < shown.active(); lane++) {
            float[] draws = up ? epsilon[population.index()][lane] : answer;
            (up ? rule.draws().corruption(population) : rule.draws().perturbation(population))
                    .normals(shown.number(lane), shown.cycle(), draws, self.size());
            float[] h = self.mean(lane);
            for (int j = 0; j < h.length; j++) {
                draws[j] *= noise;
                decoded[0][j] = h[j] + draws[j];
            }
            volley.grade(lane, decoded[0], 1f);
        }
        rule.send(self, up ? Direction.FEEDFORWARD : Direction.FEEDBACK, signal, axon);
    }

    /** Tells a population that is probed by others too what this one does without noise. */
    private void probeWithActivity(PopulationLanes self, Axon axon) {
        List<Pathway> up = self.outgoing(Direction.FEEDFORWARD);
        for (int i = 0; i < up.size(); i++) {
            Form form = wiring.form(up.get(i), Signal.PROBE);
            if (form != null) {
                self.volley(Signal.PROBE, form)
                        .copy(
                                self.volley(Signal.ACTIVITY, form),
                                self.presentations().active());
                axon.send(up.get(i), Signal.PROBE);
            }
        }
    }

    @Override
    public void answerProbe(PopulationLanes self, Axon axon) {
        Population population = self.population();
        if (!local && !isAboveProbing(population)) {
            return;
        }
        boolean passesOn = !local && above[population.index()] != null;
        Signal signal = passesOn ? Signal.PROBE : Signal.RECONSTRUCTION;
        Volley volley = self.volley(signal, Form.GRADED);
        for (int lane = 0; lane < self.presentations().active(); lane++) {
            population.model().respond(self.basal(Signal.PROBE).current(lane), answer, self.size());
            volley.grade(lane, answer, 1f);
        }
        rule.send(self, passesOn ? Direction.FEEDFORWARD : Direction.FEEDBACK, signal, axon);
    }

    @Override
    public void takeAnswer(PopulationLanes self, Signal signal, Axon axon) {
        Population population = self.population();
        if (local) {
            // Reactions of one instant come in the order of the signals, and the noise of the population above is the
            // last.
            if (signal == Signal.PERTURBED) {
                learn(self);
            }
        } else if (population == probing) {
            learn(self);
        } else if (isAboveProbing(population)) {
            passDown(self, axon);
        }
    }

    /** S9 of what the perturbation has become. */
    private void passDown(PopulationLanes self, Axon axon) {
        Volley volley = self.volley(Signal.RECONSTRUCTION, Form.GRADED);
        for (int lane = 0; lane < self.presentations().active(); lane++) {
            decode(self, Signal.RECONSTRUCTION, RECONSTRUCTION, lane);
            decode(self, Signal.ACTIVITY, ACTIVITY, lane);
            float[] h = self.mean(lane);
            for (int j = 0; j < h.length; j++) {
                answer[j] = h[j] + (decoded[RECONSTRUCTION][j] - decoded[ACTIVITY][j]);
            }
            volley.grade(lane, answer, 1f);
        }
        rule.send(self, Direction.FEEDBACK, Signal.RECONSTRUCTION, axon);
    }

    private void learn(PopulationLanes self) {
        Population population = self.population();
        Pathway pathway = self.incoming(Direction.FEEDBACK).get(0).pathway();
        for (int lane = 0; lane < self.presentations().active(); lane++) {
            decode(self, Signal.RECONSTRUCTION, RECONSTRUCTION, lane);
            decode(self, Signal.ACTIVITY, ACTIVITY, lane);
            if (local) {
                decode(self, Signal.PERTURBED, PERTURBED, lane);
            }
            rule.tally().addReconstructionLoss(pathway, teach(self, lane, epsilon[population.index()][lane]));
        }
        rule.lessons().record(self, Direction.FEEDBACK);
    }

    /** Writes −∂L/∂(current) of each term, and returns L. */
    private double teach(PopulationLanes self, int lane, float[] wanted) {
        float[] ofReconstruction = teaching(self, RECONSTRUCTION, lane);
        float[] ofActivity = teaching(self, ACTIVITY, lane);
        float[] ofPerturbed = local ? teaching(self, PERTURBED, lane) : null;
        float scale = local ? 1f : 1f / (noise * noise);
        double loss = 0;
        for (int j = 0; j < wanted.length; j++) {
            float g = decoded[ACTIVITY][j];
            float made = decoded[RECONSTRUCTION][j] - g;
            float pull = 2f * scale * (local ? wanted[j] : wanted[j] - made);
            float push = 0f;
            if (local) {
                float strayed = decoded[PERTURBED][j] - g;
                push = -2f * strayed;
                ofPerturbed[j] = push * decoder.slope(decoded[PERTURBED][j]);
                loss += strayed * strayed - 2f * wanted[j] * made;
            } else {
                loss += scale * (wanted[j] - made) * (wanted[j] - made);
            }
            ofReconstruction[j] = pull * decoder.slope(decoded[RECONSTRUCTION][j]);
            ofActivity[j] = -(pull + push) * decoder.slope(g);
        }
        return loss;
    }

    private float[] teaching(PopulationLanes self, int term, int lane) {
        int cycle = self.presentations().cycle();
        return rule.lessons().teaching(self.population(), Direction.FEEDBACK, term, cycle, lane);
    }

    private void decode(PopulationLanes self, Signal signal, int term, int lane) {
        decoder.decode(self.apical(signal).current(lane), decoded[term], self.size());
    }
}
