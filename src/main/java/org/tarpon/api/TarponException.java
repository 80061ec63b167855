package org.tarpon.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A run could not be made or did not come to its end. The message is that of the command line. */
public abstract sealed class TarponException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private TarponException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The scenario cannot be used; the message lists every problem, one a line. */
    public static final class InvalidScenario extends TarponException {
        private static final long serialVersionUID = 1L;

        private final transient List<Problem> problems;

        InvalidScenario(List<Problem> problems, Throwable cause) {
            super(cause.getMessage(), cause);
            this.problems = problems;
        }

        /** At least one. */
        public List<Problem> problems() {
            return problems;
        }
    }

    /** A directory, or what was asked of it, is not what it was taken for; or a circuit cannot be drawn as its scenario says. */
    public static final class Unusable extends TarponException {
        private static final long serialVersionUID = 1L;

        Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The run needs more memory or disk than there is; the message says what would fit. */
    public static final class TooLarge extends TarponException {
        private static final long serialVersionUID = 1L;

        TooLarge(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** A data set is unavailable, damaged, or not what it was when the run began. */
    public static final class NoData extends TarponException {
        private static final long serialVersionUID = 1L;

        NoData(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** The simulation left the finite numbers. */
    public static final class Diverged extends TarponException {
        private static final long serialVersionUID = 1L;

        Diverged(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** The run was asked to stop. Where it keeps files it has left a checkpoint; {@link Tarpon#resume} goes on with it. */
    public static final class Interrupted extends TarponException {
        private static final long serialVersionUID = 1L;

        private final transient Optional<Path> directory;

        Interrupted(Optional<Path> directory) {
            super(
                    "interrupted"
                            + directory
                                    .map(kept -> "; go on with the run in " + kept)
                                    .orElse(""),
                    null);
            this.directory = directory;
        }

        /** Where the run is kept, also if it was begun in a temporary folder; empty for runs of which nothing is kept. */
        public Optional<Path> directory() {
            return directory;
        }
    }
}
