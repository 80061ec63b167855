package org.tarpon.experiment;

/** The simulation has left the finite numbers. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param epoch from 1
     * @param batch from 1
     * @param pathway the first that holds a value that is no finite number
     */
    DivergedException(int epoch, int batch, String pathway, String what) {
        super("the simulation diverged in epoch " + epoch + ", batch " + batch + ", pathway " + pathway + ": " + what
                + "; a smaller learning rate or target step may help");
    }

    /** @param population whose inferred state is no finite number */
    DivergedException(String population) {
        super("the inference of auto-encoders diverged: a state of `" + population
                + "` is not a finite number; a smaller learning.inference.rate or learning.inference.leak may help");
    }
}
