package org.tarpon.neuron;

import java.util.List;
import java.util.Set;

/**
 * A user's own neuron model: a leaky potential that jumps by the weight of every spike, and fires and is reset to 0 as soon
 * as it exceeds a threshold. It acts on input alone: it watches its trace and needs no updates, no wakings, no chance.
 *
 * @param membrane time constant in seconds
 */
public record LeakyThreshold(double membrane, double threshold) implements Dynamics {
    /** Named in META-INF/services/org.tarpon.neuron.DynamicsProvider, and so known as "leaky-threshold". */
    public static final class Provider implements DynamicsProvider {
        @Override
        public String model() {
            return "leaky-threshold";
        }

        @Override
        public Set<String> parameters() {
            return Set.of("membrane", "threshold");
        }

        @Override
        public Unit unit(String parameter) {
            return parameter.equals("membrane") ? Unit.TIME : Unit.NUMBER;
        }

        @Override
        public Dynamics create(Parameters parameters) {
            return new LeakyThreshold(parameters.required("membrane"), parameters.or("threshold", 1));
        }
    }

    @Override
    public List<Trace> traces() {
        return List.of(new Trace(0, membrane, 1));
    }

    @Override
    public List<Output> outputs() {
        return List.of(Output.SPIKE);
    }

    @Override
    public int watched() {
        return 0;
    }

    @Override
    public boolean firesOnInput() {
        return true;
    }

    @Override
    public void start(Cells cells, int neuron, Outlet outlet) {
        cells.setCeiling(neuron, outlet.now(), threshold);
    }

    /** The ceiling shrinks with the trace, so it may be lower than the threshold by now. */
    @Override
    public void excited(Cells cells, int neuron, Outlet outlet) {
        if (cells.input(0, neuron, outlet.now()) > threshold) {
            cells.setInput(0, neuron, outlet.now(), 0);
            outlet.send(0, neuron, 1);
        }
        cells.setCeiling(neuron, outlet.now(), threshold);
    }
}
