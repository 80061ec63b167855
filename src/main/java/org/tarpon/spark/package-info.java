/**
 * Apache Spark: {@link org.tarpon.spark.SparkPlace} has the runs of a sweep carried out by a cluster's executors, {@link
 * org.tarpon.spark.SparkBlocks} the mini-batches of one run. The only package that sees Spark, which is not in the jar: it is loaded
 * when somebody asks for it.
 *
 * <p>What does not belong: what a sweep is (sweep), how a run is conducted and what a block of lanes is (experiment).
 */
package org.tarpon.spark;
