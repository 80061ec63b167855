package org.tarpon.engine;

import org.tarpon.network.Pathway;
import org.tarpon.network.Presentations;
import org.tarpon.network.Signal;
import org.tarpon.network.Volley;

/** Is told of everything that is sent, in the order of events of one block; it must keep nothing that it is shown. */
@FunctionalInterface
public interface VolleyListener {
    /**
     * @param time of the emission, nanoseconds from the start of the presentation
     * @param pathway what the volley travels on
     * @param volley the lists of every active lane; valid during the call
     */
    void sent(long time, Pathway pathway, Signal signal, Volley volley, Presentations presentations);
}
