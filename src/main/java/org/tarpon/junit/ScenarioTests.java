package org.tarpon.junit;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** For classes with {@link ScenarioTest} that need no method of their own. */
@ExtendWith(ScenarioExtension.class)
public interface ScenarioTests {
    /** @param tests of all scenarios that the annotation names */
    @TestFactory
    default Stream<DynamicNode> scenarios(Stream<DynamicNode> tests) {
        return tests;
    }
}
