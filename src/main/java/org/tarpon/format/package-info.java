/**
 * Files that other programs write or read, apart from what is in them: spikes ({@link org.tarpon.format.SpikeFile}; written as CSV,
 * NEST's lines or {@link org.tarpon.format.SonataWriter SONATA}), lines of numbers ({@link org.tarpon.format.CsvLines}), HDF5, and
 * TensorBoard's events. Readers take whatever the bytes are: they end in a value or in an error
 * with a place, and take little memory. What a run writes for itself is in {@code record}.
 */
package org.tarpon.format;
