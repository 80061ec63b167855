package org.tarpon.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tarpon.engine.Simulator;
import org.tarpon.engine.Traffic;
import org.tarpon.network.AllToAll;
import org.tarpon.network.Axon;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.LaneBlock;
import org.tarpon.network.Network;
import org.tarpon.network.NetworkSketch;
import org.tarpon.network.OneToOne;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.network.PopulationLanes;
import org.tarpon.network.Reaction;
import org.tarpon.network.Signal;
import org.tarpon.network.StandardModel;
import org.tarpon.network.Volley;
import org.tarpon.network.Wiring;

/** The audit judges what was sent and how weights are stored; here things are sent without any rule. */
class AuditTest {
    private static NetworkSketch sketch() {
        return new NetworkSketch()
                .population("a", 2, StandardModel.SOURCE)
                .population("b", 2, StandardModel.STOCHASTIC_BINARY)
                .population("c", 2, StandardModel.SOFTMAX)
                .feedforward("a", "b")
                .feedforward("b", "c");
    }

    /** The traffic of one full volley of a signal on the feedback pathway, after one of spikes on each pathway up. */
    private static Traffic traffic(Network network, Signal signal, Form form) {
        Wiring wiring = (pathway, each) -> {
            if (pathway.direction() == Direction.FEEDFORWARD) {
                return each == Signal.ACTIVITY ? Form.SPIKE : null;
            }
            return each == signal ? form : null;
        };
        LaneBlock block = new LaneBlock(network, 1, wiring);
        block.presentations().add(0, 0, 0);
        Traffic traffic = new Traffic(network);
        Reaction nothing = new Reaction() {
            @Override
            public void complete(PopulationLanes self, Direction from, Signal arrived, Axon axon) {}
        };
        Simulator simulator = new Simulator(
                block, network.populations().stream().map(population -> nothing).toList(), traffic, List.of());
        for (Pathway pathway : network.pathways()) {
            boolean up = pathway.direction() == Direction.FEEDFORWARD;
            Volley volley = block.outgoing(pathway, up ? Signal.ACTIVITY : signal);
            volley.indices(0)[1] = 1;
            volley.setCount(0, 2);
            if (volley.values(0) != null) {
                Arrays.fill(volley.values(0), 1f);
            }
            simulator.send(pathway, up ? Signal.ACTIVITY : signal);
        }
        return traffic;
    }

    private static String answered(List<Audit.Finding> findings) {
        StringBuilder numbers = new StringBuilder();
        for (Audit.Finding finding : findings) {
            numbers.append(finding.answered() ? finding.number() : "-");
        }
        return numbers.toString();
    }

    @Test
    void errorsThroughTiedWeights_answerNothing() {
        Network network = sketch().tied("c", "b").build(1, 1);
        List<Audit.Finding> findings =
                Audit.of(network, traffic(network, Signal.ERROR, Form.GRADED), counts(network, false, 8, 2, 1));
        assertEquals("------", answered(findings));
        assertTrue(findings.get(0).evidence().contains("c-b"));
        assertEquals("8 evaluations of a derivative", findings.get(1).evidence());
        assertTrue(findings.get(2).evidence().contains("c-b shares the storage"));
        assertEquals("4 spikes; real numbers: 2 on c-b", findings.get(3).evidence());
        assertEquals("2.00 global barriers a presentation", findings.get(4).evidence());
        assertTrue(findings.get(5).evidence().contains("as a gradient on c-b"));
    }

    @Test
    void spikesThroughLearnedWeights_answerTheFirstFour() {
        Network network = sketch().feedback("c", "b").build(1, 1);
        List<Audit.Finding> findings = Audit.of(
                network, traffic(network, Signal.TARGET, Form.DIFFERENCE_SPIKE), counts(network, false, 0, 2, 1));
        assertEquals("1234--", answered(findings));
        assertTrue(findings.get(2).evidence().startsWith("angle of c-b to its feedforward pathway"));
        assertEquals("6 spikes, no real number", findings.get(3).evidence());
        assertTrue(findings.get(5).evidence().contains("as spikes on c-b"));
    }

    @Test
    void realTargets_andLinearDecoders_areSeen() {
        Network network = sketch().feedback("c", "b").build(1, 1);
        Traffic traffic = traffic(network, Signal.TARGET, Form.GRADED);
        assertEquals("123---", answered(Audit.of(network, traffic, counts(network, false, 0, 1, 1))));
        List<Audit.Finding> linear = Audit.of(network, traffic, counts(network, true, 0, 0, 1));
        assertEquals("-23-5-", answered(linear));
        assertTrue(linear.get(5).evidence().contains("as a target rate on c-b"));
    }

    @Test
    void signs_areBinary_andCountedByThemselves() {
        Network network = sketch().feedback("c", "b").build(1, 1);
        Audit.Finding finding = Audit.of(
                        network, traffic(network, Signal.TARGET, Form.SIGN), counts(network, false, 0, 2, 1))
                .get(3);
        assertTrue(finding.answered());
        assertEquals("4 spikes, 2 signs, no real number", finding.evidence());
    }

    @Test
    void equalInitialValues_areSharingToo() {
        Network network = sketch().feedback("c", "b").build(1, 1);
        float[][] up = network.pathways().get(1).synapses().rows();
        float[][] down = network.pathways().get(2).synapses().rows();
        for (int j = 0; j < 2; j++) {
            for (int k = 0; k < 2; k++) {
                down[j][k] = up[k][j];
            }
        }
        List<Audit.Finding> findings = Audit.of(
                network, traffic(network, Signal.TARGET, Form.DIFFERENCE_SPIKE), counts(network, false, 0, 2, 1));
        assertEquals("12-4--", answered(findings));
        assertTrue(findings.get(2).evidence().endsWith("so the initial values are shared"));
    }

    @Test
    void connectionsWithoutWeights_shareNone() {
        Network network = new NetworkSketch()
                .population("a", 2, StandardModel.SOURCE)
                .population("b", 2, StandardModel.STOCHASTIC_BINARY)
                .population("c", 2, StandardModel.SOFTMAX)
                .feedforward("a", "b")
                .feedforward("b", "c", OneToOne.of(2))
                .tied("c", "b")
                .build(1, 1);
        Audit.Finding symmetry = Audit.of(
                        network, traffic(network, Signal.ERROR, Form.GRADED), counts(network, false, 0, 2, 1))
                .get(2);
        assertTrue(symmetry.answered());
        assertEquals("c-b has no weights", symmetry.evidence());
    }

    /** A second source beside the input, whose spikes teach the output; labels read otherwise, and graded labels, fail. */
    @Test
    void spikesOfALabelPopulation_answerTheSixth() {
        Network network = sketch().feedback("c", "b").build(1, 1);
        List<Population> populations = new ArrayList<>(network.populations());
        Population label = new Population(3, "label", 2, StandardModel.SOURCE);
        populations.add(label);
        List<Pathway> pathways = new ArrayList<>(network.pathways());
        pathways.add(
                new Pathway(3, Direction.FEEDBACK, label, network.output(), NetworkSketch.DELAY, AllToAll.own(2, 2)));
        Network labelled = new Network(populations, pathways);
        assertEquals("1234-6", sixth(labelled, Form.SPIKE, 0));
        assertEquals("1234--", sixth(labelled, Form.SPIKE, 1));
        assertEquals("123---", sixth(labelled, Form.GRADED, 0));
        assertEquals("1234--", sixth(network, Form.SPIKE, 0));
    }

    private static String sixth(Network network, Form form, long labelsRead) {
        Audit.Counts counts = new Audit.Counts(false, 0, labelsRead, 2, 1, Angles.toCounterparts(network));
        return answered(Audit.of(network, traffic(network, Signal.TARGET, form), counts));
    }

    private static Audit.Counts counts(
            Network network, boolean linear, long derivatives, long barriers, long presentations) {
        return new Audit.Counts(linear, derivatives, 1, barriers, presentations, Angles.toCounterparts(network));
    }
}
