package org.tarpon.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.tarpon.data.DataException;
import org.tarpon.experiment.DivergedException;
import org.tarpon.experiment.ImpossibleCircuitException;
import org.tarpon.extension.ExtensionException;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.InvalidScenarioException;

/**
 * Why a run did not come to its end.
 *
 * @param message for the user
 */
public record Failure(Reason reason, String message) {
    /** What kind of failure, from the worst to the least: of several, the first gives the sweep's exit code. */
    public enum Reason {
        INTERNAL_ERROR,
        CLUSTER,
        OUT_OF_MEMORY,
        FILES,
        EXTENSION,
        DATA,
        DIVERGED,
        INVALID;

        /** As files and tables name it. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        static Reason of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT).replace(' ', '_'));
        }
    }

    /** A failure of a run that was carried out elsewhere. */
    public static final class Elsewhere extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Failure failure;

        public Elsewhere(Failure failure) {
            super(failure.message);
            this.failure = failure;
        }
    }

    public static Failure of(Throwable e) {
        if (e instanceof UncheckedIOException unchecked) {
            return of(unchecked.getCause());
        }
        if (e instanceof Elsewhere elsewhere) {
            return elsewhere.failure;
        }
        if (e instanceof InvalidScenarioException
                || e instanceof ImpossibleCircuitException
                || e instanceof RunDirectory.UnusableException) {
            return new Failure(Reason.INVALID, e.getMessage());
        }
        if (e instanceof ExtensionException) {
            return new Failure(Reason.EXTENSION, e.getMessage());
        }
        if (e instanceof DataException) {
            return new Failure(Reason.DATA, e.getMessage());
        }
        if (e instanceof DivergedException) {
            return new Failure(Reason.DIVERGED, e.getMessage());
        }
        if (e instanceof OutOfMemoryError) {
            return new Failure(
                    Reason.OUT_OF_MEMORY,
                    "out of memory (" + e.getMessage() + "); fewer runs at once (--parallel), or java -Xmx…, may help");
        }
        if (e instanceof IOException) {
            return new Failure(Reason.FILES, e.toString());
        }
        return new Failure(Reason.INTERNAL_ERROR, e + "; this is a bug");
    }
}
