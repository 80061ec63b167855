package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tarpon.cli.ChildProcess;

/**
 * Threads 1, 2, 3, 8 × Java 17, 25 × interpreted, compiled × straight, resumed × each kind of scenario: one digest a kind,
 * in the repository. Interpreted runs take 3 threads unless {@code
 * -Dtarpon.full-matrix=true}.
 */
class DeterminismMatrixTest {
    private static final Goldens GOLDENS = new Goldens("matrix-digests.txt");
    private static final List<String> COURSES = List.of(
            "volley\t%s\tstraight",
            "volley\t%s\tresumed",
            "phase-free\t%s\tstraight",
            "phase-free\t%s\tresumed",
            "circuit\t%s\tstraight",
            "circuit\t%s\tresumed");

    @TempDir
    private Path folder;

    @AfterAll
    static void renewGoldens() {
        GOLDENS.close();
    }

    @ParameterizedTest(name = "Java {0} {1}")
    @CsvSource({"17, compiled", "17, interpreted", "25, compiled", "25, interpreted"})
    @Timeout(300)
    void everyCellHasTheSameDigests(int version, String mode) throws IOException, InterruptedException {
        Optional<Path> java = ChildProcess.java(version);
        assumeTrue(java.isPresent(), "skipped: no JDK " + version + " in JAVA" + version + "_HOME or /usr/lib/jvm");
        boolean interpreted = mode.equals("interpreted");
        List<String> threads =
                interpreted && !Boolean.getBoolean("tarpon.full-matrix") ? List.of("3") : List.of("1", "2", "3", "8");
        List<String> args = new ArrayList<>(List.of(folder.resolve("runs").toString()));
        args.addAll(threads);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process child = ChildProcess.start(
                MatrixCells.class,
                java.get(),
                interpreted ? List.of("-Xint") : List.of(),
                out,
                err,
                args.toArray(String[]::new));
        assertEquals(0, ChildProcess.join(child), Files.readString(err));
        Set<String> seen = new TreeSet<>();
        for (String line : Files.readAllLines(out)) {
            int tab = line.lastIndexOf('\t');
            seen.add(line.substring(0, tab));
            String cell = "Java " + version + " " + mode + " " + line.substring(0, tab);
            GOLDENS.check(line.substring(0, line.indexOf('\t')), line.substring(tab + 1), cell);
        }
        Set<String> all = new TreeSet<>();
        threads.forEach(number -> COURSES.forEach(course -> all.add(course.formatted(number))));
        assertEquals(all, seen, "cells that ran");
    }
}
