package org.tarpon.circuit;

/**
 * The connections from an output of one population to a compartment of another, or of the same.
 *
 * @param index its position in the circuit; simultaneous arrivals are ordered by it
 * @param from the presynaptic population
 * @param output which of its outputs
 * @param to the postsynaptic population
 * @param compartment which of its compartments
 * @param connectivity who is connected with whom
 * @param rules which connections are allowed
 * @param weights of the synapses
 * @param delays from emission to arrival
 * @param procedural whether rows are drawn at every spike instead of being stored
 */
public record Tract(
        int index,
        CellGroup from,
        int output,
        CellGroup to,
        int compartment,
        Connectivity connectivity,
        Connectivity.Rules rules,
        Values weights,
        Delays delays,
        boolean procedural) {
    /** "from-to", or with the numbers of output and compartment where they are not 0. */
    public String name() {
        return from.name() + (output == 0 ? "" : "." + output) + "-" + to.name()
                + (compartment == 0 ? "" : "." + compartment);
    }

    /** Whether it leads from a population to itself. */
    public boolean isRecurrent() {
        return from == to;
    }

    /** The shortest delay of any synapse, in nanoseconds. */
    public long minimumDelay() {
        return list() != null && list().hasDelays() ? list().smallestDelay() : delays.minimum();
    }

    /** Whether each synapse has its own delay. */
    public boolean hasDelays() {
        return delays.isDrawn() || list() != null && list().hasDelays();
    }

    /** Whether each synapse has its own weight. */
    public boolean hasWeights() {
        return !(weights instanceof Values.Constant) || list() != null && list().hasWeights();
    }

    double largestWeight() {
        return list() != null && list().hasWeights() ? list().largestWeight() : weights.magnitude();
    }

    /** Synapses there will be, on average over the draws. */
    public double expectedSynapses() {
        return connectivity.expected(from.size(), to.size(), rules, isRecurrent());
    }

    /**
     * Bytes of a stored synapse: 4 for its target, 4 for a weight and 4 for a delay of its own; 2 where it has neither and
     * targets fit into 16 bits.
     *
     * @param range how many postsynaptic neurons there are to tell apart
     */
    public int bytesPerSynapse(int range) {
        int own = (hasWeights() ? 4 : 0) + (hasDelays() ? 4 : 0);
        return own == 0 && range <= 1 << 16 ? 2 : 4 + own;
    }

    ConnectionList list() {
        return connectivity instanceof Connectivity.Listed listed ? listed.list() : null;
    }
}
