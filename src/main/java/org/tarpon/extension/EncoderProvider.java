package org.tarpon.extension;

/** An encoder of images, for {@code data.encoder.type}. */
public interface EncoderProvider extends Extension<InputEncoder> {
    /** Whether it sends numbers, and not spikes; the same for all parameters. */
    boolean isGraded();

    /**
     * Whether it draws, so that the same image becomes something else each time.
     *
     * @param training while learning; otherwise while evaluating
     */
    boolean isRandom(boolean training);
}
