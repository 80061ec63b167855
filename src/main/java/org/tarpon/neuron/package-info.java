/**
 * How neurons live in continuous time: a {@link org.tarpon.neuron.Dynamics model} says what a neuron does at its random
 * updates, at times that it asked for and when its input rises; {@link org.tarpon.neuron.Cells} is the state of many such
 * neurons, {@link org.tarpon.neuron.Outlet} what they may do to the rest of the world.
 *
 * <p>Models are the Glauber/Ginzburg, McCulloch–Pitts and erfc neurons, neural sampling, the stochastic integrate-and-fire
 * neuron, and sources, whose spikes may come from a file. A user's own are found through {@link
 * org.tarpon.neuron.DynamicsProvider}.
 *
 * <p>What does not belong: connections (circuit), the order of events (engine), models of volley timing (network), files (format).
 */
package org.tarpon.neuron;
