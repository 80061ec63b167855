/**
 * Scenarios as tests of JUnit Jupiter, for projects that use Tarpon: {@link org.tarpon.junit.ScenarioTest} on a method or a class
 * gives a dynamic test for each expectation. docs/regression-tests.md shows how.
 *
 * <p>JUnit is not among what Tarpon brings with it; whoever uses this package has it. Nothing else in Tarpon knows of this package.
 *
 * <p>What does not belong: judging (experiment).
 */
package org.tarpon.junit;
