package org.tarpon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tarpon.data.DataException;
import org.tarpon.experiment.DivergedException;
import org.tarpon.experiment.Expectations;
import org.tarpon.experiment.Expectations.Verdict;
import org.tarpon.experiment.ImpossibleCircuitException;
import org.tarpon.experiment.Measurement;
import org.tarpon.experiment.Renewal;
import org.tarpon.experiment.TooLargeException;
import org.tarpon.extension.ExtensionException;
import org.tarpon.scenario.ExpectSource;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Study;

/** Runs one scenario, with each seed that its expectations need once, and judges it. */
final class ScenarioCheck {
    private final ScenarioOptions options;
    private final Path file;
    private final Study study;
    private final ExpectSource source;
    private long start;

    ScenarioCheck(Path file, ScenarioOptions options) throws InvalidScenarioException {
        this.file = file;
        this.options = options;
        this.study = options.readStudy(file);
        this.source = options.expectSource(file);
    }

    Path file() {
        return file;
    }

    Study study() {
        return study;
    }

    /**
     * @param update whether figures of earlier runs are renewed
     * @param skip whether a scenario whose data are not here counts as skipped
     * @return empty if it was interrupted
     */
    Optional<CheckedScenario> run(boolean update, boolean skip) throws IOException, InvalidScenarioException {
        start = System.nanoTime();
        try {
            Map<Long, Measurement> runs = new LinkedHashMap<>();
            for (long seed : Expectations.seeds(study)) {
                Optional<Measurement> run = ScratchRun.of(study.withSeed(seed), options);
                if (run.isEmpty()) {
                    return Optional.empty();
                }
                runs.put(seed, run.get());
            }
            List<Verdict> verdicts = judge(study, runs);
            boolean decided = allMet(study, verdicts, false);
            if (!update || !decided) {
                return Optional.of(judged(verdicts, List.of()));
            }
            List<String> renewed = renew(runs);
            // Read anew: what was written must hold.
            return Optional.of(judged(judge(options.readStored(file), runs), renewed));
        } catch (DataException e) {
            boolean skipped = skip && e.isAbsent();
            return Optional.of(failed(e, skipped, skipped ? Main.DONE : Main.NO_DATA));
        } catch (DivergedException e) {
            return Optional.of(failed(e, false, Main.DIVERGED));
        } catch (ImpossibleCircuitException | TooLargeException | UsageException e) {
            return Optional.of(failed(e, false, Main.USAGE));
        } catch (ExtensionException e) {
            Failures.trace(e, options.err());
            return Optional.of(failed(e, false, Main.INTERNAL_ERROR));
        }
    }

    private List<Verdict> judge(Study read, Map<Long, Measurement> runs) throws IOException {
        return Expectations.judge(read, file.toAbsolutePath().getParent(), runs);
    }

    private List<String> renew(Map<Long, Measurement> runs) throws IOException {
        if (study.expect().stream().noneMatch(Renewal::isStored)) {
            return List.of();
        }
        try {
            return new Renewal(file, source, study).renew(runs.get(study.seed()));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** @param stored whether expectations count whose figures a program stored */
    private static boolean allMet(Study study, List<Verdict> verdicts, boolean stored) {
        boolean all = true;
        for (int i = 0; i < verdicts.size(); i++) {
            all &= verdicts.get(i).met()
                    || !stored && Renewal.isStored(study.expect().get(i));
        }
        return all;
    }

    private CheckedScenario judged(List<Verdict> verdicts, List<String> renewed) {
        int code = allMet(study, verdicts, true) ? Main.DONE : Main.EXPECTATION_NOT_MET;
        return new CheckedScenario(file, source, study, verdicts, renewed, Optional.empty(), false, seconds(), code);
    }

    private CheckedScenario failed(RuntimeException e, boolean skipped, int code) {
        return new CheckedScenario(
                file, source, study, List.of(), List.of(), Optional.of(e.getMessage()), skipped, seconds(), code);
    }

    private double seconds() {
        return (System.nanoTime() - start) * 1e-9;
    }
}
