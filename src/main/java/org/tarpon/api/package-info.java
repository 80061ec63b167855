/**
 * Tarpon from Java: what the command line does, in a few lines. Begin with {@link org.tarpon.api.Tarpon}.
 *
 * <p><b>Stable</b>: the public types of this package, of {@link org.tarpon.extension}, and those by which neuron models in
 * continuous time are added ({@link org.tarpon.neuron.DynamicsProvider} and what it is handed) follow semantic versioning: a
 * version changes them incompatibly only with its first number. Everything else is internal, public or not, and may change
 * at any time.
 *
 * <p>Nothing here prints, ends the process, or simulates: {@code experiment} does, for the command line as for this package.
 */
package org.tarpon.api;
