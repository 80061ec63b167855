package org.tarpon.cli;

import java.util.function.Supplier;

/** Says what to do where Apache Spark is wanted and is not there. */
final class SparkStart {
    private SparkStart() {}

    /** @throws UsageException if Spark is not on the class path, does not get along with what is, or cannot connect */
    static <T> T of(String command, String master, Supplier<T> start) {
        try {
            return start.get();
        } catch (NoClassDefFoundError e) {
            throw new UsageException("Apache Spark is not on the class path (" + e.getMessage()
                    + "). Start this command"
                    + " by Spark's own starter: spark-submit --class " + Main.class.getName() + " --master " + master
                    + " tarpon.jar " + command + " … --spark " + master + "; see docs/sweeps.md");
        } catch (ExceptionInInitializerError e) {
            throw new UsageException("Apache Spark does not work with the libraries on the class path: " + e.getCause()
                    + "; put Spark's before tarpon.jar, as spark-submit does; see docs/sweeps.md");
        } catch (Exception e) {
            // Also checked ones, of which Scala does not tell.
            throw new UsageException("--spark " + master + ": "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                    + "; allowed: what spark-submit takes as --master, such as local[2] or spark://HOST:PORT");
        }
    }
}
