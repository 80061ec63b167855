package org.tarpon.report;

import org.jsoup.nodes.Element;

/** How well feedback pathways invert the feedforward ones. */
final class FeedbackSection implements Section {
    @Override
    public String id() {
        return "feedback";
    }

    @Override
    public String title() {
        return "Feedback pathways";
    }

    @Override
    public void write(RunFiles run, Element section) {
        Curves angles = new Curves().addEach(run.epochs(), "feedback_angle", 1);
        Curves losses = new Curves().addEach(run.epochs(), "reconstruction_loss", 1);
        if (angles.isEmpty() && losses.isEmpty()) {
            return;
        }
        Html.paragraph(
                section,
                "The angle between the weights V of each feedback pathway and the transposed weights Wᵀ of the"
                        + " feedforward pathway that it runs against: 90° is what random weights have, 0° is what tied"
                        + " weights have. The reconstruction loss is that of the feedback pathways that learn.");
        Element side = Html.side(section);
        angles.append(side, "Angle between V and Wᵀ", "degrees");
        losses.append(side, "Reconstruction loss", "loss");
    }
}
