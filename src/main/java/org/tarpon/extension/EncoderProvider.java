package org.tarpon.extension;

/** An encoder of images, for {@code data.encoder.type}. */
public interface EncoderProvider extends Extension<InputEncoder> {
    /** Whether it sends numbers, and not spikes; the same for all parameters. */
    boolean isGraded();

    /**
     * Whether the same image may become something else when it is shown again, because the encoder draws, or because what it
     * sends depends on the cycle.
     *
     * @param training while learning; otherwise while evaluating
     */
    boolean isRandom(boolean training);
}
