package org.tarpon.scenario;

import java.util.List;
import org.tarpon.scenario.Scenario.Expectation;

/** What a scenario file describes, whatever its timing. */
public sealed interface Study permits Scenario, CircuitScenario {
    /** Names the run and its folder. */
    String name();

    /** Of all random draws. */
    long seed();

    /** What {@code check} judges. */
    List<Expectation> expect();
}
