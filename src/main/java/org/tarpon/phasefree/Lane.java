package org.tarpon.phasefree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tarpon.engine.Traffic;
import org.tarpon.engine.UpdateClock;
import org.tarpon.math.Exponentials;
import org.tarpon.math.Functions;
import org.tarpon.network.Form;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.network.Signal;
import org.tarpon.phasefree.Outgoing.Channel;
import org.tarpon.random.RandomStream;
import org.tarpon.state.Archive;

/**
 * One copy of the network, simulated event by event in continuous time. Events are arrivals, updates of source neurons,
 * spikes of label neurons and updates of all other neurons, whose superposition is one Poisson process. At one instant
 * they come in this order; arrivals in the order of channels, and on a channel in that of sending.
 *
 * <p>At an update, neuron i of a hidden population draws its state s and its target ŝ from one variate r,
 *
 * <pre>p = σ(I_i + b_i)    ĥ = p + κ (σ(I_i + b_i + B_i) − p)    s = [r &lt; p]    ŝ = [r &lt; ĥ]</pre>
 *
 * where B is what differences from above amount to. The target of an output neuron is what the label's spikes say while
 * there are any, and else p. What d = ŝ − s and the filtered surprise q = s − p teach is gathered for {@link
 * PlasticRows}: ΔW_ij ∝ d x̄_j (S11), ΔV_ik ∝ q_i x̄_k.
 */
final class Lane {
    private static final long NEVER = Long.MAX_VALUE;
    private static final float NOTHING = 0x1p-24f;

    private final Settings settings;
    private final int number;
    private final Chain chain;
    private final boolean learning;
    private final Layer[] layers;
    private final int[] layerOf; // by neuron of the lane
    private final Sources sources;
    private final Outgoing input = new Outgoing();
    private final Outgoing label = new Outgoing();
    private final List<Pathway> pathways = new ArrayList<>(); // of each channel
    private final Channel[] channels;
    private final Projection teaching;
    private final int[] votes; // of each class
    private final int group; // output neurons of a class

    private UpdateClock clock;
    private Channel arrival; // the next, or null
    private boolean stale; // whether another may have become the next
    private long now;
    private long origin; // t₀
    private double decay = 1; // exp(−(t − t₀)/τ_s) at the time when it was last needed
    private long decayTime;
    private float fade = 1; // exp(−(now − t₀)/τ_s)
    private float grow = 1;
    private int labelShown = -1;
    private int labelComing = -1;
    private long labelTime = NEVER;
    private long labelEnd;
    private long votesFrom;
    private long votesTo;
    private long print; // fingerprint of all messages
    private MessageListener listener; // null unless somebody wants to know

    /**
     * @param block whose changes it adds to; ignored unless learning
     * @param learning whether labels come and weights are learned; without, differences cannot arise and feedback, which
     *     reaches nothing but targets, is left out
     */
    Lane(Chain chain, Settings settings, int number, int block, boolean learning) {
        this.chain = chain;
        this.settings = settings;
        this.number = number;
        this.learning = learning;
        int count = chain.populations.size() - 1;
        layers = new Layer[count];
        layerOf = new int[chain.neurons()];
        int first = 0;
        for (int l = 0; l < count; l++) {
            Population population = chain.populations.get(l + 1);
            boolean hidden = l < count - 1;
            layers[l] = new Layer(population, first, hidden ? settings.targetSteps()[l] : 0);
            Arrays.fill(layerOf, first, first + population.size(), l);
            first += population.size();
        }
        Population source = chain.populations.get(0);
        sources = new Sources(number, source.size(), settings.sourceTau());
        votes = new int[chain.teaching.from().size()];
        group = chain.group();
        teaching = projection(chain.teaching, Projection.Effect.DRIVE);
        List<Channel> all = new ArrayList<>();
        for (int l = 0; l < count; l++) {
            PlasticRows rows = chain.up.get(l);
            layers[l].below = projection(rows.pathway(), Projection.Effect.FILTERED_DRIVE);
            layers[l].biases = rows.biases();
            layers[l].forward = learning && rows.learns() ? rows.changes(block) : null;
            Outgoing from = l == 0 ? input : layers[l - 1].states;
            all.add(channel(from, rows.pathway(), layers[l].below, false));
        }
        for (int l = 0; l < count - 1 && learning; l++) {
            PlasticRows rows = chain.down.get(l);
            layers[l].above = projection(rows.pathway(), Projection.Effect.DIFFERENCES);
            layers[l].feedback = rows.learns() ? rows.changes(block) : null;
            all.add(channel(layers[l + 1].states, rows.pathway(), layers[l].above, false));
            all.add(channel(layers[l + 1].differences, rows.pathway(), layers[l].above, true));
        }
        all.add(channel(label, chain.teaching, teaching, false));
        channels = all.toArray(Channel[]::new);
    }

    private static Projection projection(Pathway pathway, Projection.Effect effect) {
        return new Projection(
                pathway.synapses().rows(), pathway.from().size(), pathway.to().size(), effect);
    }

    private Channel channel(Outgoing from, Pathway pathway, Projection to, boolean differences) {
        pathways.add(pathway);
        return from.channel(to, differences, pathway.delayNanos());
    }

    /** Begins anew at time 0, all neurons silent. The same name draws the same numbers. */
    void reset(String name) {
        for (Layer layer : layers) {
            layer.reset();
        }
        input.reset();
        label.reset();
        teaching.reset();
        sources.reset(new RandomStream(settings.seed(), name + "/sources"));
        RandomStream draws = new RandomStream(settings.seed(), name + "/updates");
        clock = new UpdateClock(draws, number, 0, layerOf.length, 1e9 / settings.tau());
        now = 0;
        origin = 0;
        decay = 1;
        decayTime = 0;
        fade = 1;
        grow = 1;
        labelShown = -1;
        labelComing = -1;
        labelTime = NEVER;
    }

    /** Lists all that the lane goes on from between two images; it must have been reset with the same name. */
    void state(Archive archive) {
        for (int l = 0; l < layers.length; l++) {
            layers[l].state(archive.part("layer " + l));
        }
        input.state(archive.part("input"));
        label.state(archive.part("label"));
        teaching.state(archive.part("teaching"));
        sources.state(archive.part("sources"));
        now = archive.number("now", now);
        clock.state(archive.part("clock"), now);
        origin = archive.number("origin", origin);
        fade = (float) archive.real("fade", fade);
        grow = (float) archive.real("grow", grow);
        labelShown = (int) archive.number("label shown", labelShown);
        labelComing = (int) archive.number("label coming", labelComing);
        labelTime = archive.number("label time", labelTime);
        labelEnd = archive.number("label end", labelEnd);
        print = archive.number("print", print);
    }

    /** Shows an image from now on; spikes of the output from one time up to another are its votes. */
    void show(byte[] image, long votesFrom, long votesTo) {
        sources.show(image, now);
        this.votesFrom = votesFrom;
        this.votesTo = votesTo;
        Arrays.fill(votes, 0);
    }

    /** Announces the spikes of the label. */
    void announce(int label, long onset, long offset) {
        if (labelShown >= 0) {
            teach(); // the last label ends at the very moment at which this image comes
        }
        labelComing = label;
        labelTime = onset;
        labelEnd = offset;
    }

    void listen(MessageListener listener) {
        this.listener = listener;
    }

    /** The class with most votes, the first of several. */
    int answer() {
        int best = 0;
        for (int i = 1; i < votes.length; i++) {
            best = votes[i] > votes[best] ? i : best;
        }
        return best;
    }

    /** Simulates all events before a time. Weights may have changed since the last call. */
    void runUntil(long end) {
        rebase();
        stale = true;
        while (true) {
            if (stale) {
                findArrival();
            }
            long time = Math.min(Math.min(sources.time(), labelTime), clock.time());
            boolean arrives = arrival != null && arrival.time() <= time;
            time = arrives ? arrival.time() : time;
            if (time >= end) {
                break;
            }
            now = time;
            if (arrives) {
                arrive(arrival);
                stale = true;
            } else if (sources.time() == time) {
                sources.update(input);
                stale = true;
            } else if (labelTime == time) {
                teach();
                stale = true;
            } else {
                int neuron = clock.neuron();
                double uniform = clock.uniform();
                clock.advance();
                setFade();
                update(layers[layerOf[neuron]], neuron, uniform);
            }
        }
        now = end;
        setFade();
    }

    private void findArrival() {
        Channel next = null;
        long time = NEVER;
        for (Channel candidate : channels) {
            if (candidate.time() < time) {
                next = candidate;
                time = candidate.time();
            }
        }
        arrival = next;
        stale = false;
    }

    /** Updates follow so closely on each other that a few terms of the series are exact to 2e-13. */
    private void setFade() {
        double passed = (double) (now - decayTime) / settings.filter();
        decay *= passed < 1.0 / 128
                ? 1 - passed * (1 - passed * (1.0 / 2 - passed * (1.0 / 6 - passed * (1.0 / 24))))
                : Exponentials.exp(-passed);
        decayTime = now;
        fade = (float) decay;
        grow = (float) (1 / decay);
    }

    private void rebase() {
        for (Layer layer : layers) {
            layer.rebase(fade);
        }
        input.trim();
        label.trim();
        origin = now;
        decay = 1;
        decayTime = now;
        fade = 1;
        grow = 1;
    }

    private void arrive(Channel channel) {
        int neuron = channel.neuron();
        int sign = channel.sign();
        Projection projection = channel.projection;
        if (channel.differences) {
            setFade();
            // A difference spike counts for as much as a state that lasts τ.
            projection.differ(neuron, sign * grow * ((float) settings.tau() / settings.filter()));
        } else {
            if (projection.filtered()) {
                setFade();
            }
            projection.change(neuron, sign, grow);
        }
        // An odd factor and a rotation make the fingerprint depend on the order of messages.
        print = Long.rotateLeft(print ^ now << 16 ^ neuron << 1 ^ sign >>> 31, 29) * 0x9E3779B97F4A7C15L;
        if (listener != null) {
            listener.arrived(now, pathwayOf(channel), channel.differences, neuron, sign);
        }
        channel.advance();
    }

    private Pathway pathwayOf(Channel channel) {
        int c = 0;
        while (channels[c] != channel) {
            c++;
        }
        return pathways.get(c);
    }

    private void teach() {
        if (labelShown < 0) {
            labelShown = labelComing;
            label.send(now, labelShown, 1);
            labelTime = labelEnd;
        } else {
            label.send(now, labelShown, -1);
            labelShown = -1;
            labelTime = NEVER;
        }
    }

    private void update(Layer layer, int index, double uniform) {
        int i = index - layer.first;
        boolean was = layer.up[i];
        float drive = layer.below.input(i, fade) + layer.biases[i];
        float p = Functions.sigmoid(drive);
        boolean next = uniform < p;
        layer.updates++;
        layer.updatesUp += next ? 1 : 0;
        if (learning) {
            float target = layer.above == null ? taught(i, p) : pulled(layer, i, drive, p);
            int difference = (uniform < target ? 1 : 0) - (next ? 1 : 0);
            if (difference != 0) {
                differ(layer, i, difference);
            }
            surprise(layer, i, (next ? 1 : 0) - p);
        }
        if (next != was) {
            layer.up[i] = next;
            layer.states.send(now, i, next ? 1 : -1);
            stale = true;
        }
        if (next && now >= votesFrom && now < votesTo && layer == layers[layers.length - 1]) {
            votes[i / group]++;
        }
    }

    /** What the label's spikes say of an output neuron: that of its class excites it, the others inhibit it. */
    private float taught(int i, float p) {
        float drive = teaching.input(i, 0);
        return drive > 0 ? 1 : drive < 0 ? 0 : p;
    }

    /** What differences from above make of p. */
    private float pulled(Layer layer, int i, float drive, float p) {
        float difference = layer.above.difference(i, fade);
        // What is left of old differences when they are less than half a step of single precision at 1
        if (Math.abs(difference) < NOTHING) {
            return p;
        }
        return p + layer.targetStep * (Functions.sigmoid(drive + difference) - p);
    }

    /** The feedback weights learn from the surprise as it has been until now, which then tends to a new value. */
    private void surprise(Layer layer, int i, float surprise) {
        float filtered = layer.surprise[i] - layer.surpriseRest[i] * fade;
        PlasticRows.Changes changes = layer.feedback;
        if (changes != null) {
            layer.above.correlate(changes.weights[i], filtered, fade);
            changes.sums[i] += filtered;
            changes.touched[i] = true;
        }
        layer.surprise[i] = surprise;
        layer.surpriseRest[i] = (surprise - filtered) * grow;
    }

    private void differ(Layer layer, int i, int difference) {
        layer.differing++;
        layer.differences.send(now, i, difference);
        stale = true;
        PlasticRows.Changes changes = layer.forward;
        if (changes != null) {
            layer.below.correlate(changes.weights[i], difference, fade);
            changes.sums[i] += difference;
            changes.biases[i] += difference;
            changes.touched[i] = true;
        }
    }

    /** Adds the traces that pathways see now, for their means. */
    void addTraces() {
        for (int l = 0; l < layers.length; l++) {
            if (layers[l].forward != null) {
                layers[l].below.addTraces(layers[l].forward.traces, fade);
            }
            if (layers[l].feedback != null) {
                layers[l].above.addTraces(layers[l].feedback.traces, fade);
            }
        }
    }

    long now() {
        return now;
    }

    Layer layer(int index) {
        return layers[index];
    }

    /** State changes that have arrived on feedforward pathways between neurons. */
    long messages(boolean feedback) {
        long sum = 0;
        int forward = layers.length;
        for (int i = feedback ? forward : 1; i < (feedback ? channels.length - 1 : forward); i++) {
            sum += channels[i].messages;
        }
        return sum;
    }

    /** Adds what has arrived since the last call. */
    void count(Traffic traffic) {
        for (int i = 0; i < channels.length; i++) {
            boolean differences = channels[i].differences;
            traffic.count(
                    pathways.get(i),
                    differences ? Signal.TARGET : Signal.ACTIVITY,
                    differences ? Form.DIFFERENCE_SPIKE : Form.SPIKE,
                    channels[i].messages);
            channels[i].messages = 0;
        }
    }

    /** The fingerprint of all messages since the last call: times, neurons, signs and their order. */
    long takePrint() {
        long taken = print;
        print = 0;
        return taken;
    }
}
