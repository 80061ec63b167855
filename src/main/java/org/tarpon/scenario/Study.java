package org.tarpon.scenario;

import java.util.List;
import java.util.Set;

/** What a scenario file describes, whatever its timing. */
public sealed interface Study permits Scenario, CircuitScenario {
    /** Names the run and its folder. */
    String name();

    /** Of all random draws. */
    long seed();

    /** What {@code check} judges. */
    List<Expectation> expect();

    /** Names of all that a run measures, as {@code expect.*.metric} takes them. */
    Set<String> metrics();

    /** The same with other random draws. */
    Study withSeed(long other);
}
