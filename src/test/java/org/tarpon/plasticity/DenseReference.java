package org.tarpon.plasticity;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.tarpon.network.Direction;
import org.tarpon.network.Network;
import org.tarpon.network.NeuronModel;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.network.StandardModel;
import org.tarpon.random.RandomStream;

/**
 * S1–S13 and S14 once more: dense matrices, double precision, one sample at a time, no events. It reads the same
 * addressed variates as the engine, so that spikes are equal and sums agree to float rounding. Populations must be listed
 * from the input to the output.
 *
 * <p>Nothing here is shared with the engine but the network's description and the random streams.
 */
final class DenseReference {
    /** Closer than this, float and double could disagree about a spike; such a seed is no use to the test. */
    private static final double MARGIN = 6e-7;

    /** @param backpropagation if true, targets are unused */
    record Rule(boolean backpropagation, TargetPropagation.Settings targets) {}

    /** Σ over samples and cycles of −∂L/∂W, [pathway][presynaptic + 1][postsynaptic]. */
    final double[][][] ascent;

    /** Difference spikes sent, [pathway]. */
    final long[] differences;

    /** Σ of L_inv, [pathway]. */
    final double[] reconstructionLoss;

    double loss;

    /** Largest magnitude of a current, target or gradient so far: rounding errors scale with it. */
    double largest = 1;

    private final Network network;
    private final Rule rule;
    private final long seed;
    private final String purpose;
    private final double[][][] w;
    private final double[][] s;
    private final double[][] p;
    private final double[][] target;
    private final double[][] nudgedDown;
    private final double[][] nudgedUp;
    private final double[][] descent;
    private final float[][] r;
    private long presentation;
    private int cycle;
    private int label;

    /** Copies the network's present weights. */
    DenseReference(Network network, Rule rule, long seed, String purpose) {
        this.network = network;
        this.rule = rule;
        this.seed = seed;
        this.purpose = purpose;
        int pathways = network.pathways().size();
        int populations = network.populations().size();
        ascent = new double[pathways][][];
        w = new double[pathways][][];
        for (Pathway pathway : network.pathways()) {
            int in = pathway.from().size();
            int out = pathway.to().size();
            ascent[pathway.index()] = new double[in + 1][out];
            w[pathway.index()] = new double[in + 1][out];
            for (int k = 0; k <= in; k++) {
                for (int j = 0; j < out; j++) {
                    w[pathway.index()][k][j] = pathway.synapses().rows()[k][j];
                }
            }
        }
        differences = new long[pathways];
        reconstructionLoss = new double[pathways];
        s = new double[populations][];
        p = new double[populations][];
        target = new double[populations][];
        nudgedDown = new double[populations][];
        nudgedUp = new double[populations][];
        descent = new double[populations][];
        r = new float[populations][];
    }

    /** p of the output as of the last sample. */
    double[] answer() {
        return p[network.output().index()];
    }

    /** One cycle of forward learning. */
    void learnForward(long presentation, int cycle, int label, float[] input) {
        climb(presentation, cycle, label, input);
        int last = network.output().index();
        double[] y = oneHot(network.output().size(), label);
        teachOutput(y);
        target[last] = outputTarget(y);
        for (int i = last - 1; i > 0; i--) {
            Population self = network.populations().get(i);
            if (!network.into(self, Direction.FEEDBACK).isEmpty()) {
                descend(self, network.into(self, Direction.FEEDBACK).get(0), y);
            }
        }
    }

    /** One cycle of feedback learning. */
    void learnFeedback(long presentation, int cycle, float[] input, float noise) {
        climb(presentation, cycle, 0, input);
        switch (rule.targets.feedbackLoss()) {
            case INVERSE -> learnInverse(noise);
            case LOCAL_DIFFERENCE_RECONSTRUCTION -> learnLocalDifferences(noise);
            case DIFFERENCE_RECONSTRUCTION -> learnDifferences(noise);
            case SURPRISE -> throw new IllegalStateException("surprises come with forward learning");
        }
    }

    /** L-DRL: −2 εᵀ(g(q) − g(h′)) + ‖g(h′ + η) − g(h′)‖². */
    private void learnLocalDifferences(float noise) {
        double[][] probe = s.clone();
        for (Population self : network.populations()) {
            if (learned(self) != null) {
                probe[self.index()] = plus(s(self), normals(self, "corruption", noise));
            }
        }
        for (Population self : network.populations()) {
            Pathway down = learned(self);
            if (down == null) {
                continue;
            }
            Population above = down.from();
            double[] epsilon = normals(self, "corruption", noise);
            double[] own = p[above.index()];
            double[] answer = respond(above.model(), potential(above, probe));
            double[] strayed = plus(own, normals(above, "perturbation", noise));
            double[] g = decode(current(down, own, true));
            double[] ofAnswer = decode(current(down, answer, true));
            double[] ofStrayed = decode(current(down, strayed, true));
            double[][] teaching = new double[3][g.length];
            for (int j = 0; j < g.length; j++) {
                double away = ofStrayed[j] - g[j];
                reconstructionLoss[down.index()] += away * away - 2 * epsilon[j] * (ofAnswer[j] - g[j]);
                teaching[0][j] = 2 * epsilon[j] * decoderSlope(ofAnswer[j]);
                teaching[1][j] = -2 * away * decoderSlope(ofStrayed[j]);
                teaching[2][j] = (2 * away - 2 * epsilon[j]) * decoderSlope(g[j]);
            }
            accumulate(down, answer, teaching[0]);
            accumulate(down, strayed, teaching[1]);
            accumulate(down, own, teaching[2]);
        }
    }

    /** DRL: ‖ε − (g(ĥ′) − g(h′))‖²/σ², ĥ′ being S9 of what h + ε becomes at the top. */
    private void learnDifferences(float noise) {
        for (Population self : network.populations()) {
            Pathway down = learned(self);
            if (down == null) {
                continue;
            }
            double[] epsilon = normals(self, "corruption", noise);
            double[][] probe = s.clone();
            probe[self.index()] = plus(s(self), epsilon);
            List<Pathway> path = new ArrayList<>();
            for (Pathway next = down; next != null; next = learned(next.from())) {
                path.add(next);
                probe[next.from().index()] = respond(next.from().model(), potential(next.from(), probe));
            }
            double[] target = probe[path.get(path.size() - 1).from().index()];
            for (int i = path.size() - 1; i > 0; i--) {
                Population above = path.get(i).from();
                double[] g = decode(current(path.get(i), target, true));
                double[] g0 = decode(current(path.get(i), p[above.index()], true));
                target = p[path.get(i).to().index()].clone();
                for (int j = 0; j < target.length; j++) {
                    target[j] += g[j] - g0[j];
                }
            }
            double[] own = p[down.from().index()];
            double[] g = decode(current(down, target, true));
            double[] g0 = decode(current(down, own, true));
            double[][] teaching = new double[2][g.length];
            for (int j = 0; j < g.length; j++) {
                double missing = epsilon[j] - (g[j] - g0[j]);
                double variance = (double) noise * noise;
                reconstructionLoss[down.index()] += missing * missing / variance;
                teaching[0][j] = 2 * missing / variance * decoderSlope(g[j]);
                teaching[1][j] = -2 * missing / variance * decoderSlope(g0[j]);
            }
            measure(teaching[0]);
            accumulate(down, target, teaching[0]);
            accumulate(down, own, teaching[1]);
        }
    }

    /** The learned feedback pathway into a population, or null. */
    private Pathway learned(Population self) {
        return network.into(self, Direction.FEEDBACK).stream()
                .filter(down -> !down.isTied())
                .findFirst()
                .orElse(null);
    }

    private double[] s(Population self) {
        return s[self.index()];
    }

    private double[] normals(Population self, String use, float scale) {
        float[] draws = new float[self.size()];
        stream(self, use).normals(presentation, cycle, draws, draws.length);
        double[] out = new double[draws.length];
        for (int j = 0; j < out.length; j++) {
            out[j] = (double) scale * draws[j];
        }
        return out;
    }

    private static double[] plus(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int j = 0; j < sum.length; j++) {
            sum[j] += b[j];
        }
        return sum;
    }

    /** S12. */
    private void learnInverse(float noise) {
        double[][] probe = s.clone();
        double[][] corrupted = new double[s.length][];
        for (Pathway down : network.pathways()) {
            if (down.direction() == Direction.FEEDBACK && !down.isTied()) {
                Population self = down.to();
                float[] epsilon = new float[self.size()];
                stream(self, "corruption").normals(presentation, cycle, epsilon, epsilon.length);
                float[] variate = uniforms(self, "probes");
                corrupted[self.index()] = new double[self.size()];
                probe[self.index()] = new double[self.size()];
                for (int j = 0; j < self.size(); j++) {
                    double h = p[self.index()][j] + (double) noise * epsilon[j];
                    corrupted[self.index()][j] = h;
                    probe[self.index()][j] =
                            self.model() == StandardModel.STOCHASTIC_BINARY ? spike(variate[j], h) : sent(self, h);
                }
            }
        }
        for (Pathway down : network.pathways()) {
            if (down.direction() == Direction.FEEDBACK && !down.isTied()) {
                Population above = down.from();
                double[] q = respond(above.model(), potential(above, probe));
                if (rule.targets.message() != Message.PROBABILITY) {
                    q = outputOrHiddenSpikes(above, uniforms(above, "answers"), q);
                }
                q = sent(above, q);
                double[] g = decode(current(down, q, true));
                double[] teaching = new double[g.length];
                for (int j = 0; j < g.length; j++) {
                    double difference = corrupted[down.to().index()][j] - g[j];
                    reconstructionLoss[down.index()] += difference * difference;
                    teaching[j] = 2 * difference * decoderSlope(g[j]);
                }
                accumulate(down, q, teaching);
            }
        }
    }

    /** S1, S2. */
    private void climb(long presentation, int cycle, int label, float[] input) {
        this.presentation = presentation;
        this.cycle = cycle;
        this.label = label;
        for (Population self : network.populations()) {
            int i = self.index();
            if (self.isSource()) {
                s[i] = new double[self.size()];
                for (int k = 0; k < self.size(); k++) {
                    s[i][k] = input[k];
                }
                continue;
            }
            p[i] = respond(self.model(), potential(self, s));
            r[i] = uniforms(self, "spikes");
            if (!self.equals(network.output())) {
                s[i] = self.model() == StandardModel.STOCHASTIC_BINARY
                        ? independentSpikes(r[i], p[i])
                        : sent(self, p[i]);
            }
        }
    }

    private void teachOutput(double[] y) {
        Population output = network.output();
        double[] answer = answer();
        double[] slope = new double[y.length];
        loss += output.model() == StandardModel.SOFTMAX ? -StrictMath.log(answer[label]) : 0;
        for (int j = 0; j < y.length; j++) {
            double e = answer[j] - y[j];
            loss += output.model() == StandardModel.SOFTMAX ? 0 : e * e;
            slope[j] = switch ((StandardModel) output.model()) {
                case SOFTMAX -> e;
                case LINEAR -> 2 * e;
                default -> 2 * e * answer[j] * (1 - answer[j]);
            };
        }
        setDescent(output, slope);
    }

    /** S5; S6 for softmax. */
    private double[] outputTarget(double[] y) {
        if (rule.backpropagation || network.output().model() == StandardModel.SOFTMAX) {
            return y;
        }
        double[] h = new double[y.length];
        for (int j = 0; j < y.length; j++) {
            h[j] = answer()[j] - rule.targets.step() * 2 * (answer()[j] - y[j]);
        }
        return h;
    }

    private void descend(Population self, Pathway down, double[] y) {
        int i = self.index();
        int n = self.size();
        double[] slope = new double[n];
        if (down.isTied()) {
            double[] error = current(down, descent[down.from().index()], false);
            if (rule.backpropagation) {
                for (int j = 0; j < n; j++) {
                    slope[j] = error[j] * derivative(self.model(), p[i][j]); // S14, straight-through
                }
                setDescent(self, slope);
                return;
            }
            target[i] = new double[n];
            for (int j = 0; j < n; j++) {
                target[i][j] = p[i][j] - rule.targets.step() * error[j]; // S6
            }
            if (isSurprise()) {
                double[] t = new double[n];
                for (int j = 0; j < n; j++) {
                    t[j] = -rule.targets.step() * error[j];
                }
                nudge(self, t);
            }
        } else {
            target[i] = decodedTarget(self, down, y); // S8, S9, S32
        }
        for (int j = 0; j < n; j++) {
            double difference = target[i][j] - p[i][j];
            slope[j] = rule.targets.loss() == LocalLoss.SQUARED
                    ? -2 * difference * derivative(self.model(), p[i][j]) // S10
                    : -difference; // S11
        }
        setDescent(self, slope);
    }

    private double[] decodedTarget(Population self, Pathway down, double[] y) {
        Population above = down.from();
        int a = above.index();
        boolean softmax = above.model() == StandardModel.SOFTMAX;
        double[] own;
        double[] wanted;
        switch (rule.targets.message()) {
            case PROBABILITY -> {
                own = sent(above, p[a]);
                wanted = sent(above, target[a]);
            }
            case SPIKE -> {
                own = rule.targets.difference() ? outputOrHiddenSpikes(above, r[a], p[a]) : null;
                wanted = softmax ? y : independentSpikes(uniforms(above, "targets"), target[a]);
            }
            default -> {
                boolean nudged = nudgedUp[a] != null;
                own = nudged ? independentSpikes(r[a], nudgedDown[a]) : outputOrHiddenSpikes(above, r[a], p[a]);
                wanted = softmax ? y : independentSpikes(r[a], nudged ? nudgedUp[a] : target[a]);
                for (int k = 0; k < own.length; k++) {
                    differences[down.index()] += own[k] == wanted[k] ? 0 : 1;
                }
            }
        }
        if (isSurprise()) {
            double[] wantedCurrent = current(down, wanted, false);
            double[] ownCurrent = current(down, own, false);
            double[] t = new double[self.size()];
            for (int j = 0; j < t.length; j++) {
                t[j] = rule.targets.step() * (wantedCurrent[j] - ownCurrent[j]);
            }
            learnSurprise(self, down);
            nudge(self, t);
            return target[self.index()];
        }
        double[] g = decode(current(down, wanted, true));
        if (!rule.targets.difference()) {
            return g;
        }
        double[] g0 = decode(current(down, own, true));
        double[] h = new double[g.length];
        for (int j = 0; j < g.length; j++) {
            h[j] = p[self.index()][j] + g[j] - g0[j];
        }
        return h;
    }

    private boolean isSurprise() {
        return rule.targets.feedbackLoss() == FeedbackLoss.SURPRISE;
    }

    /** S32. */
    private void nudge(Population self, double[] t) {
        int i = self.index();
        double[] u = potential(self, s);
        double[] minus = u.clone();
        for (int j = 0; j < t.length; j++) {
            u[j] += t[j];
            minus[j] -= t[j];
        }
        nudgedUp[i] = respond(self.model(), u);
        nudgedDown[i] = respond(self.model(), minus);
        target[i] = new double[t.length];
        for (int j = 0; j < t.length; j++) {
            target[i][j] = p[i][j] + (nudgedUp[i][j] - nudgedDown[i][j]) / 2;
        }
    }

    /** S31. */
    private void learnSurprise(Population self, Pathway down) {
        Population above = down.from();
        double[] activity = rule.targets.message() == Message.PROBABILITY
                ? p[above.index()]
                : outputOrHiddenSpikes(above, r[above.index()], p[above.index()]);
        double[] surprise = s(self).clone();
        for (int j = 0; j < surprise.length; j++) {
            surprise[j] -= p[self.index()][j];
        }
        accumulate(down, activity, surprise);
    }

    /** Remembers ∂L/∂u, and adds what it teaches to all pathways from below. */
    private void setDescent(Population self, double[] slope) {
        descent[self.index()] = slope;
        measure(slope);
        measure(target[self.index()]);
        double[] teaching = new double[slope.length];
        for (int j = 0; j < slope.length; j++) {
            teaching[j] = -slope[j];
        }
        for (Pathway up : network.into(self, Direction.FEEDFORWARD)) {
            accumulate(up, s[up.from().index()], teaching);
        }
    }

    private void accumulate(Pathway pathway, double[] presynaptic, double[] teaching) {
        double[][] sum = ascent[pathway.index()];
        for (int k = 0; k < sum.length; k++) {
            for (int j = 0; j < teaching.length; j++) {
                sum[k][j] += (k == presynaptic.length ? 1 : presynaptic[k]) * teaching[j];
            }
        }
    }

    private double[] potential(Population self, double[][] activity) {
        double[] u = new double[self.size()];
        for (Pathway up : network.into(self, Direction.FEEDFORWARD)) {
            double[] part = current(up, activity[up.from().index()], true);
            for (int j = 0; j < u.length; j++) {
                u[j] += part[j];
            }
        }
        return u;
    }

    private double[] current(Pathway pathway, double[] x, boolean biased) {
        double[][] rows = w[pathway.index()];
        double[] sum = biased ? rows[x.length].clone() : new double[rows[0].length];
        for (int k = 0; k < x.length; k++) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += x[k] * rows[k][j];
            }
        }
        measure(sum);
        return sum;
    }

    private void measure(double[] values) {
        for (int j = 0; values != null && j < values.length; j++) {
            largest = Math.max(largest, Math.abs(values[j]));
        }
    }

    private static double[] respond(NeuronModel model, double[] u) {
        double[] out = new double[u.length];
        double sum = 0;
        for (int j = 0; j < u.length; j++) {
            out[j] = switch ((StandardModel) model) {
                case SOFTMAX -> StrictMath.exp(u[j]);
                case LINEAR -> u[j];
                case TANH, SIGN -> StrictMath.tanh(u[j]);
                case RELU -> Math.max(u[j], 0);
                default -> 1 / (1 + StrictMath.exp(-u[j]));
            };
            sum += out[j];
        }
        for (int j = 0; j < u.length && model == StandardModel.SOFTMAX; j++) {
            out[j] /= sum;
        }
        return out;
    }

    /** f′ as a function of f. */
    private static double derivative(NeuronModel model, double h) {
        return switch ((StandardModel) model) {
            case LINEAR -> 1;
            case TANH, SIGN -> 1 - h * h;
            case RELU -> h > 0 ? 1 : 0;
            default -> h * (1 - h);
        };
    }

    private double[] decode(double[] current) {
        double[] g = current.clone();
        for (int j = 0; j < g.length; j++) {
            g[j] = switch (rule.targets.decoder()) {
                case TANH -> StrictMath.tanh(g[j]);
                case SIGMOID -> 1 / (1 + StrictMath.exp(-g[j]));
                case LINEAR -> g[j];
            };
        }
        return g;
    }

    private double decoderSlope(double g) {
        return switch (rule.targets.decoder()) {
            case TANH -> 1 - g * g;
            case SIGMOID -> g * (1 - g);
            case LINEAR -> 1;
        };
    }

    private RandomStream stream(Population population, String use) {
        return new RandomStream(seed, purpose + "/" + population.name() + "/" + use);
    }

    private float[] uniforms(Population population, String use) {
        float[] out = new float[population.size()];
        stream(population, use).uniforms(presentation, cycle, out, out.length);
        return out;
    }

    /** What deterministic neurons send of a value: it, or its sign. */
    private static double[] sent(Population self, double[] values) {
        double[] out = values.clone();
        for (int j = 0; j < out.length; j++) {
            out[j] = sent(self, values[j]);
        }
        return out;
    }

    private static double sent(Population self, double value) {
        if (self.model() != StandardModel.SIGN) {
            return value;
        }
        assertTrue(Math.abs(value) > MARGIN, "a value is too near to 0 for its sign in float; choose another seed");
        return value >= 0 ? 1 : -1;
    }

    private static double spike(float variate, double probability) {
        assertTrue(
                Math.abs(variate - probability) > MARGIN,
                "a variate is too near to its probability to be compared in float; choose another seed");
        return variate < probability ? 1 : 0;
    }

    private static double[] independentSpikes(float[] variate, double[] probability) {
        double[] out = new double[probability.length];
        for (int j = 0; j < out.length; j++) {
            out[j] = spike(variate[j], probability[j]);
        }
        return out;
    }

    /** A softmax output has one spike, drawn by the first variate. */
    private static double[] outputOrHiddenSpikes(Population population, float[] variate, double[] probability) {
        if (population.model() != StandardModel.SOFTMAX) {
            return independentSpikes(variate, probability);
        }
        double sum = 0;
        int chosen = 0;
        for (int j = 0; j < probability.length - 1; j++) {
            sum += probability[j];
            chosen += spike(variate[0], sum) == 1 ? 0 : 1;
        }
        return oneHot(probability.length, chosen);
    }

    private static double[] oneHot(int n, int label) {
        double[] y = new double[n];
        y[label] = 1;
        return y;
    }
}
