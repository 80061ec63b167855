package org.tarpon.neuron;

import java.util.Arrays;

/** A rate in hertz as a function of time. */
public sealed interface RateProfile {
    /** A rate that is never exceeded. */
    double maximum();

    /** The rate at a time in nanoseconds. */
    double at(long time);

    /** @param rate hertz, not negative */
    record Constant(double rate) implements RateProfile {
        public Constant {
            Check.notNegative("rate", rate);
        }

        @Override
        public double maximum() {
            return rate;
        }

        @Override
        public double at(long time) {
            return rate;
        }
    }

    /** Constant pieces: {@code rates[k]} from {@code times[k]} nanoseconds on, 0 before the first. */
    final class Piecewise implements RateProfile {
        private final long[] times;
        private final double[] rates;
        private final double maximum;

        /**
         * @param times beginnings of the pieces, ascending
         * @param rates hertz, not negative, one for each
         */
        public Piecewise(long[] times, double[] rates) {
            if (times.length != rates.length || times.length == 0) {
                throw new IllegalArgumentException(
                        "a piecewise rate needs as many rates as times, at least one; there are " + rates.length
                                + " and " + times.length);
            }
            for (int k = 0; k < times.length; k++) {
                Check.notNegative("rate", rates[k]);
                if (k > 0 && times[k] <= times[k - 1]) {
                    throw new IllegalArgumentException("times of a piecewise rate must ascend; " + times[k]
                            + " ns follows " + times[k - 1] + " ns");
                }
            }
            this.times = times.clone();
            this.rates = rates.clone();
            this.maximum = Arrays.stream(rates).max().orElseThrow();
        }

        /** Beginnings of the pieces, in nanoseconds. */
        public long[] times() {
            return times.clone();
        }

        /** Rates of the pieces, in hertz. */
        public double[] rates() {
            return rates.clone();
        }

        @Override
        public double maximum() {
            return maximum;
        }

        @Override
        public double at(long time) {
            int found = Arrays.binarySearch(times, time);
            int piece = found >= 0 ? found : -found - 2;
            return piece < 0 ? 0 : rates[piece];
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Piecewise that
                    && Arrays.equals(times, that.times)
                    && Arrays.equals(rates, that.rates);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(times) + Arrays.hashCode(rates);
        }
    }

    /**
     * mean + amplitude · sin(2π · frequency · t + phase).
     *
     * @param mean hertz, at least the amplitude
     * @param amplitude hertz, not negative
     * @param frequency hertz, not negative
     * @param phase radians
     */
    record Sinusoidal(double mean, double amplitude, double frequency, double phase) implements RateProfile {
        public Sinusoidal {
            Check.notNegative("mean", mean);
            Check.notNegative("amplitude", amplitude);
            Check.notNegative("frequency", frequency);
            Check.finite("phase", phase);
            if (amplitude > mean) {
                throw new IllegalArgumentException(
                        "the rate must not become negative: the amplitude " + amplitude + " exceeds the mean " + mean);
            }
        }

        @Override
        public double maximum() {
            return mean + amplitude;
        }

        @Override
        public double at(long time) {
            return mean + amplitude * StrictMath.sin(2 * Math.PI * frequency * time * 1e-9 + phase);
        }
    }
}
