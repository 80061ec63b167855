package org.tarpon.experiment;

import org.tarpon.analysis.Audit;

/** Adds up over the epochs what the audit counts beside the traffic. */
final class AuditCounts {
    private final boolean decodersLinear;
    private long derivatives;
    private long barriers;
    private long batches;

    AuditCounts(boolean decodersLinear) {
        this.decodersLinear = decodersLinear;
    }

    void add(Trainer.Epoch epoch) {
        derivatives += epoch.tally().derivatives();
        barriers += epoch.barriers();
        batches += epoch.batches();
    }

    Audit.Counts counts() {
        return new Audit.Counts(decodersLinear, derivatives, barriers, batches);
    }

    long[] save() {
        return new long[] {derivatives, barriers, batches};
    }

    void restore(long[] saved) {
        derivatives = saved[0];
        barriers = saved[1];
        batches = saved[2];
    }
}
