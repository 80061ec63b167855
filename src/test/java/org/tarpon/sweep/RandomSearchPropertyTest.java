package org.tarpon.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RandomSearchPropertyTest {
    private static List<String> drawn(String how, int samples, long seed) {
        return Axes.random(List.of("k=" + how), samples, seed).stream()
                .map(setting -> setting.values().get("k"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            uniform(-3, 7)          | -3   | 7
            uniform(0.99999, 1)     | 0.99999 | 1
            log-uniform(1e-4, 1e-2) | 1e-4 | 1e-2
            log-uniform(1e-30, 1e3) | 1e-30 | 1e3
            integer(2, 5)           | 2    | 5
            """)
    void everyDrawIsWithinItsBoundsAndShort(String how, double least, double most) {
        for (String value : drawn(how, 300, 5)) {
            double number = Double.parseDouble(value);
            assertTrue(least <= number && number <= most, value);
            assertTrue(value.matches("[-+0-9.E]{1,13}"), value);
        }
    }

    /** Of 300 draws the median is within a factor of the middle that a wrong scale would miss by far. */
    @Test
    void logUniformHalvesItsRangeInTheLogarithm() {
        List<Double> sorted = drawn("log-uniform(1e-4, 1e-2)", 300, 5).stream()
                .map(Double::valueOf)
                .sorted()
                .toList();
        // The median's logarithm has standard error ln(100) / (2 √300) = 0.13; five of them: false alarms below 10⁻⁶.
        assertEquals(Math.log(1e-3), Math.log(sorted.get(150)), 5 * 0.14);
    }

    @Test
    void wholeNumbersAndChoicesAllOccur() {
        assertEquals(Set.of("2", "3", "4", "5"), Set.copyOf(drawn("integer(2, 5)", 200, 1)));
        assertEquals(Set.of("[a, b]", "c"), Set.copyOf(drawn("choice([a, b], c)", 100, 1)));
    }

    @Test
    void quantitiesKeepTheirUnitAndHaveNoExponent() {
        for (String value : drawn("log-uniform(0.00001 ms, 5 ms)", 100, 2)) {
            assertTrue(value.matches("[0-9.]+ ms"), value);
        }
    }

    /** A draw is addressed: it does not depend on how many there are, nor on other keys. */
    @Test
    void moreSamplesAndMoreKeysLeaveTheOthersAsTheyAre() {
        List<String> few = drawn("uniform(0, 1)", 5, 7);
        assertEquals(few, drawn("uniform(0, 1)", 50, 7).subList(0, 5));
        List<Setting> both = Axes.random(List.of("j=uniform(0, 1)", "k=uniform(0, 1)"), 5, 7);
        assertEquals(
                few, both.stream().map(setting -> setting.values().get("k")).collect(Collectors.toList()));
        assertTrue(both.stream()
                .noneMatch(setting ->
                        setting.values().get("j").equals(setting.values().get("k"))));
        assertTrue(!few.equals(drawn("uniform(0, 1)", 5, 8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "normal(0, 1)",
                "uniform(1)",
                "uniform(1, 2, 3)",
                "uniform(2, 1)",
                "uniform(a, b)",
                "uniform(1, )",
                "uniform(1 ms, 2 s)",
                "uniform(1e309, 2)",
                "uniform(--1, 2)",
                "log-uniform(0, 1)",
                "integer(1.5, 2)",
                "integer(3, 2)",
                "choice()"
            })
    void whatIsNoDistributionIsRefusedWithThoseThatAre(String how) {
        String message = assertThrows(InvalidSweepException.class, () -> drawn(how, 1, 1))
                .getMessage();
        assertTrue(message.contains("log-uniform(LEAST, MOST)"), message);
    }

    @Test
    void aKeyIsDrawnOnce() {
        assertThrows(
                InvalidSweepException.class, () -> Axes.random(List.of("k=uniform(0, 1)", "k=uniform(0, 2)"), 1, 1));
    }
}
