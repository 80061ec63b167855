package org.tarpon.plasticity;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tarpon.engine.Simulator;
import org.tarpon.engine.Traffic;
import org.tarpon.engine.VolleyListener;
import org.tarpon.network.Axon;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.LaneBlock;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.PopulationLanes;
import org.tarpon.network.Presentations;
import org.tarpon.network.Reaction;
import org.tarpon.network.Signal;
import org.tarpon.network.Volley;
import org.tarpon.network.Wiring;

/** A network on the event engine, in as many blocks as asked for, that learns from invented inputs in plain gradient steps. */
final class Bench {
    /** Activity of the source. */
    @FunctionalInterface
    interface Input {
        /** [neurons]; 0 and 1 where the source spikes. */
        float[] activity(long presentation, int cycle);
    }

    /** One sample to be shown. */
    record Shown(long presentation, int label) {}

    private static final long CYCLE = 1_000_000;

    final Network network;
    final Traffic traffic;
    final List<CreditAssignment> rules = new ArrayList<>();
    private final List<Simulator> simulators = new ArrayList<>();
    private final List<PlasticPathway> plastic = new ArrayList<>();
    private final int cycles;

    Bench(
            Network network,
            Wiring wiring,
            Function<LaneBlock, CreditAssignment> ruleFor,
            int[] lanes,
            int cycles,
            double rate,
            Input input,
            VolleyListener... listeners) {
        this(network, wiring, ruleFor, lanes, cycles, new Optimizer.Sgd(rate, 0, 1, 0), input, listeners);
    }

    Bench(
            Network network,
            Wiring wiring,
            Function<LaneBlock, CreditAssignment> ruleFor,
            int[] lanes,
            int cycles,
            Optimizer optimizer,
            Input input,
            VolleyListener... listeners) {
        this.network = network;
        this.traffic = new Traffic(network);
        this.cycles = cycles;
        for (int each : lanes) {
            LaneBlock block = new LaneBlock(network, each, wiring);
            CreditAssignment rule = ruleFor.apply(block);
            List<Reaction> reactions = network.populations().stream()
                    .map(p -> p.isSource() ? new Source(rule, input) : (Reaction) rule)
                    .toList();
            rules.add(rule);
            simulators.add(new Simulator(block, reactions, traffic, List.of(listeners)));
        }
        for (Pathway pathway : network.pathways()) {
            if (pathway.hasWeights()) {
                List<Trace> traces = rules.stream()
                        .map(rule -> rule.lessons().trace(pathway))
                        .toList();
                plastic.add(new PlasticPathway(pathway, optimizer, optimizer.rate(), traces));
            }
        }
    }

    /** Shows a mini-batch, one list of samples a block, and changes nothing. */
    void show(Mode mode, long seed, String purpose, List<List<Shown>> batch) {
        for (int i = 0; i < simulators.size(); i++) {
            Simulator simulator = simulators.get(i);
            CreditAssignment rule = rules.get(i);
            Presentations shown = simulator.block().presentations();
            rule.begin(mode, new Draws(seed, purpose, network));
            rule.clearScores();
            shown.clear();
            batch.get(i).forEach(sample -> shown.add(sample.presentation, 0, sample.label));
            for (int cycle = 0; cycle < cycles && shown.active() > 0; cycle++) {
                shown.setCycle(cycle);
                for (int round = 0; round < rule.rounds(); round++) {
                    rule.beginRound(round);
                    simulator.startAt(cycle * CYCLE);
                    simulator.wakeAt(network.source(), simulator.now(), 0);
                    simulator.runThrough((cycle + 1) * CYCLE);
                }
            }
        }
    }

    /** Lets the pathways of one direction learn from what was shown. */
    void update(Direction direction, int samples) {
        update(direction, samples, 0);
    }

    /** @param epoch from 0 */
    void update(Direction direction, int samples, int epoch) {
        for (PlasticPathway each : plastic) {
            if (each.pathway().direction() == direction) {
                each.beginUpdate();
                for (int piece = 0; piece < each.pieces(); piece++) {
                    each.update(piece, samples * cycles, epoch);
                }
            }
        }
        network.refreshMirrors();
    }

    private record Source(CreditAssignment rule, Input input) implements Reaction {
        @Override
        public void wake(PopulationLanes self, int neuron, Axon axon) {
            Presentations shown = self.presentations();
            Volley spikes = self.volley(Signal.ACTIVITY, Form.SPIKE);
            Volley volley = spikes == null ? self.volley(Signal.ACTIVITY, Form.GRADED) : spikes;
            for (int lane = 0; lane < shown.active(); lane++) {
                float[] activity = input.activity(shown.number(lane), shown.cycle());
                if (spikes == null) {
                    volley.grade(lane, activity, 1f);
                    continue;
                }
                int count = 0;
                for (int k = 0; k < activity.length; k++) {
                    if (activity[k] != 0f) {
                        volley.indices(lane)[count++] = k;
                    }
                }
                volley.setCount(lane, count);
            }
            rule.inputEncoded(self, axon);
        }

        @Override
        public void complete(PopulationLanes self, Direction from, Signal signal, Axon axon) {
            throw new AssertionError("nothing arrives at a source");
        }
    }
}
