/**
 * Builds a run from a scenario and conducts it: {@link org.tarpon.experiment.Experiment} is the course of a run, {@link
 * org.tarpon.experiment.Trainer} an epoch of learning, {@link org.tarpon.experiment.Evaluator} the test. Here engine and
 * plasticity meet, which otherwise never see each other.
 *
 * <p>The metrics of a run are defined in docs/model.md, the files that it leaves in docs/scenarios.md.
 *
 * <p>What does not belong: printing, exit codes (cli), the form of a scenario file (scenario).
 */
package org.tarpon.experiment;
