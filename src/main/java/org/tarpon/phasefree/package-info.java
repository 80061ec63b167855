/**
 * Difference target propagation in continuous time, without phases (S11, S13, S23): every neuron acts at its own random
 * times, both pathways are always in use, and labels are spikes of a population of their own. {@code Lane} is the event loop
 * and the neuron, {@code PlasticRows} what a pathway learns. The rule is written out in docs/continuous-time.md.
 *
 * <p>What does not belong: networks that do not learn (circuit, neuron), files and epochs (scenario, experiment).
 */
package org.tarpon.phasefree;
