/**
 * Elementary functions whose results are the same bits on every machine, on every Java version, interpreted or compiled, and a sum
 * whose result is the same in every order.
 *
 * <p>Main types: {@link org.tarpon.math.Functions}, {@link org.tarpon.math.ReproducibleSum}. What {@link java.lang.StrictMath} gives fast enough is not repeated
 * here: it is bit-reproducible too. Random numbers, statistics and linear algebra do not belong here; the package depends
 * on no other.
 */
package org.tarpon.math;
