package org.tarpon.report;

import org.jsoup.nodes.Element;

/** How many neurons fire, and how many send differences. */
final class ActivitySection implements Section {
    @Override
    public String id() {
        return "activity";
    }

    @Override
    public String title() {
        return "Firing";
    }

    @Override
    public void write(RunFiles run, Element section) {
        Curves firing = new Curves().addEach(run.epochs(), "firing_fraction", 100);
        Curves differences = new Curves().addEach(run.epochs(), "difference_spike_fraction", 100);
        if (firing.isEmpty() && differences.isEmpty()) {
            return;
        }
        Element side = Html.side(section);
        firing.append(side, "Neurons that fire", "% of a population");
        differences.append(side, "Neurons that send difference spikes", "% of a population");
    }
}
