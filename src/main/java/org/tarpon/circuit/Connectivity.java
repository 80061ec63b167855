package org.tarpon.circuit;

/** Who is connected with whom. */
public sealed interface Connectivity {
    /**
     * Synapses there will be, on average over the draws.
     *
     * @param same whether the populations are one, so that neurons might be connected with themselves
     */
    double expected(int from, int to, Rules rules, boolean same);

    /** The largest number of synapses that a neuron can receive. */
    double largestInDegree(int from, Rules rules);

    /** Whether the row of a presynaptic neuron can be drawn by itself, which a procedural pathway needs. */
    default boolean hasRows() {
        return true;
    }

    /**
     * What is allowed.
     *
     * @param self a neuron may be connected with itself
     * @param multiple a pair may be connected more than once
     */
    record Rules(boolean self, boolean multiple) {
        /** Neither, the default. */
        public static final Rules STRICT = new Rules(false, false);
    }

    private static double pairs(int from, int to, Rules rules, boolean same) {
        return (double) from * to - (same && !rules.self() ? from : 0);
    }

    /** Every pair. */
    record AllToAll() implements Connectivity {
        @Override
        public double expected(int from, int to, Rules rules, boolean same) {
            return pairs(from, to, rules, same);
        }

        @Override
        public double largestInDegree(int from, Rules rules) {
            return from;
        }
    }

    /** Neuron i with neuron i. */
    record OneToOne() implements Connectivity {
        @Override
        public double expected(int from, int to, Rules rules, boolean same) {
            return from;
        }

        @Override
        public double largestInDegree(int from, Rules rules) {
            return 1;
        }
    }

    /** Every postsynaptic neuron has exactly so many synapses, from neurons drawn uniformly. */
    record FixedInDegree(int degree) implements Connectivity {
        @Override
        public double expected(int from, int to, Rules rules, boolean same) {
            return (double) degree * to;
        }

        @Override
        public double largestInDegree(int from, Rules rules) {
            return degree;
        }

        @Override
        public boolean hasRows() {
            return false;
        }
    }

    /** Every presynaptic neuron has exactly so many synapses, with neurons drawn uniformly. */
    record FixedOutDegree(int degree) implements Connectivity {
        @Override
        public double expected(int from, int to, Rules rules, boolean same) {
            return (double) degree * from;
        }

        @Override
        public double largestInDegree(int from, Rules rules) {
            return rules.multiple() ? (double) from * degree : from;
        }
    }

    /** Every pair with a probability, independently. */
    record Bernoulli(double probability) implements Connectivity {
        @Override
        public double expected(int from, int to, Rules rules, boolean same) {
            return probability * pairs(from, to, rules, same);
        }

        @Override
        public double largestInDegree(int from, Rules rules) {
            return from;
        }
    }

    /** The pairs of a list. */
    record Listed(ConnectionList list) implements Connectivity {
        @Override
        public double expected(int from, int to, Rules rules, boolean same) {
            return list.size();
        }

        @Override
        public double largestInDegree(int from, Rules rules) {
            return list.largestInDegree();
        }

        @Override
        public boolean hasRows() {
            return false;
        }
    }
}
