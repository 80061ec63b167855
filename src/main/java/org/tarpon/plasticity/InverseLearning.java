package org.tarpon.plasticity;

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
 * The inverse loss (S12). A population corrupts its activity, h̃ = p + ε, and sends
 * s̃ ~ Bernoulli(clip h̃) up as a probe, or h̃ itself if its neurons are deterministic; the population above answers with
 * q = f(s̃); the feedback pathway decodes q, and learns to lower ‖g(q) − h̃‖².
 *
 * <p>Sets: the teaching signals of learned feedback pathways. Reads: p, the corrupted activity, the apical
 * reconstruction.
 */
final class InverseLearning implements FeedbackLearning {
    private final CreditAssignment rule;
    private final Wiring wiring;
    private final Message message;
    private final Decoder decoder;
    /** Which populations have a learned feedback pathway into them, and so learn to be reconstructed. */
    private final boolean[] reconstructed;

    /** Which populations must respond so that some population at or above them can be reconstructed. */
    private final boolean[] climbing;

    private final float[][][] corrupted;
    private final float[][] variates;
    private final float[] decoded;
    private float noise;

    InverseLearning(CreditAssignment rule, LaneBlock block, Wiring wiring, Message message, Decoder decoder) {
        Network network = block.network();
        int populations = network.populations().size();
        this.rule = rule;
        this.wiring = wiring;
        this.message = message;
        this.decoder = decoder;
        this.reconstructed = new boolean[populations];
        this.climbing = new boolean[populations];
        this.corrupted = new float[populations][][];
        int widest = 0;
        for (Population population : network.populations()) {
            widest = Math.max(widest, population.size());
            if (FeedbackLearning.isReconstructed(network, population)) {
                reconstructed[population.index()] = true;
                corrupted[population.index()] = new float[block.presentations().capacity()][population.size()];
            }
        }
        for (Population population : network.populations()) {
            climbing[population.index()] = leadsToLearning(network, population);
        }
        this.variates = new float[block.presentations().capacity()][widest];
        this.decoded = new float[widest];
    }

    private boolean leadsToLearning(Network network, Population population) {
        return reconstructed[population.index()]
                || network.from(population, Direction.FEEDFORWARD).stream()
                        .anyMatch(pathway -> leadsToLearning(network, pathway.to()));
    }

    @Override
    public void setNoise(float deviation) {
        noise = deviation;
    }

    /** Activity climbs only as far as some feedback pathway above needs it; each that learns is probed. */
    @Override
    public void climb(PopulationLanes self, Axon axon) {
        List<Pathway> up = self.outgoing(Direction.FEEDFORWARD);
        boolean climbs = false;
        for (int i = 0; i < up.size(); i++) {
            climbs |= climbing[up.get(i).to().index()];
        }
        if (!self.population().isSource()) {
            rule.respond(self);
            if (climbs || probes(up) && !reconstructed[self.population().index()]) {
                rule.fire(self);
            }
        }
        for (int i = 0; i < up.size(); i++) {
            if (climbing[up.get(i).to().index()]) {
                axon.send(up.get(i), Signal.ACTIVITY);
            }
        }
        probe(self, axon);
    }

    private boolean probes(List<Pathway> up) {
        boolean probes = false;
        for (int i = 0; i < up.size(); i++) {
            probes |= wiring.form(up.get(i), Signal.PROBE) != null;
        }
        return probes;
    }

    @Override
    public void probe(PopulationLanes self, Axon axon) {
        List<Pathway> up = self.outgoing(Direction.FEEDFORWARD);
        if (!probes(up)) {
            return;
        }
        if (reconstructed[self.population().index()]) {
            corrupt(self);
        } else {
            Form form = wiring.form(up.get(0), Signal.ACTIVITY);
            self.volley(Signal.PROBE, form)
                    .copy(
                            self.volley(Signal.ACTIVITY, form),
                            self.presentations().active());
        }
        rule.send(self, Direction.FEEDFORWARD, Signal.PROBE, axon);
    }

    private void corrupt(PopulationLanes self) {
        Presentations shown = self.presentations();
        Population population = self.population();
        Form form = population.model().form();
        Volley probe = self.volley(Signal.PROBE, form);
        rule.draws()
                .corruption(population)
                .normals(shown.numbers(), shown.active(), shown.cycle(), corrupted[population.index()], self.size());
        if (form == Form.SPIKE) {
            rule.draws()
                    .probes(population)
                    .uniforms(shown.numbers(), shown.active(), shown.cycle(), variates, self.size());
        }
        for (int lane = 0; lane < shown.active(); lane++) {
            float[] p = self.mean(lane);
            float[] h = corrupted[population.index()][lane];
            for (int j = 0; j < h.length; j++) {
                h[j] = p[j] + noise * h[j];
            }
            if (form == Form.SPIKE) {
                probe.fire(lane, variates[lane], h);
            } else {
                probe.grade(lane, h, 1f);
            }
        }
    }

    /** q = f(s̃), as probabilities or as spikes drawn from them. */
    @Override
    public void answerProbe(PopulationLanes self, Axon axon) {
        Presentations shown = self.presentations();
        Population population = self.population();
        Form form = message.activity(population);
        Volley answer = self.volley(Signal.RECONSTRUCTION, form);
        if (form == Form.SPIKE) {
            rule.draws()
                    .answers(population)
                    .uniforms(shown.numbers(), shown.active(), shown.cycle(), variates, self.size());
        }
        for (int lane = 0; lane < shown.active(); lane++) {
            population.model().respond(self.basal(Signal.PROBE).current(lane), decoded, self.size());
            if (form != Form.SPIKE) {
                answer.grade(lane, decoded, 1f);
            } else if (self.isOutput()) {
                rule.outputLayer().fire(variates[lane], decoded, lane, answer);
            } else {
                answer.fire(lane, variates[lane], decoded);
            }
        }
        rule.send(self, Direction.FEEDBACK, Signal.RECONSTRUCTION, axon);
    }

    /** Teaching signal 2 (h̃ − r) g′ with r = g(q). */
    @Override
    public void takeAnswer(PopulationLanes self, Signal signal, Axon axon) {
        Presentations shown = self.presentations();
        Population population = self.population();
        for (int lane = 0; lane < shown.active(); lane++) {
            float[] h = corrupted[population.index()][lane];
            float[] teaching = rule.lessons().teaching(population, Direction.FEEDBACK, shown.cycle(), lane);
            decoder.decode(self.apical(Signal.RECONSTRUCTION).current(lane), decoded, self.size());
            double loss = 0;
            for (int j = 0; j < h.length; j++) {
                float difference = h[j] - decoded[j];
                loss += difference * difference;
                teaching[j] = 2f * difference * decoder.slope(decoded[j]);
            }
            rule.tally()
                    .addReconstructionLoss(
                            self.incoming(Direction.FEEDBACK).get(0).pathway(), loss);
        }
        rule.lessons().record(self, Direction.FEEDBACK);
    }
}
