package org.tarpon.extension;

/** Turns the pixels of an image into the activity of the source, which has a neuron for each pixel. */
public interface InputEncoder {
    /**
     * Encodes an image for one presentation.
     *
     * @param pixels row by row, unsigned bytes ({@code pixel & 0xFF}); not to be written to
     * @param shown as what the image is shown, and the random numbers for it
     * @param activity takes the active neurons, in ascending order
     */
    void encode(byte[] pixels, Shown shown, Activity activity);

    /** One showing of an image: a cycle of a presentation. */
    interface Shown {
        /** Whether it is learned from; otherwise the network is evaluated. */
        boolean isTraining();

        /** The cycle of the presentation, from 0. */
        int cycle();

        /** A number in [0, 1), drawn for this neuron, presentation and cycle: the same however often it is asked for. */
        float uniform(int neuron);

        /** A standard normal number, likewise; independent of the uniform one. */
        float normal(int neuron);
    }

    /** The activity of the source, begun anew for each image. */
    interface Activity {
        /**
         * Lets a neuron spike.
         *
         * @param neuron above those named before
         * @throws ExtensionException if it is not, or the encoder sends numbers
         */
        void fire(int neuron);

        /**
         * Lets a neuron send a number; 0 need not be sent.
         *
         * @param neuron above those named before
         * @throws ExtensionException if it is not, the number is not finite, or the encoder sends spikes
         */
        void send(int neuron, float value);
    }
}
