package org.tarpon.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tarpon.record.AtomicFile;
import org.tarpon.scenario.ExpectSource;
import org.tarpon.scenario.Expectation;
import org.tarpon.scenario.Expectation.Baseline;
import org.tarpon.scenario.Expectation.DigestEquals;
import org.tarpon.scenario.Study;

/**
 * Puts the figures of a run in the place of those that an earlier run left: digests among the expectations of a scenario file,
 * and baselines beside it. What a person decided, bounds above all, stays.
 */
public final class Renewal {
    private final Path file;
    private final ExpectSource source;
    private final Study study;

    /**
     * @param source the file as it was when the study was read from it
     */
    public Renewal(Path file, ExpectSource source, Study study) {
        this.file = file;
        this.source = source;
        this.study = study;
    }

    /** Whether an expectation holds what a program stored, and not what a person wrote. */
    public static boolean isStored(Expectation expectation) {
        return expectation instanceof DigestEquals || expectation instanceof Baseline;
    }

    /**
     * Writes what is no longer as it was; each file is changed as a whole or not at all.
     *
     * @param run of the study's own seed
     * @return what changed, in words
     * @throws IllegalArgumentException if a file is no longer what was read, or cannot be renewed as it is; then nothing was
     *     written
     */
    public List<String> renew(Measurement run) throws IOException {
        List<String> changes = new ArrayList<>();
        Map<Integer, String> digests = new LinkedHashMap<>();
        Set<String> baselines = new LinkedHashSet<>();
        for (int i = 0; i < study.expect().size(); i++) {
            if (study.expect().get(i) instanceof DigestEquals expected) {
                String key = expected.digest().key();
                String actual = run.result().get("digests").get(key).asText();
                if (!actual.equals(expected.sha256())) {
                    digests.put(i, actual);
                    changes.add(place(i) + ": digest of " + key + " " + actual + ", was " + expected.sha256());
                }
            } else if (study.expect().get(i) instanceof Baseline expected) {
                baselines.add(expected.file());
            }
        }
        Path folder = file.toAbsolutePath().getParent();
        String text = source.withDigests(digests);
        for (String baseline : baselines) {
            checkPlace(folder, baseline);
        }
        if (!source.isUnchanged(file)) {
            throw new IllegalArgumentException(file + " was changed while it was run; nothing is renewed");
        }
        if (!digests.isEmpty()) {
            AtomicFile.write(file.toRealPath(), text);
        }
        for (String baseline : baselines) {
            changes.addAll(renew(folder, baseline, BaselineFile.of(run.result())));
        }
        return changes;
    }

    private String place(int index) {
        return source.position(index)
                .map(at -> file + ":" + at.line() + ":" + at.column())
                .orElse(file.toString());
    }

    private void checkPlace(Path folder, String name) throws IOException {
        try {
            BaselineFile.locate(folder, name);
        } catch (BaselineFile.UnusableException e) {
            throw new IllegalArgumentException(file.resolveSibling(name) + " cannot be renewed: " + e.getMessage());
        }
    }

    private List<String> renew(Path folder, String name, BaselineFile now) throws IOException {
        List<String> changes;
        try {
            changes = BaselineFile.read(folder, name).changes(now);
        } catch (BaselineFile.UnusableException e) {
            changes = List.of("written anew: " + e.getMessage());
        }
        if (!changes.isEmpty()) {
            AtomicFile.write(folder.resolve(name), now.text());
        }
        return changes.stream()
                .map(change -> file.resolveSibling(name) + ": " + change)
                .toList();
    }
}
