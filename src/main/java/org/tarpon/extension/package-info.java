/**
 * What users can add to Tarpon with classes of their own: encoders, neuron models, rules, data sets, recorders. Each is found
 * through {@link java.util.ServiceLoader} by a provider ({@link org.tarpon.extension.Extension}), has a name and parameters
 * that scenario files use, and sees of a simulation only what the interfaces here hand it. (Neuron models in continuous time
 * are {@link org.tarpon.neuron.DynamicsProvider}s.)
 *
 * <p><b>Stable</b>: a version of Tarpon changes these types incompatibly only with the first number of its version.
 *
 * <p><b>The contract</b>, which the promises of equal bits rest on. What an extension computes is a function of what it is
 * handed in that call and of its parameters. It keeps nothing from one call to the next but scratch space, so there is no state to
 * put into checkpoints; it draws random numbers only through what it is handed, addressed by neuron; it reads no clock, no
 * hash order, and uses of {@code Math} only what is exactly specified ({@code StrictMath} instead of {@code Math.exp}). It
 * does not allocate where it is called for every presentation. Tarpon makes one instance for each block of lanes, so an
 * instance serves one thread at a time and shares nothing with others.
 *
 * <p>Nothing here simulates: the adapters are in the packages whose parts are extended.
 */
package org.tarpon.extension;
