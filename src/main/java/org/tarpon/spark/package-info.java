/**
 * Sweeps on Apache Spark: {@link org.tarpon.spark.SparkPlace} has runs carried out by a cluster's executors. The only package that
 * sees Spark, which is not in the jar: it is loaded when somebody asks for it.
 *
 * <p>What does not belong: what a sweep is (sweep), how a run is conducted (experiment).
 */
package org.tarpon.spark;
