package org.tarpon.record;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.tarpon.engine.VolleyListener;
import org.tarpon.network.Form;
import org.tarpon.network.Pathway;
import org.tarpon.network.Presentations;
import org.tarpon.network.Signal;
import org.tarpon.network.Volley;

/**
 * Writes every message of one presentation as CSV, on each pathway that it travels: when it leaves and when it arrives, what
 * it means and what it is. After {@value #MOST} messages it writes no more.
 */
public final class MessageRecorder implements VolleyListener {
    /** The first line of the file. */
    public static final String HEADER = "sent_ns,arrives_ns,from,to,direction,signal,form,neuron,value\n";

    private static final int MOST = 50_000;
    private static final MathContext DIGITS = new MathContext(6);

    private final OutputStream out;
    private int written;

    public MessageRecorder(OutputStream out) throws IOException {
        this.out = out;
        out.write(HEADER.getBytes(StandardCharsets.UTF_8));
    }

    /** Of the first lane. */
    @Override
    public void sent(long time, Pathway pathway, Signal signal, Volley volley, Presentations presentations) {
        float[] values = volley.values(0);
        for (int k = 0; k < volley.count(0); k++) {
            float value = values == null ? 1 : values[k];
            message(time, pathway, signal, volley.form(), volley.indices(0)[k], value);
        }
    }

    /** @param time in nanoseconds at which it leaves, from the beginning of the presentation */
    public void message(long time, Pathway pathway, Signal signal, Form form, int neuron, float value) {
        if (written == MOST) {
            return;
        }
        written++;
        String line = String.join(
                ",",
                Long.toString(time),
                Long.toString(time + pathway.delayNanos()),
                pathway.from().name(),
                pathway.to().name(),
                word(pathway.direction()),
                word(signal),
                word(form),
                Integer.toString(neuron),
                // Not Float.toString, of which Java 17 and 25 have different opinions.
                new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString());
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
