package org.tarpon.network;

import java.util.List;

/**
 * One population in the lanes of one block: its compartments, what it last drew, and the volleys that it sends. This is
 * all that a rule may read and write when it acts for the population: no other population's state, and no weights.
 */
public final class PopulationLanes {
    private final Population population;
    private final Presentations presentations;
    private final List<Terminal> feedforwardIn;
    private final List<Terminal> feedbackIn;
    private final List<Pathway> feedforwardOut;
    private final List<Pathway> feedbackOut;
    private final Compartment[] basal = new Compartment[Signal.COUNT];
    private final Volley[][] volleys = new Volley[Signal.COUNT][Form.values().length];
    private final Compartment[] apical = new Compartment[Signal.COUNT];
    private final float[][] mean;
    private final float[][] variate;

    PopulationLanes(
            Population population,
            Presentations presentations,
            List<Terminal> in,
            List<Pathway> out,
            Wiring wiring,
            int lanes) {
        this.population = population;
        this.presentations = presentations;
        this.feedforwardIn = in.stream()
                .filter(t -> t.pathway().direction() == Direction.FEEDFORWARD)
                .toList();
        this.feedbackIn = in.stream()
                .filter(t -> t.pathway().direction() == Direction.FEEDBACK)
                .toList();
        this.feedforwardOut =
                out.stream().filter(p -> p.direction() == Direction.FEEDFORWARD).toList();
        this.feedbackOut =
                out.stream().filter(p -> p.direction() == Direction.FEEDBACK).toList();
        this.mean = new float[lanes][population.size()];
        this.variate = new float[lanes][population.size()];
        for (Signal signal : Signal.values()) {
            basal[signal.ordinal()] = compartment(feedforwardIn, signal, wiring, lanes, population.currents());
            apical[signal.ordinal()] = compartment(feedbackIn, signal, wiring, lanes, population.size());
            for (Pathway pathway : out) {
                Form form = wiring.form(pathway, signal);
                if (form != null && volleys[signal.ordinal()][form.ordinal()] == null) {
                    int values = signal == Signal.ERROR ? population.currents() : population.size();
                    volleys[signal.ordinal()][form.ordinal()] = new Volley(form, values, lanes);
                }
            }
        }
    }

    private static Compartment compartment(List<Terminal> in, Signal signal, Wiring wiring, int lanes, int currents) {
        int awaited = (int) in.stream()
                .filter(t -> wiring.form(t.pathway(), signal) != null)
                .count();
        return awaited == 0 ? null : new Compartment(lanes, currents, awaited);
    }

    public Population population() {
        return population;
    }

    public int size() {
        return population.size();
    }

    /** What the lanes are showing. */
    public Presentations presentations() {
        return presentations;
    }

    /** Where pathways of a direction end at this population, by pathway index. */
    public List<Terminal> incoming(Direction direction) {
        return direction == Direction.FEEDFORWARD ? feedforwardIn : feedbackIn;
    }

    /** The pathways of a direction that start here, by index. */
    public List<Pathway> outgoing(Direction direction) {
        return direction == Direction.FEEDFORWARD ? feedforwardOut : feedbackOut;
    }

    /** Current received from below; null where the wiring carries no such signal here. */
    public Compartment basal(Signal signal) {
        return basal[signal.ordinal()];
    }

    /** Current received from above; null where the wiring carries no such signal here. */
    public Compartment apical(Signal signal) {
        return apical[signal.ordinal()];
    }

    Compartment compartment(Direction direction, Signal signal) {
        return direction == Direction.FEEDFORWARD ? basal(signal) : apical(signal);
    }

    /** The buffer in which this population sends a signal in a form; null where the wiring never does. */
    public Volley volley(Signal signal, Form form) {
        return volleys[signal.ordinal()][form.ordinal()];
    }

    /** Whether the population meets the label: it feeds no other. */
    public boolean isOutput() {
        return feedforwardOut.isEmpty() && !feedforwardIn.isEmpty();
    }

    /** Mean output of each neuron in a lane, as of its last response: p of spiking neurons, f(u) of others. */
    public float[] mean(int lane) {
        return mean[lane];
    }

    /** {@link #mean} of all lanes. */
    public float[][] means() {
        return mean;
    }

    /** What each neuron of a lane last sent up: 0 or 1 of spiking neurons, −1 or 1 of those that send signs. Good until asked for another lane. */
    float[] activity(int lane) {
        Form form = population.model().form();
        Volley sent = form == Form.GRADED ? null : volley(Signal.ACTIVITY, form);
        return sent == null ? mean[lane] : sent.dense(lane);
    }

    /** The uniform variate r of each neuron in a lane from which its spike was drawn: s = [r &lt; p]. */
    public float[] variate(int lane) {
        return variate[lane];
    }

    /** The variates of all lanes, to be drawn together. */
    public float[][] variates() {
        return variate;
    }
}
