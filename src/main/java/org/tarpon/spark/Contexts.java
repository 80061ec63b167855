package org.tarpon.spark;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Connections with clusters. */
final class Contexts {
    private Contexts() {}

    /**
     * Connects.
     *
     * @param master as {@code spark-submit} takes it
     * @param cores of each task
     */
    static JavaSparkContext open(String master, String name, int cores) {
        SparkConf conf = new SparkConf()
                .setMaster(master)
                .setAppName(name)
                .set("spark.task.cpus", Integer.toString(cores))
                .setIfMissing("spark.ui.enabled", "false")
                .setIfMissing("spark.log.level", "WARN");
        if (!master.startsWith("local") && !conf.contains("spark.jars")) {
            conf.setJars(JavaSparkContext.jarOfClass(Contexts.class));
        }
        JavaSparkContext context = new JavaSparkContext(conf);
        // Libraries that do not fit Spark's show here, once, and not in each run.
        context.parallelize(List.of(1), 1);
        return context;
    }

    /** What Spark says, without the stack traces of executors and driver that follow in its messages. */
    static String inWords(Throwable e) {
        return e.toString().lines().findFirst().orElse("");
    }
}
