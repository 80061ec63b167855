package org.tarpon.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tarpon.analysis.SampleMean;

class SweepTableTest {
    @TempDir
    private Path folder;

    private static Plan.Run run(String value, long seed) {
        return new Plan.Run("k=" + value + "-" + seed, Setting.of("k", value), seed, "");
    }

    private static Outcome finished(String value, long seed, double error) throws JsonProcessingException {
        String result = "{\"metrics\": {\"epoch\": 3, \"validation_error\": " + error
                + ", \"firing_fraction\": {\"a\": 0.5}}, \"performance\": {\"synaptic_events\": 7, \"wall_seconds\": 1},"
                + " \"digests\": {\"weights\": \"w\", \"spikes\": \"s\"}}";
        return Outcome.finished(run(value, seed), new ObjectMapper().readTree(result));
    }

    /** Mean 4, s² = 14/3; t of 3 degrees of freedom is 3.182446 (any table); 3.182446 · √(14/3) / 2 = 3.437434. */
    @Test
    void intervalIsThatOfStudent() {
        assertEquals(3.437434, halfWidth(2, 3, 4, 7), 1e-6);
        assertEquals(0, halfWidth(5, 5));
        // 12.706205 · (1/√2) / √2
        assertEquals(12.706205 / 2, halfWidth(1, 2), 1e-6);
        assertTrue(Double.isNaN(halfWidth(5)));
    }

    private static double halfWidth(double... values) {
        return SweepTable.halfWidth(SampleMean.of(values));
    }

    @Test
    void theBestHasTheLeastMeanAmongSettingsAllOfWhoseRunsFinished() throws IOException {
        Failure failure = new Failure(Failure.Reason.DIVERGED, "it, \"grew\"");
        SweepTable table = new SweepTable(List.of(
                finished("a", 1, 5),
                finished("a", 2, 7),
                finished("b", 1, 3),
                finished("b", 2, 9),
                finished("lucky", 1, 1),
                Outcome.failed(run("lucky", 2), failure)));
        assertEquals(
                "k=a",
                table.best("validation_error", false).orElseThrow().setting().toString());
        assertEquals(
                "k=a",
                table.best("validation_error", true).orElseThrow().setting().toString());
        assertTrue(table.best("nothing", false).isEmpty());
        assertEquals(6, table.rows().get(1).metrics().get("validation_error").mean());
        assertEquals(1, table.rows().get(2).finished());

        table.write(folder);
        assertEquals(
                """
                run,setting,k,seed,status,validation_error,firing_fraction.a,synaptic_events,weights,spikes
                k=a-1,1,a,1,finished,5,0.5,7,w,s
                k=a-2,1,a,2,finished,7,0.5,7,w,s
                k=b-1,2,b,1,finished,3,0.5,7,w,s
                k=b-2,2,b,2,finished,9,0.5,7,w,s
                k=lucky-1,3,lucky,1,finished,1,0.5,7,w,s
                k=lucky-2,3,lucky,2,failed,,,,,
                """,
                Files.readString(folder.resolve("table.csv")));
        List<String> summary = Files.readAllLines(folder.resolve("summary.csv"));
        assertTrue(
                summary.get(0).startsWith("setting,k,runs,finished,validation_error,validation_error_half_width,"),
                summary.get(0));
        assertTrue(summary.get(1).startsWith("1,a,2,2,6,12.7062047"), summary.get(1));
        assertTrue(summary.get(3).startsWith("3,lucky,2,1,1,,0.5,,7,"), summary.get(3));
        assertEquals(
                "run,setting,seed,reason,message\nk=lucky-2,k=lucky,2,diverged,\"it, \"\"grew\"\"\"\n",
                Files.readString(folder.resolve("failures.csv")));

        new SweepTable(List.of(finished("a", 1, 5))).write(folder);
        assertFalse(Files.exists(folder.resolve("failures.csv")));
    }

    @Test
    void csvReadsBackWhatItWrote() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            List<String> cells = new ArrayList<>(List.of("first"));
            for (int k = random.nextInt(5); k > 0; k--) {
                StringBuilder cell = new StringBuilder();
                for (int n = random.nextInt(6); n > 0; n--) {
                    cell.append("ab,\"\n'".charAt(random.nextInt(6)));
                }
                cells.add(cell.toString().strip());
            }
            assertEquals(List.of(cells), Csv.parse(Csv.line(cells), "line"));
        }
    }

    @Test
    void theWorstFailureIsTheFirst() {
        assertEquals(
                Failure.Reason.OUT_OF_MEMORY,
                Failure.of(new OutOfMemoryError("x")).reason());
        assertEquals(
                Failure.Reason.INTERNAL_ERROR,
                Failure.of(new IllegalStateException()).reason());
        assertEquals(Failure.Reason.FILES, Failure.of(new IOException("x")).reason());
        for (Failure.Reason reason : Failure.Reason.values()) {
            assertEquals(reason, Failure.Reason.of(reason.key()));
        }
        assertEquals(Map.of(), Outcome.waiting(run("a", 1), false).metrics());
    }
}
