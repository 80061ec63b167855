/**
 * How the network learns: {@link org.tarpon.plasticity.CreditAssignment rules} that react to what arrives at a
 * population, the {@link org.tarpon.plasticity.Trace traces} in which they leave what a synapse may learn from, and
 * {@link org.tarpon.plasticity.Optimizer optimisers} that change a pathway's own weights by them.
 *
 * <p>An update reads its synapse's presynaptic volley, its postsynaptic neuron's compartments, and that neuron's
 * target; no rule reads a weight. The equations that are cited as S5 to S22 and S31 to S33 are written out in docs/model.md.
 *
 * <p>What does not belong: time, queues and threads (engine), the course of a training
 * (experiment).
 */
package org.tarpon.plasticity;
