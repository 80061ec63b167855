package org.tarpon.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CourseTest {
    private static double tau(double... values) {
        return Course.of(values).tau();
    }

    @Test
    void tauIsTheRisingPairsLessTheFallingOnes() {
        assertEquals(1, tau(1, 2, 3, 9), 1e-12);
        assertEquals(-1, tau(9, 3, 2, 1), 1e-12);
        // Of the six pairs of 2, 1, 4, 3 four rise and two fall.
        assertEquals(2.0 / 6, tau(2, 1, 4, 3), 1e-12);
    }

    @Test
    void tiesWeakenATrendAndSamenessIsNone() {
        // τ-b of 2, 1, 1: two pairs fall, one is tied: −2/√(3·2).
        assertEquals(-2 / StrictMath.sqrt(6), tau(2, 1, 1), 1e-12);
        assertEquals(0, tau(5, 5, 5, 5));
    }

    @Test
    void oneOutlierDoesNotTurnATrend() {
        assertEquals(-15.0 / 21, tau(7, 6, 5, 99, 4, 3, 2), 1e-12);
    }

    /** Of the 120 orders of five values 14 reach 0.5 (docs/scenarios.md has the rates for other numbers of epochs). */
    @Test
    void chanceIsRarelyATrend() {
        int[] count = {0, 0};
        permute(new double[] {1, 2, 3, 4, 5}, 0, count);
        assertEquals(120, count[0]);
        assertEquals(14, count[1]);
    }

    private static void permute(double[] values, int from, int[] count) {
        if (from == values.length) {
            count[0]++;
            count[1] += tau(values) >= 0.5 ? 1 : 0;
        }
        for (int i = from; i < values.length; i++) {
            double[] swapped = values.clone();
            swapped[from] = values[i];
            swapped[i] = values[from];
            permute(swapped, from + 1, count);
        }
    }

    @Test
    void endsAreMediansOfThirds() {
        Course course = Course.of(new double[] {1, 80, 3, 0, 0, 7, 90, 9, 8, 5, 4});
        assertEquals(11, course.count());
        assertEquals(3, course.before());
        assertEquals(5, course.after());
    }

    @Test
    void twoValuesAreNoCourse() {
        assertThrows(IllegalArgumentException.class, () -> tau(1, 2));
    }
}
