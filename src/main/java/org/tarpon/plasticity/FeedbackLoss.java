package org.tarpon.plasticity;

import java.util.List;
import org.tarpon.network.Signal;

/** What a learned feedback pathway lowers. */
public enum FeedbackLoss {
    /** S12: ‖g(f(h + ε)) − (h + ε)‖² (Lee et al. 2015). */
    INVERSE(List.of(Signal.RECONSTRUCTION)),
    /** DRL (Meulemans et al. 2020, arXiv 2006.14331); see {@link DifferenceReconstruction}. */
    DIFFERENCE_RECONSTRUCTION(List.of(Signal.RECONSTRUCTION, Signal.ACTIVITY)),
    /** L-DRL (Ernoult et al. 2022, arXiv 2201.13415); see {@link DifferenceReconstruction}. */
    LOCAL_DIFFERENCE_RECONSTRUCTION(List.of(Signal.RECONSTRUCTION, Signal.ACTIVITY, Signal.PERTURBED)),
    /** None: feedback weights follow how a neuron's own surprise moves those above; see {@link SurpriseLearning}. */
    SURPRISE(List.of(Signal.ACTIVITY));

    private final List<Signal> terms;

    FeedbackLoss(List<Signal> terms) {
        this.terms = terms;
    }

    /** The signals from above that are decoded, each of which the synapses learn from. */
    List<Signal> terms() {
        return terms;
    }
}
