package org.tarpon.plasticity;

import org.tarpon.network.Form;
import org.tarpon.network.Population;

/** What crosses a learned feedback pathway (S13). */
public enum Message {
    /** Real-valued p and ĥ; of sign neurons their signs. */
    PROBABILITY(Form.GRADED, Form.GRADED),
    /** s and an independent ŝ ~ Bernoulli(clip ĥ). */
    SPIKE(Form.SPIKE, Form.SPIKE),
    /** s and the differences d = ŝ − s of the coupled draw s = [r &lt; p], ŝ = [r &lt; ĥ]. */
    COUPLED_SPIKE(Form.SPIKE, Form.DIFFERENCE_SPIKE);

    private final Form activity;
    private final Form target;

    Message(Form activity, Form target) {
        this.activity = activity;
        this.target = target;
    }

    /** The form in which a population's own activity is sent down. */
    public Form activity(Population from) {
        return of(from, activity);
    }

    /** The form in which its target is sent down. */
    public Form target(Population from) {
        return of(from, target);
    }

    /** Sign neurons have only their sign to send, whatever it is about. */
    private static Form of(Population from, Form form) {
        return from.model().form() == Form.SIGN ? Form.SIGN : form;
    }
}
