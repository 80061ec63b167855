package org.tarpon.format;

import java.util.Locale;

/** How recorded spikes are written and given spikes read. */
public enum SpikeFormat {
    /** Tarpon's own lines, which leave nothing out. */
    CSV,
    /** Lines as NEST 3 writes and reads them, a file for each spike train. */
    NEST,
    /** The spike file of SONATA, in HDF5. */
    SONATA;

    /** The word for it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
