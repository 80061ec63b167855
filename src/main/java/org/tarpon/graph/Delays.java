package org.tarpon.graph;

import org.tarpon.network.Direction;

/** How long messages travel. Delays decide when things happen, never what: results are the same bits under any of them. */
@FunctionalInterface
public interface Delays {
    /** The travelling time on an edge of the graph in a direction, in nanoseconds, positive. */
    long nanos(int edge, Direction direction);

    /** The same delay everywhere. */
    static Delays uniform(long nanos) {
        return (edge, direction) -> nanos;
    }
}
