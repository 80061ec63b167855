package org.tarpon.analysis;

import org.tarpon.state.Archive;

/**
 * Covariance of two series at lags, accumulated while they are sampled at equal steps: memory grows with the largest lag,
 * not with the length of the series. The auto-covariance is that of a series with itself.
 */
public final class LaggedCovariance {
    private final int largest;
    private final double[] recentX;
    private final double[] recentY;
    private final double[] products; // by lag + largest
    private final long[] counts;
    private double sumX;
    private double sumY;
    private long size;

    /** @param largest lag in steps, from 0 on */
    public LaggedCovariance(int largest) {
        this.largest = largest;
        this.recentX = new double[largest + 1];
        this.recentY = new double[largest + 1];
        this.products = new double[2 * largest + 1];
        this.counts = new long[2 * largest + 1];
    }

    /** Takes the next sample of both series. */
    public void add(double x, double y) {
        int place = (int) (size % (largest + 1));
        recentX[place] = x;
        recentY[place] = y;
        int back = (int) Math.min(largest, size);
        for (int lag = 0; lag <= back; lag++) {
            int past = (int) ((size - lag) % (largest + 1));
            products[largest + lag] += recentX[past] * y;
            counts[largest + lag]++;
            if (lag > 0) {
                products[largest - lag] += x * recentY[past];
                counts[largest - lag]++;
            }
        }
        sumX += x;
        sumY += y;
        size++;
    }

    /** Mean of x(t)·y(t + lag) over the samples, for a lag of either sign. */
    public double product(int lag) {
        return products[largest + lag] / counts[largest + lag];
    }

    /** cov[x(t), y(t + lag)], with the means over all samples. */
    public double at(int lag) {
        return product(lag) - sumX / size * (sumY / size);
    }

    /** Lists what was accumulated. */
    public void state(Archive archive) {
        archive.array("recent x", recentX);
        archive.array("recent y", recentY);
        archive.array("products", products);
        archive.array("counts", counts);
        sumX = archive.real("sum x", sumX);
        sumY = archive.real("sum y", sumY);
        size = archive.number("size", size);
    }

    public long size() {
        return size;
    }
}
