/**
 * What a simulation is made of: {@link org.tarpon.network.Population populations} of neurons with a
 * {@link org.tarpon.network.NeuronModel model}, {@link org.tarpon.network.Pathway pathways} that own their
 * {@link org.tarpon.network.Synapses weights} and delay, and their state in the lanes of one
 * {@link org.tarpon.network.LaneBlock block}: compartments, probabilities, {@link org.tarpon.network.Volley volleys}.
 *
 * <p>The equations that are cited as S1 to S17 are written out in docs/model.md, the words in docs/glossary.md.
 *
 * <p>What does not belong: time and queues (engine), changes of weights (plasticity), files and names of a scenario.
 */
package org.tarpon.network;
