package org.tarpon.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tarpon.experiment.Expectations.Verdict;
import org.tarpon.scenario.ExpectSource;
import org.tarpon.scenario.Study;

/**
 * What became of one scenario in {@code check}.
 *
 * @param verdicts one for each expectation; none if the scenario could not be run to its end
 * @param renewed what was put in the place of figures of earlier runs, in words
 * @param error why the scenario could not be run to its end
 * @param skipped whether that is a lack of data which the user allowed
 * @param seconds that its runs took
 * @param code exit code
 */
record CheckedScenario(
        Path file,
        ExpectSource source,
        Study study,
        List<Verdict> verdicts,
        List<String> renewed,
        Optional<String> error,
        boolean skipped,
        double seconds,
        int code) {

    /** Where an expectation stands. */
    String place(int expectation) {
        return source.position(expectation)
                .map(at -> file + ":" + at.line() + ":" + at.column())
                .orElse(file.toString());
    }
}
