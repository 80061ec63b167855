/**
 * Random numbers that are addressed, not consumed: a draw is a pure function of (seed, stream name, presentation, cycle,
 * neuron), so that adding a recorder, a population or a thread changes no other draw, and a resumed run needs no saved
 * generator state.
 *
 * <p>Main types: {@link org.tarpon.random.RandomStream}, which everything that draws uses, and
 * the counter-based generators beneath it: {@link org.tarpon.random.Threefry4x32} for many draws at once,
 * {@link org.tarpon.random.Philox4x64} for single ones. What is drawn for (spikes, weights, the order
 * of the samples) does not belong here; the package depends on no other.
 */
package org.tarpon.random;
