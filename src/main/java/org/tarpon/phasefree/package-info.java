/**
 * Difference target propagation in continuous time, without phases (S11, S13, S23): every neuron acts at its own random
 * times, both pathways are always in use, and labels are spikes of a population of their own.
 */
package org.tarpon.phasefree;
