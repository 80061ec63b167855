package org.tarpon.circuit;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.tarpon.neuron.Dynamics;
import org.tarpon.neuron.SpikeTrains;
import org.tarpon.neuron.Trace;

/**
 * Populations of asynchronous neurons and the pathways between them, each at the position that its index says; checked.
 *
 * @param groups all populations, by index
 * @param tracts all pathways, by index
 */
public record Circuit(List<CellGroup> groups, List<Tract> tracts) {
    public Circuit {
        groups = List.copyOf(groups);
        tracts = List.copyOf(tracts);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The shortest delay of any synapse in nanoseconds: as far as parts may run ahead; {@link Long#MAX_VALUE} without any. */
    public long minimumDelay() {
        return tracts.stream().mapToLong(Tract::minimumDelay).min().orElse(Long.MAX_VALUE);
    }

    /**
     * Weights are rounded to multiples of a power of two, so small that rounding stays below 2⁻⁵² of the largest sum that a
     * neuron of this population could ever see, and so large that every such sum is exact in double precision. So an input
     * does not depend on the order in which it was summed, and does not drift however long the simulation.
     */
    double quantum(CellGroup to) {
        double bound = 0;
        for (Tract tract : tracts) {
            if (tract.to() == to) {
                bound += tract.connectivity().largestInDegree(tract.from().size(), tract.rules())
                        * tract.largestWeight();
            }
        }
        return bound == 0 ? Double.MIN_NORMAL : Math.scalb(1.0, Math.getExponent(bound) + 1 - 52);
    }

    /** Estimated bytes of all states and stored synapses, on average over the draws. */
    public double estimatedBytes() {
        double bytes = 0;
        for (CellGroup group : groups) {
            Dynamics d = group.dynamics();
            int perNeuron =
                    1 + 8 * d.traces().size() + 8 * d.variables() + (d.watched() >= 0 ? 8 : 0) + (d.wakes() ? 20 : 0);
            bytes += (double) perNeuron * group.size() + (d instanceof SpikeTrains trains ? trains.bytes() : 0);
        }
        for (Tract tract : tracts) {
            if (tract.procedural()) {
                // One row at a time is drawn: its targets, weights and room to sort.
                bytes += 12 * tract.expectedSynapses() / tract.from().size();
            } else {
                int perSynapse = tract.bytesPerSynapse(tract.to().size());
                int arrays = Math.max(1, perSynapse / 4);
                // 24: header and reference of an array
                bytes += tract.expectedSynapses() * perSynapse
                        + 24.0 * arrays * tract.from().size();
            }
        }
        return bytes;
    }

    /** Puts a circuit together; {@link #build} checks it. */
    public static final class Builder {
        private final List<CellGroup> groups = new ArrayList<>();
        private final List<Wire> wires = new ArrayList<>();

        private Builder() {}

        /** Adds a population. */
        public CellGroup group(String name, int size, Dynamics dynamics) {
            CellGroup group = new CellGroup(groups.size(), name, size, dynamics);
            groups.add(group);
            return group;
        }

        /** Adds a pathway: all-to-all with weight 1 and 0.1 ms until said otherwise. */
        public Wire connect(CellGroup from, CellGroup to) {
            Wire wire = new Wire(from, to);
            wires.add(wire);
            return wire;
        }

        /**
         * The circuit.
         *
         * @throws IllegalArgumentException if something cannot be built, with what would be allowed
         */
        public Circuit build() {
            List<Tract> tracts = new ArrayList<>();
            for (Wire wire : wires) {
                tracts.add(wire.tract(tracts.size()));
            }
            Circuit circuit = new Circuit(groups, tracts);
            TreeSet<String> names = new TreeSet<>();
            for (CellGroup group : groups) {
                CircuitCheck.group(group);
                if (!names.add(group.name())) {
                    throw new IllegalArgumentException("two populations are named " + group.name());
                }
            }
            for (Tract tract : tracts) {
                CircuitCheck.tract(tract);
                if (!names.add(tract.name())) {
                    throw new IllegalArgumentException("two pathways lead from and to the same place: " + tract.name());
                }
            }
            CircuitCheck.memory(circuit, Runtime.getRuntime().maxMemory());
            return circuit;
        }
    }

    /** A pathway to be. */
    public static final class Wire {
        private final CellGroup from;
        private final CellGroup to;
        private int output;
        private int compartment;
        private Connectivity connectivity = new Connectivity.AllToAll();
        private boolean self;
        private boolean multiple;
        private Values weights = new Values.Constant(1);
        private Delays delays = Delays.constant(100_000);
        private boolean procedural;

        private Wire(CellGroup from, CellGroup to) {
            this.from = from;
            this.to = to;
        }

        /** Starts at this output instead of the first. */
        public Wire output(int number) {
            output = number;
            return this;
        }

        /** Ends in this compartment instead of the first. */
        public Wire compartment(int number) {
            compartment = number;
            return this;
        }

        public Wire connectivity(Connectivity rule) {
            connectivity = rule;
            return this;
        }

        /** Allows connections of neurons with themselves. */
        public Wire allowSelf() {
            self = true;
            return this;
        }

        /** Allows several connections of a pair. */
        public Wire allowMultiple() {
            multiple = true;
            return this;
        }

        public Wire weight(double value) {
            return weights(new Values.Constant(value));
        }

        public Wire weights(Values values) {
            weights = values;
            return this;
        }

        public Wire delay(long nanos) {
            return delays(Delays.constant(nanos));
        }

        public Wire delays(Delays values) {
            delays = values;
            return this;
        }

        /** Stores nothing: rows are drawn again at every spike. */
        public Wire procedural() {
            procedural = true;
            return this;
        }

        private Tract tract(int index) {
            Connectivity.Rules rules = new Connectivity.Rules(self, multiple);
            return new Tract(index, from, output, to, compartment, connectivity, rules, weights, delays, procedural);
        }
    }

    /** Whether presynaptic states, rather than spikes, belong into a compartment. */
    static boolean isLasting(Dynamics dynamics, int compartment) {
        return dynamics.traces().stream()
                .filter(t -> t.compartment() == compartment)
                .anyMatch(Trace::isLasting);
    }
}
