package org.tarpon.phasefree;

import java.util.ArrayList;
import java.util.List;
import org.tarpon.engine.Traffic;
import org.tarpon.engine.Workers;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.state.Archive;

/**
 * Lanes that learn together: copies of one network, each with its own images and its own random times, which share their
 * weights. Lanes are dealt into blocks by their number alone; what a block's lanes have gathered is applied after every
 * window of about 2 τ of simulated time, in the order of blocks. So the number of threads changes no bit.
 */
public final class LearningSimulator {
    private static final int BLOCKS = 8;

    private final Settings settings;
    private final Chain chain;
    private final Workers workers;
    private final Lane[] lanes;
    private final Lane[] answering;
    private final int blocks;
    private final long[] windows;
    private final long[] oneSided;
    private final List<Piece> pieces = new ArrayList<>();
    private final Workers.Work simulate = this::simulate;
    private final Workers.Work apply = this::apply;
    private final Workers.Work answer = this::answer;

    private int active;
    private long time;
    private long end;
    private double annealed;
    private byte[][] images;
    private int[] answers;

    private record Piece(PlasticRows rows, int number) {}

    /**
     * @param network a chain of populations, with weights; see {@link Chain}
     * @param rates learning rate of each pathway by index, 0 or more
     * @param lanes at least 1
     * @throws IllegalArgumentException if the network is no chain
     */
    public LearningSimulator(Network network, Settings settings, double[] rates, int lanes, Workers workers) {
        this.settings = settings;
        this.workers = workers;
        this.blocks = Math.min(BLOCKS, lanes);
        this.chain = new Chain(network, rates, settings, blocks);
        this.lanes = new Lane[lanes];
        for (int i = 0; i < lanes; i++) {
            this.lanes[i] = new Lane(chain, settings, i, blockOf(i), true);
        }
        this.answering = new Lane[BLOCKS];
        for (int i = 0; i < BLOCKS; i++) {
            answering[i] = new Lane(chain, settings, i, 0, false);
        }
        this.windows = new long[blocks];
        this.oneSided = new long[blocks];
        for (PlasticRows rows : chain.plastic()) {
            for (int i = 0; i < rows.pieces(); i++) {
                pieces.add(new Piece(rows, i));
            }
        }
    }

    private int blockOf(int lane) {
        int block = 0;
        while (end(block) <= lane) {
            block++;
        }
        return block;
    }

    private int end(int block) {
        return (int) ((long) (block + 1) * lanes.length / blocks);
    }

    /** Pathways that learn or may, upwards and then downwards. */
    public List<PlasticRows> plastic() {
        return chain.plastic();
    }

    /** Tells a listener of every message that arrives in a lane that learns. */
    public void listen(int lane, MessageListener listener) {
        lanes[lane].listen(listener);
    }

    /** Lets all lanes begin anew at time 0; the epoch addresses their draws. */
    public void begin(int epoch) {
        time = 0;
        for (Lane lane : lanes) {
            lane.reset("learning/" + epoch);
        }
        chain.plastic().forEach(PlasticRows::clear);
    }

    /** Sets the weights of the pathway from the label to the output: each class for its own neurons and against the others. */
    public static void fillTeaching(Pathway teaching) {
        float[][] rows = teaching.synapses().rows();
        int classes = teaching.from().size();
        int neurons = teaching.to().size();
        for (int k = 0; k < classes; k++) {
            for (int i = 0; i < neurons; i++) {
                rows[k][i] = i / (neurons / classes) == k ? 1 : -1;
            }
        }
    }

    /**
     * Lists all that learning goes on from between two presentations. Before it is read, the epoch must have been begun.
     */
    public void state(Archive archive) {
        time = archive.number("time", time);
        archive.array("windows", windows);
        archive.array("one-sided windows", oneSided);
        for (int i = 0; i < lanes.length; i++) {
            lanes[i].state(archive.part("lane " + i));
        }
    }

    /**
     * Shows one image in each of the first lanes, with its label, and learns.
     *
     * @param images [lanes or more], of pixels
     * @param labels of the images
     * @param answers receives what each lane answered before the label came
     * @param count lanes that have an image; the others stand still
     * @param annealed factor on all learning rates, 0 to 1
     */
    public void present(byte[][] images, int[] labels, int[] answers, int count, double annealed) {
        active = count;
        this.annealed = annealed;
        for (int i = 0; i < count; i++) {
            long onset = time + settings.labelOnset();
            lanes[i].show(images[i], time + settings.labelOnset() / 2, onset);
            lanes[i].announce(labels[i], onset, time + settings.labelOffset());
        }
        int parts = settings.windows();
        for (int part = 1; part <= parts; part++) {
            end = time + settings.presentation() * part / parts;
            workers.run(blocks, simulate);
            for (int i = 0; i < chain.up.size(); i++) {
                chain.up.get(i).updateMean(count);
            }
            for (int i = 0; i < chain.down.size(); i++) {
                chain.down.get(i).updateMean(count);
            }
            workers.run(pieces.size(), apply);
        }
        time += settings.presentation();
        for (int i = 0; i < count; i++) {
            answers[i] = lanes[i].answer();
        }
    }

    private void simulate(int block) {
        long up = 0;
        long down = 0;
        for (int i = block == 0 ? 0 : end(block - 1); i < Math.min(active, end(block)); i++) {
            up -= lanes[i].messages(false);
            down -= lanes[i].messages(true);
            lanes[i].runUntil(end);
            lanes[i].addTraces();
            up += lanes[i].messages(false);
            down += lanes[i].messages(true);
        }
        windows[block]++;
        oneSided[block] += (up == 0) != (down == 0) ? 1 : 0;
    }

    private void apply(int number) {
        Piece piece = pieces.get(number);
        double updates = active * windowNanos() / settings.tau();
        piece.rows.apply(piece.number, annealed, updates);
    }

    /** Readies the lanes that answer; the name addresses their draws. */
    public void beginAnswers(String name) {
        for (Lane lane : answering) {
            lane.reset(name);
        }
    }

    /** How many lanes answer side by side. */
    public int answeringLanes() {
        return answering.length;
    }

    /**
     * Lets lanes answer without learning: lane n shows images n, n + lanes, … one after the other.
     *
     * @param images of pixels
     * @param answers receives the class that each is taken for
     * @param count images
     */
    public void answer(byte[][] images, int[] answers, int count) {
        this.images = images;
        this.answers = answers;
        this.active = count;
        workers.run(answering.length, answer);
    }

    private void answer(int number) {
        Lane lane = answering[number];
        for (int i = number; i < active; i += answering.length) {
            long start = lane.now();
            lane.show(images[i], start + settings.answerFrom(), start + settings.answerTime());
            int parts = (int) Math.max(1, settings.answerTime() / (2 * settings.tau()));
            for (int part = 1; part <= parts; part++) {
                lane.runUntil(start + settings.answerTime() * part / parts);
            }
            answers[i] = lane.answer();
        }
    }

    /**
     * Shows one image with its label to a lane that is there for nothing else, from silence. Weights stay what they are, but
     * what the lane would have learned is left behind: nothing may be learned after this.
     *
     * @param listener is told of every message that arrives
     */
    public void show(byte[] image, int label, MessageListener listener) {
        Lane lane = new Lane(chain, settings, 0, 0, true);
        lane.reset("recording");
        lane.listen(listener);
        lane.show(image, 0, settings.labelOnset());
        lane.announce(label, settings.labelOnset(), settings.labelOffset());
        lane.runUntil(settings.presentation());
    }

    /** Writes the biases to where the network keeps them. */
    public void export() {
        chain.plastic().forEach(PlasticRows::export);
    }

    /** Adds the messages that have arrived since the last call, in all lanes. */
    public void count(Traffic traffic) {
        for (Lane lane : lanes) {
            lane.count(traffic);
        }
        for (Lane lane : answering) {
            lane.count(traffic);
        }
    }

    /** Fingerprints of all messages since the last call, a number for each lane. */
    public long[] takePrints() {
        long[] prints = new long[lanes.length + answering.length];
        for (int i = 0; i < prints.length; i++) {
            prints[i] = (i < lanes.length ? lanes[i] : answering[i - lanes.length]).takePrint();
        }
        return prints;
    }

    /** Time after which weights change, in nanoseconds. */
    public double windowNanos() {
        return (double) settings.presentation() / settings.windows();
    }

    /** Windows of blocks since the last call: in how many activity went one way only, and how many there were. */
    public long[] takeDirections() {
        long one = 0;
        long all = 0;
        for (int i = 0; i < blocks; i++) {
            one += oneSided[i];
            all += windows[i];
            oneSided[i] = 0;
            windows[i] = 0;
        }
        return new long[] {one, all};
    }

    /**
     * Updates of a population while learning, since the last call.
     *
     * @param index from 0 for the population after the source
     * @return how many, how many of them to 1, and how many with a difference spike
     */
    public long[] takeUpdates(int index) {
        long[] sums = new long[3];
        for (Lane lane : lanes) {
            Layer layer = lane.layer(index);
            sums[0] += layer.updates;
            sums[1] += layer.updatesUp;
            sums[2] += layer.differing;
            layer.updates = 0;
            layer.updatesUp = 0;
            layer.differing = 0;
        }
        return sums;
    }
}
