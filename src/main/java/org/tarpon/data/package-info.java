/**
 * Data sets: finding them, getting them, verifying them, reading them.
 *
 * <p>{@link org.tarpon.data.DatasetLoader} is the way in: it looks where {@link org.tarpon.data.DataEnvironment} says,
 * gets what is missing by an {@link org.tarpon.data.Acquisition}, and hands out a {@link org.tarpon.data.Dataset} whose
 * files have the published digests. {@link org.tarpon.data.KnownDataset} is what a scenario may name, {@link
 * org.tarpon.data.DatasetOrigin} where each comes from.
 *
 * <p>For users, docs/data.md says where data sets are looked for and how they are verified.
 *
 * <p>Nothing here prints, exits or reads the process's environment unasked, and nothing here knows of neurons or of time.
 */
package org.tarpon.data;
