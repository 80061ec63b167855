package org.tarpon.experiment;

import java.util.List;
import org.tarpon.analysis.Angles;
import org.tarpon.analysis.Audit;
import org.tarpon.network.Network;
import org.tarpon.state.Archive;

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

    void state(Archive archive) {
        derivatives = archive.number("derivatives", derivatives);
        labelsRead = archive.number("labels read", labelsRead);
        barriers = archive.number("barriers", barriers);
        presentations = archive.number("presentations", presentations);
    }
}
