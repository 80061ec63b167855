package org.tarpon.engine;

import java.util.Arrays;
import org.tarpon.network.Form;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Signal;
import org.tarpon.state.Archive;

/**
 * Counts what travels, by pathway (and so direction), signal and form: messages (spikes or values), and synaptic events
 * (arrivals at synapses: messages times fan-out). Whole numbers, so the order of counting cannot matter.
 */
public final class Traffic {
    private static final int FORMS = Form.values().length;

    private final Network network;
    private final long[] messages;

    public Traffic(Network network) {
        this.network = network;
        this.messages = new long[network.pathways().size() * Signal.COUNT * FORMS];
    }

    /** Adds messages on a pathway. */
    public void count(Pathway pathway, Signal signal, Form form, long number) {
        messages[cell(pathway, signal, form)] += number;
    }

    /** Messages sent so far on a pathway, of one signal in one form. */
    public long messages(Pathway pathway, Signal signal, Form form) {
        return messages[cell(pathway, signal, form)];
    }

    /** Messages times fan-out over everything counted. */
    public long synapticEvents() {
        long events = 0;
        for (Pathway pathway : network.pathways()) {
            for (int i = 0; i < Signal.COUNT * FORMS; i++) {
                events += messages[pathway.index() * Signal.COUNT * FORMS + i]
                        * pathway.synapses().reach();
            }
        }
        return events;
    }

    /** Forgets everything. */
    public void clear() {
        Arrays.fill(messages, 0);
    }

    /** Adds another count of the same network to this one. */
    public void add(Traffic other) {
        for (int i = 0; i < messages.length; i++) {
            messages[i] += other.messages[i];
        }
    }

    /** Lists the counters. */
    public void state(Archive archive) {
        archive.array("traffic", messages);
    }

    private static int cell(Pathway pathway, Signal signal, Form form) {
        return (pathway.index() * Signal.COUNT + signal.ordinal()) * FORMS + form.ordinal();
    }
}
