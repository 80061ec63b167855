package org.tarpon.graph;

import org.tarpon.network.Direction;

/** Is told of every message that is sent, in the order of events. */
@FunctionalInterface
public interface MessageListener {
    /**
     * @param time of the emission, nanoseconds
     * @param direction feedforward for a value, feedback for a derivative
     * @param edge what it travels on; tells apart the messages of a node that is an input of another one several times
     * @param from the sending node
     * @param to the receiving node
     * @param value z of the sender forward, δ of S15 backward
     */
    void sent(long time, Direction direction, int edge, int from, int to, double value);
}
