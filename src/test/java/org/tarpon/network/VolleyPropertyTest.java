package org.tarpon.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolleyPropertyTest {
    private static final int LANES = 3;

    /** The valid part of a lane, as "neuron:value". */
    private static List<String> entries(Volley volley, int lane) {
        List<String> entries = new ArrayList<>();
        for (int k = 0; k < volley.count(lane); k++) {
            entries.add(volley.indices(lane)[k] + ":" + (volley.values(lane) == null ? 1f : volley.values(lane)[k]));
        }
        return entries;
    }

    /** Coarse, so that variates equal probabilities now and then, with 0, 1 and values beyond. */
    private static float[] coarse(Random random, int n, int below, int above) {
        float[] out = new float[n];
        for (int j = 0; j < n; j++) {
            out[j] = (random.nextInt(above - below + 1) + below) / 8f;
        }
        return out;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void fire_namesTheNeuronsWhoseVariateIsBelow_ascending(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < 500; trial++) {
            int n = 1 + random.nextInt(20);
            Volley volley = new Volley(Form.SPIKE, n, LANES);
            float[] r = coarse(random, n, 0, 7);
            float[] p = coarse(random, n, -2, 10);
            volley.fire(1, r, p);
            List<String> expected = new ArrayList<>();
            for (int j = 0; j < n; j++) {
                if (r[j] < p[j]) {
                    expected.add(j + ":1.0");
                }
            }
            assertEquals(expected, entries(volley, 1));
            assertEquals(0, volley.count(0));
            assertEquals(expected.size(), volley.total(2));
            assertEquals(0, volley.total(1));
        }
    }

    @Test
    void fire_atTheEnds_isCertain() {
        Volley volley = new Volley(Form.SPIKE, 4, 1);
        volley.fire(0, new float[] {0f, 1 - 0x1p-24f, 0f, 1 - 0x1p-24f}, new float[] {0f, 1f, 0x1p-24f, 1 - 0x1p-24f});
        assertEquals(List.of("1:1.0", "2:1.0"), entries(volley, 0));
    }

    /** d = ŝ − s of the coupled draw (S13). */
    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7, 8})
    void fireDifferences_leadsFromTheSpikesToTheTargetSpikes(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < 500; trial++) {
            int n = 1 + random.nextInt(20);
            Volley volley = new Volley(Form.DIFFERENCE_SPIKE, n, LANES);
            float[] r = coarse(random, n, 0, 7);
            float[] p = coarse(random, n, 0, 8);
            float[] target = coarse(random, n, -4, 12);
            volley.fireDifferences(2, r, p, target);
            List<String> expected = new ArrayList<>();
            for (int j = 0; j < n; j++) {
                int difference = (r[j] < target[j] ? 1 : 0) - (r[j] < p[j] ? 1 : 0);
                if (difference != 0) {
                    expected.add(j + ":" + (float) difference);
                }
            }
            assertEquals(expected, entries(volley, 2));
        }
    }

    /** S33: spikes for the points (r + m) / burst that lie between, counted one by one. */
    @ParameterizedTest
    @ValueSource(longs = {9, 10, 11, 12})
    void fireBursts_sendsASpikeForEachPointBetween(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < 500; trial++) {
            int n = 1 + random.nextInt(20);
            int burst = 1 << random.nextInt(4);
            Volley volley = new Volley(Form.DIFFERENCE_SPIKE, n, LANES);
            float[] r = coarse(random, n, 0, 7);
            float[] p = coarse(random, n, 0, 8);
            float[] target = coarse(random, n, -4, 12);
            volley.fireBursts(2, r, p, target, burst);
            List<String> expected = new ArrayList<>();
            long total = 0;
            for (int j = 0; j < n; j++) {
                int spikes = 0;
                for (int m = 0; m < burst; m++) {
                    float point = (r[j] + m) / burst;
                    spikes += (point < target[j] ? 1 : 0) - (point < p[j] ? 1 : 0);
                }
                if (spikes != 0) {
                    expected.add(j + ":" + (float) spikes);
                }
                total += Math.abs(spikes);
            }
            assertEquals(expected, entries(volley, 2));
            assertEquals(total, volley.total(3));
        }
    }

    @Test
    void fireOne_isOneNeuron() {
        Volley volley = new Volley(Form.SPIKE, 5, 1);
        volley.fireOne(0, 3);
        assertEquals(List.of("3:1.0"), entries(volley, 0));
        assertNull(volley.values(0));
    }

    @Test
    void grade_givesEveryNeuronItsValueTimesTheFactor() {
        Volley volley = new Volley(Form.GRADED, 3, 1);
        volley.grade(0, new float[] {0.5f, 0f, -2f, 99f}, -2f);
        assertEquals(List.of("0:-1.0", "1:-0.0", "2:4.0"), entries(volley, 0));
    }

    @Test
    void copy_isIndependentOfItsOriginal_andTakesOnlyTheLanesAskedFor() {
        for (Form form : Form.values()) {
            Volley original = new Volley(form, 4, LANES);
            for (int lane = 0; lane < LANES; lane++) {
                original.setCount(lane, 2);
                original.indices(lane)[0] = lane;
                original.indices(lane)[1] = 3;
                if (form != Form.SPIKE) {
                    original.values(lane)[0] = 0.5f;
                    original.values(lane)[1] = -1f;
                }
            }
            Volley copy = new Volley(form, 4, LANES);
            copy.copy(original, 2);
            List<String> before = entries(original, 1);
            assertEquals(before, entries(copy, 1));
            assertEquals(0, copy.count(2));
            Arrays.fill(original.indices(1), 0);
            original.setCount(1, 0);
            assertEquals(before, entries(copy, 1));
        }
    }
}
