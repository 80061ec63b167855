/**
 * What a network of asynchronous neurons is made of: {@link org.tarpon.circuit.CellGroup populations} with a
 * {@link org.tarpon.neuron.Dynamics model}, {@link org.tarpon.circuit.Tract pathways} between them whose synapses follow
 * from a {@link org.tarpon.circuit.Connectivity rule}, and the {@link org.tarpon.circuit.Circuit whole}, checked. The
 * synapses are stored compactly or drawn again at every spike ({@link org.tarpon.circuit.Rows}).
 *
 * <p>What does not belong: what a neuron does (neuron), time and the order of events (engine).
 */
package org.tarpon.circuit;
