/**
 * How parts of a simulation hand out what must be kept so that it can go on to the same bits, and take it back. Every part
 * lists its state once, in a method that serves both ways ({@link org.tarpon.state.Archive}). How it is written to a file is
 * the affair of {@code record}.
 */
package org.tarpon.state;
