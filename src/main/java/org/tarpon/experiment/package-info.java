/**
 * Builds a run from a scenario and conducts it: a {@link org.tarpon.experiment.Trial} is one run,
 * {@code TrainingCourse} what all that train have in common, {@link org.tarpon.experiment.Experiment} volley timing with its
 * {@code Trainer} (an epoch of learning) and {@code Evaluator} (the test), {@code PhaseFreeExperiment} continuous time, and {@code
 * CircuitExperiment} a circuit that does not learn. Here engine and
 * plasticity meet, which otherwise never see each other.
 *
 * <p>Beside the run itself: {@link org.tarpon.experiment.Estimate} says beforehand what it will take, and {@link
 * org.tarpon.experiment.Comparison} where two of them part, by replaying both.
 *
 * <p>The metrics of a run are defined in docs/model.md, the files that it leaves in docs/scenarios.md.
 *
 * <p>What does not belong: printing, exit codes (cli), the form of a scenario file (scenario).
 */
package org.tarpon.experiment;
