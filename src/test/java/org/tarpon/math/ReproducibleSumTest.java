package org.tarpon.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReproducibleSumTest {
    private static ReproducibleSum of(List<Double> terms) {
        ReproducibleSum sum = new ReproducibleSum();
        terms.forEach(sum::add);
        return sum;
    }

    @Test
    void orderAndDivision_changeNoBit() {
        Random random = new Random(1);
        Double[] terms = IntStream.range(0, 5000)
                .mapToObj(i -> random.nextGaussian() * StrictMath.pow(10, random.nextInt(12) - 7))
                .toArray(Double[]::new);
        double straight = of(Arrays.asList(terms)).value();
        for (int trial = 0; trial < 50; trial++) {
            Collections.shuffle(Arrays.asList(terms), random);
            int cut = random.nextInt(terms.length);
            ReproducibleSum first = of(Arrays.asList(terms).subList(0, cut));
            first.add(of(Arrays.asList(terms).subList(cut, terms.length)));
            assertEquals(straight, first.value());
        }
        BigDecimal exact = Arrays.stream(terms).map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        // Each term is rounded by 2^-41 at most.
        assertEquals(exact.doubleValue(), straight, terms.length * 0x1p-41 + Math.ulp(straight));
    }

    @Test
    void whatIsNotFinite_staysVisible() {
        assertTrue(Double.isNaN(of(List.of(1.0, Double.NaN, 2.0)).value()));
        assertTrue(Double.isNaN(of(List.of(1.0, Double.POSITIVE_INFINITY, 2.0)).value()));
    }

    @Test
    void partsCarryItOn() {
        ReproducibleSum sum = of(List.of(0.1, 1e9, -3.3e-5));
        ReproducibleSum other = new ReproducibleSum();
        other.set(sum.parts());
        sum.add(7.7);
        other.add(7.7);
        assertEquals(sum.value(), other.value());
        other.clear();
        assertEquals(0.0, other.value());
    }
}
