package org.tarpon.experiment;

import java.util.List;
import org.tarpon.analysis.Angles;
import org.tarpon.analysis.Audit;
import org.tarpon.network.Network;

/** Adds up over the epochs what the audit counts beside the traffic. */
final class AuditCounts {
    private final boolean decodersLinear;
    private final List<Double> initialAngles;
    private long derivatives;
    private long labelsRead;
    private long barriers;
    private long presentations;

    /** @param network with its initial weights, which a resumed run draws again */
    AuditCounts(Network network, boolean decodersLinear) {
        this.decodersLinear = decodersLinear;
        this.initialAngles = Angles.toCounterparts(network);
    }

    void add(Trainer.Epoch epoch) {
        derivatives += epoch.tally().derivatives();
        labelsRead += epoch.tally().labelsRead();
        barriers += epoch.barriers();
        presentations += epoch.presentations();
    }

    Audit.Counts counts() {
        return new Audit.Counts(decodersLinear, derivatives, labelsRead, barriers, presentations, initialAngles);
    }

    long[] save() {
        return new long[] {derivatives, barriers, presentations, labelsRead};
    }

    void restore(long[] saved) {
        derivatives = saved[0];
        barriers = saved[1];
        presentations = saved[2];
        labelsRead = saved[3];
    }
}
