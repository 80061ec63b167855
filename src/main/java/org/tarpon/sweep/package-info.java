/**
 * Many runs of one scenario: {@link org.tarpon.sweep.Axes} say which settings, {@link org.tarpon.sweep.Plan} makes runs of them,
 * {@link org.tarpon.sweep.SweepDirectory} keeps what is known of each, {@link org.tarpon.sweep.Sweep} has them carried out at a
 * {@link org.tarpon.sweep.Place}, and {@link org.tarpon.sweep.SweepTable} says what came of them.
 *
 * <p>What does not belong: how a run is conducted (experiment), how a cluster carries one out (spark), printing (cli).
 */
package org.tarpon.sweep;
