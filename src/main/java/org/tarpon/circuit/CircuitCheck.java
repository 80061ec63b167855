package org.tarpon.circuit;

import java.util.Locale;
import org.tarpon.neuron.Dynamics;
import org.tarpon.neuron.Output;
import org.tarpon.neuron.SpikeTrains;

/** What cannot be simulated, said before anything is built. */
final class CircuitCheck {
    private CircuitCheck() {}

    static void group(CellGroup group) {
        if (group.size() < 1) {
            throw new IllegalArgumentException(
                    "population " + group.name() + " must have at least 1 neuron, not " + group.size());
        }
        if (group.dynamics() instanceof SpikeTrains trains && trains.size() != group.size()) {
            throw new IllegalArgumentException("population " + group.name() + " has " + group.size()
                    + " neurons, but spike trains are given for " + trains.size());
        }
    }

    static void tract(Tract tract) {
        Dynamics from = tract.from().dynamics();
        Dynamics to = tract.to().dynamics();
        String pathway = "pathway " + tract.name() + ": ";
        if (tract.output() < 0 || tract.output() >= from.outputs().size()) {
            throw new IllegalArgumentException(pathway + tract.from().name() + " has "
                    + from.outputs().size() + " outputs, of which " + tract.output() + " is none; the first is 0");
        }
        if (to.traces().stream().noneMatch(t -> t.compartment() == tract.compartment())) {
            throw new IllegalArgumentException(
                    pathway + "neurons of " + tract.to().name() + " take no input"
                            + (to.traces().isEmpty() ? "" : " in compartment " + tract.compartment()));
        }
        boolean lasting = Circuit.isLasting(to, tract.compartment());
        if (lasting != (from.outputs().get(tract.output()) == Output.STATE)) {
            throw new IllegalArgumentException(pathway
                    + (lasting
                            ? "its spikes would stay for ever in " + tract.to().name()
                                    + ", whose input does not decay; connect neurons that send states"
                            : "it sends changes of states, which the decaying input of "
                                    + tract.to().name() + " cannot sum; connect neurons that send spikes"));
        }
        if (tract.minimumDelay() == 0 && to.firesOnInput()) {
            throw new IllegalArgumentException(
                    pathway + "neurons of " + tract.to().name()
                            + " may fire at the instant of an arrival, so that without a delay time could stand still; give it"
                            + " a delay of at least 1 ns");
        }
        if (tract.procedural() && !tract.connectivity().hasRows()) {
            throw new IllegalArgumentException(pathway
                    + "only all-to-all, one-to-one, fixed out-degree and Bernoulli connections can be procedural,"
                    + " because only these can be drawn for one presynaptic neuron at a time");
        }
        if (tract.procedural() && tract.hasDelays()) {
            throw new IllegalArgumentException(pathway
                    + "a procedural pathway needs one delay for all its synapses, because otherwise its rows would have to be"
                    + " kept, or drawn again at every arrival; store it, or give it one delay");
        }
        connectivity(tract, pathway);
    }

    private static void connectivity(Tract tract, String pathway) {
        Connectivity c = tract.connectivity();
        boolean excludesSelf = tract.isRecurrent() && !tract.rules().self();
        if (c instanceof Connectivity.FixedInDegree rule) {
            degree(tract, pathway + "in-degree ", rule.degree(), tract.from().size(), excludesSelf);
        } else if (c instanceof Connectivity.FixedOutDegree rule) {
            degree(tract, pathway + "out-degree ", rule.degree(), tract.to().size(), excludesSelf);
        } else if (c instanceof Connectivity.Bernoulli rule && !(rule.probability() >= 0 && rule.probability() <= 1)) {
            throw new IllegalArgumentException(
                    pathway + "a probability must lie between 0 and 1, not be " + rule.probability());
        } else if (c instanceof Connectivity.OneToOne) {
            if (tract.from().size() != tract.to().size()) {
                throw new IllegalArgumentException(pathway + "one-to-one needs populations of one size, not "
                        + tract.from().size() + " and " + tract.to().size());
            }
            if (excludesSelf) {
                throw new IllegalArgumentException(
                        pathway + "one-to-one would connect neurons with themselves, which is not allowed here");
            }
        } else if (c instanceof Connectivity.Listed listed) {
            listed.list().check(tract);
        }
    }

    private static void degree(Tract tract, String what, int degree, int size, boolean excludesSelf) {
        int largest = size - (excludesSelf ? 1 : 0);
        if (degree < 0 || degree > largest && !(tract.rules().multiple() && largest > 0)) {
            throw new IllegalArgumentException(what + degree + " is not possible: there are " + largest
                    + " neurons to choose from, and multiple connections are "
                    + (tract.rules().multiple() ? "" : "not ") + "allowed");
        }
    }

    static void memory(Circuit circuit, long available) {
        double bytes = circuit.estimatedBytes();
        if (bytes > 0.9 * available) {
            double synapses = circuit.tracts().stream()
                    .filter(t -> !t.procedural())
                    .mapToDouble(Tract::expectedSynapses)
                    .sum();
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "the network would need %.3g GB (%.3g stored synapses) of the %.3g GB that Java may use; about %.3g"
                            + " synapses would fit. Start Java with a larger -Xmx, make pathways procedural, or make"
                            + " the network smaller",
                    bytes / 1e9,
                    synapses,
                    available / 1e9,
                    synapses * 0.9 * available / bytes));
        }
    }
}
