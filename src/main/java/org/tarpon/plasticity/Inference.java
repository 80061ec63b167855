package org.tarpon.plasticity;

import java.util.Arrays;
import org.tarpon.network.Axon;
import org.tarpon.network.Direction;
import org.tarpon.network.LaneBlock;
import org.tarpon.network.Population;
import org.tarpon.network.PopulationLanes;
import org.tarpon.network.Signal;

/**
 * Iterative inference by encoding and decoding (S20, S21). A round: every hidden state h goes down and is decoded; the
 * population below answers with that reconstruction (the probe) and with its own state, each encoded on the way up; then
 * h += δ [f(state below) − f(reconstruction below)] + α [g(state above) − h] +
 * λ [f(state below) − h], cut off where the population's activity ends. The leak λ is not in the paper (there, 0): without it
 * h adds up for ever what g cannot reconstruct, and drifts. The source answers with its picture, whose
 * missing pixels are always those last reconstructed; the label population answers with ŷ, which both f at the top take
 * as the missing label (S21).
 *
 * <p>A population waits for its neighbours' volleys of the round and for nothing else: no clock counts the rounds.
 */
public final class Inference {
    private static final int STATE = 1;
    private static final int PROBE = 2;
    private static final int ABOVE = 4;
    private static final int ALL = STATE | PROBE | ABOVE;

    private final AutoEncoder rule;
    private final AutoEncoder.Settings settings;
    private final LaneBlock block;
    private final Population source;
    private final float[][][] state;
    private final int[] rounds;
    private final int[] arrived;
    private final boolean[][] missing;
    private final float[] first;
    private final float[] second;
    private int steps;
    private float pull;

    Inference(AutoEncoder rule, LaneBlock block, AutoEncoder.Settings settings, float[][][] state) {
        this.rule = rule;
        this.settings = settings;
        this.block = block;
        this.state = state;
        this.source = block.network().source();
        int populations = block.network().populations().size();
        this.rounds = new int[populations];
        this.arrived = new int[populations];
        this.missing = new boolean[block.presentations().capacity()][source.size()];
        int widest = block.network().populations().stream()
                .mapToInt(Population::size)
                .max()
                .orElseThrow();
        this.first = new float[widest];
        this.second = new float[widest];
        use(settings.steps(), settings.pull());
    }

    /**
     * Says how the next presentations are inferred.
     *
     * @param steps rounds, at least 1
     * @param pull α
     */
    public void use(int steps, float pull) {
        this.steps = steps;
        this.pull = pull;
    }

    /** What a lane's source shows, [inputs] from 0 to 1: to be set before, and with missing pixels filled in after. */
    public float[] picture(int lane) {
        return block.lanes(source).mean(lane);
    }

    /** Which pixels of a lane's picture are missing; to be set before. */
    public boolean[] missing(int lane) {
        return missing[lane];
    }

    /** The state of a population: of the source, the last reconstruction; of a hidden one, what was inferred. */
    public float[] state(Population population, int lane) {
        return state[population.index()][lane];
    }

    // Inference

    void begin(PopulationLanes self, Axon axon) {
        Arrays.fill(rounds, 0);
        Arrays.fill(arrived, 0);
        for (int lane = 0; lane < self.presentations().active(); lane++) {
            rule.emit(self, Signal.ACTIVITY, lane, picture(lane));
        }
        rule.send(self, Direction.FEEDFORWARD, Signal.ACTIVITY, axon);
    }

    void complete(PopulationLanes self, Direction from, Signal signal, Axon axon) {
        int index = self.population().index();
        if (self.population().isSource()) {
            showReconstruction(self, axon);
        } else if (self.isOutput()) {
            answer(self, axon);
        } else if (rounds[index] == 0) {
            start(self, axon);
        } else {
            arrived[index] |= from == Direction.FEEDBACK ? ABOVE : signal == Signal.PROBE ? PROBE : STATE;
            if (arrived[index] == ALL) {
                arrived[index] = 0;
                step(self, axon);
            }
        }
    }

    private void start(PopulationLanes self, Axon axon) {
        int index = self.population().index();
        for (int lane = 0; lane < self.presentations().active(); lane++) {
            self.population()
                    .model()
                    .respond(self.basal(Signal.ACTIVITY).current(lane), state[index][lane], self.size());
        }
        rounds[index] = 1;
        sendState(self, Direction.FEEDFORWARD, Signal.ACTIVITY, axon);
        sendState(self, Direction.FEEDBACK, Signal.RECONSTRUCTION, axon);
    }

    private void step(PopulationLanes self, Axon axon) {
        int index = self.population().index();
        int n = self.size();
        boolean top = rule.isTop(self);
        float rate = settings.rate();
        for (int lane = 0; lane < self.presentations().active(); lane++) {
            float[] h = state[index][lane];
            float[] below = self.basal(Signal.ACTIVITY).current(lane);
            float[] probe = self.basal(Signal.PROBE).current(lane);
            float[] above = self.apical(Signal.RECONSTRUCTION).current(lane);
            if (top) {
                rule.respond(self, below, above, first);
                rule.respond(self, probe, above, second);
            } else {
                self.population().model().respond(below, first, n);
                self.population().model().respond(probe, second, n);
            }
            for (int j = 0; j < n; j++) {
                second[j] = rate * (first[j] - second[j]) + settings.leak() * (first[j] - h[j]);
            }
            if (!top) {
                rule.decoder(self.population()).decode(above, first, n);
                rule.emit(self, Signal.PROBE, lane, first);
                for (int j = 0; j < n; j++) {
                    second[j] += pull * (first[j] - h[j]);
                }
            }
            for (int j = 0; j < n; j++) {
                h[j] += second[j];
            }
            AutoEncoder.limit(self.population(), h);
        }
        boolean last = rounds[index] == steps;
        rounds[index]++;
        if (!top) {
            rule.send(self, Direction.FEEDFORWARD, Signal.PROBE, axon);
        }
        sendState(self, Direction.FEEDFORWARD, Signal.ACTIVITY, axon);
        // The last state is decoded once more where the picture is read.
        if (!last || self.outgoing(Direction.FEEDBACK).get(0).to().isSource()) {
            sendState(self, Direction.FEEDBACK, Signal.RECONSTRUCTION, axon);
        }
    }

    private void sendState(PopulationLanes self, Direction direction, Signal signal, Axon axon) {
        rule.emitState(self, signal);
        rule.send(self, direction, signal, axon);
    }

    private void showReconstruction(PopulationLanes self, Axon axon) {
        int index = source.index();
        decode(self);
        for (int lane = 0; lane < self.presentations().active(); lane++) {
            float[] picture = picture(lane);
            float[] reconstruction = state[index][lane];
            for (int j = 0; j < picture.length; j++) {
                picture[j] = missing[lane][j] ? reconstruction[j] : picture[j];
            }
            rule.emit(self, Signal.ACTIVITY, lane, picture);
        }
        if (rounds[index]++ < steps) {
            sendState(self, Direction.FEEDFORWARD, Signal.PROBE, axon);
            rule.send(self, Direction.FEEDFORWARD, Signal.ACTIVITY, axon);
        }
    }

    private void answer(PopulationLanes output, Axon axon) {
        int index = output.population().index();
        rule.respond(output);
        if (rounds[index]++ < steps) {
            for (int lane = 0; lane < output.presentations().active(); lane++) {
                rule.emit(output, Signal.RECONSTRUCTION, lane, output.mean(lane));
            }
            rule.send(output, Direction.FEEDBACK, Signal.RECONSTRUCTION, axon);
        } else {
            rule.answer(output);
        }
    }

    // Generation

    /** Sends the state that was set down to be decoded. */
    void descend(PopulationLanes self, Axon axon) {
        sendState(self, Direction.FEEDBACK, Signal.RECONSTRUCTION, axon);
    }

    void generated(PopulationLanes self, Axon axon) {
        decode(self);
        if (self.population().isSource()) {
            for (int lane = 0; lane < self.presentations().active(); lane++) {
                System.arraycopy(state[source.index()][lane], 0, picture(lane), 0, self.size());
            }
        } else {
            descend(self, axon);
        }
    }

    private void decode(PopulationLanes self) {
        Decoder decoder = rule.decoder(self.population());
        for (int lane = 0; lane < self.presentations().active(); lane++) {
            decoder.decode(
                    self.apical(Signal.RECONSTRUCTION).current(lane),
                    state[self.population().index()][lane],
                    self.size());
        }
    }
}
