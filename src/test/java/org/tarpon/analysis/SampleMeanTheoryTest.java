package org.tarpon.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tarpon.random.RandomStream;

class SampleMeanTheoryTest {
    private static final int TRIALS = 4_000;
    private static final double MEAN = 15;
    private static final double DEVIATION = 0.4;

    /** Quantiles of Student's t from its tables. */
    @ParameterizedTest
    @CsvSource({"2, 0.95, 6.314", "3, 0.95, 2.920", "5, 0.95, 2.132", "5, 0.99, 3.747", "10, 0.975, 2.262", "4, 0.5, 0"
    })
    void marginIsStudentsQuantileTimesTheStandardError(int n, double confidence, double t) {
        assertEquals(t * 2 / StrictMath.sqrt(n), new SampleMean(n, 7, 2).margin(confidence), 0.001);
    }

    @Test
    void deviationIsThatOfASample() {
        SampleMean sample = SampleMean.of(new double[] {3, 7, 2, 8});
        assertEquals(5, sample.mean());
        // (4 + 4 + 9 + 9) / 3
        assertEquals(26.0 / 3, sample.deviation() * sample.deviation(), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> SampleMean.of(new double[0]));
    }

    /**
     * A claim that is just not true, a mean at most 15 where it is 15, is wrongly shown in 1 − confidence of all samples; a claim that
     * is just true is wrongly refuted as often, and for normal values both rates are exact. Tolerance: 5 standard errors of a
     * binomial fraction, missed by chance once in 1.7 million for each of 12 comparisons.
     */
    @ParameterizedTest
    @CsvSource({"2, 0.95", "3, 0.9", "5, 0.95", "10, 0.99", "5, 0.5", "4, 0.75"})
    void errorsAreAsFrequentAsTheConfidenceSays(int n, double confidence) {
        RandomStream stream = new RandomStream(8, "sample-mean-theory");
        float[] normals = new float[n];
        double[] values = new double[n];
        int shown = 0;
        int refuted = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            stream.normals(trial, 0, normals, n);
            Arrays.setAll(values, i -> MEAN + DEVIATION * normals[i]);
            SampleMean sample = SampleMean.of(values);
            double margin = sample.margin(confidence);
            shown += sample.mean() + margin <= MEAN ? 1 : 0;
            refuted += sample.mean() - margin > MEAN ? 1 : 0;
        }
        double error = 1 - confidence;
        double tolerance = 5 * StrictMath.sqrt(error * confidence / TRIALS);
        assertEquals(error, (double) shown / TRIALS, tolerance);
        assertEquals(error, (double) refuted / TRIALS, tolerance);
        assertTrue(tolerance < error, "the test could not fail");
    }
}
