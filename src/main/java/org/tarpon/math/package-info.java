/**
 * Elementary functions whose results are the same bits on every machine, on every Java version, interpreted or compiled.
 *
 * <p>Main type: {@link org.tarpon.math.Functions}. What {@link java.lang.StrictMath} gives fast enough is not repeated
 * here: it is bit-reproducible too. Random numbers, statistics and linear algebra do not belong here; the package depends
 * on no other.
 */
package org.tarpon.math;
