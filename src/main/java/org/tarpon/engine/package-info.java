/**
 * The event engine: the {@link org.tarpon.engine.EventQueue queue} with its total order, the
 * {@link org.tarpon.engine.Simulator event loop} of one block of lanes, that of neurons in continuous time
 * ({@link org.tarpon.engine.AsynchronousSimulator}), {@link org.tarpon.engine.Traffic counters} of
 * everything that travels, and the {@link org.tarpon.engine.Workers threads} that share out the blocks.
 *
 * <p>What does not belong: what a population does when an event reaches it (a {@link org.tarpon.network.Reaction}), and
 * any change of a weight.
 */
package org.tarpon.engine;
