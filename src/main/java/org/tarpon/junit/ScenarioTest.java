package org.tarpon.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Makes tests of scenarios: one dynamic test for each expectation, in a container for each file. On a method, which is given the
 * tests and returns those that are to be run:
 *
 * <pre>{@code
 * @ScenarioTest("scenarios")
 * Stream<DynamicNode> scenarios(Stream<DynamicNode> tests) {
 *     return tests;
 * }
 * }</pre>
 *
 * On a class that implements {@link ScenarioTests}, which has such a method:
 *
 * <pre>{@code
 * @ScenarioTest("scenarios")
 * class RegressionTest implements ScenarioTests {}
 * }</pre>
 *
 * <p>Files are read when the method is called, and a scenario is run when the first of its tests is, once for each seed that its
 * expectations need; nothing is run at discovery. A scenario that is invalid, or that cannot be run to its end, fails with the
 * message of the command line.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@TestFactory
@ExtendWith(ScenarioExtension.class)
public @interface ScenarioTest {
    /** Scenarios, or folders of which all {@code *.yaml} directly in them are taken; relative to the working directory, as a build
     * tool sets it: the project's. */
    String[] value();

    /** Of the form {@code key=value}, as after {@code --set}. */
    String[] set() default {};

    /** A folder with data sets, as after {@code --data}; empty for the usual places. */
    String data() default "";

    /** Folders whose files the scenarios may read besides, as after {@code --files}. */
    String[] files() default {};

    /** 1 or more; 0 for one a processor, and fewer where a circuit is too small for them. They change no result. */
    int threads() default 0;

    /** Whether tests whose data set is neither here nor to be got are skipped; else they fail. */
    boolean skipMissingData() default false;
}
