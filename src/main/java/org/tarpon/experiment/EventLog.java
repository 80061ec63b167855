package org.tarpon.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What was sent in one place (a lane, or an output of a population) since the log was cleared, in the order of events.
 * Kept so that two runs can be compared event by event; a run as such keeps none.
 */
final class EventLog {
    private static final int FIELDS = 3; // time; channel and neuron; showing and value

    /**
     * One message.
     *
     * @param showing how often time had begun anew since the log was cleared
     * @param time in nanoseconds
     * @param channel says what the message is, by a number that the writer of the log understands
     * @param value sign or real number
     */
    record Event(int showing, long time, int channel, int neuron, float value) {
        private boolean isBefore(Event other) {
            return showing != other.showing ? showing < other.showing : time < other.time;
        }
    }

    /**
     * The first event of several logs in which two runs differ.
     *
     * @param log position of the log in the list
     * @param first empty if the first run sent no more
     */
    record Parting(int log, Optional<Event> first, Optional<Event> second) {
        /** The earlier of both. */
        Event earlier() {
            return isOfFirst() ? first.orElseThrow() : second.orElseThrow();
        }

        /** Whether the earlier event is one of the first run. Neurons of a volley come in ascending order. */
        boolean isOfFirst() {
            if (first.isEmpty() || second.isEmpty()) {
                return first.isPresent();
            }
            Event one = first.get();
            Event other = second.get();
            boolean sameVolley = one.showing == other.showing && one.time == other.time && one.channel == other.channel;
            return sameVolley ? one.neuron <= other.neuron : !other.isBefore(one);
        }
    }

    private long[] fields = new long[64 * FIELDS];
    private int end;
    private int showing;
    private long lastTime;

    void clear() {
        end = 0;
        showing = 0;
        lastTime = 0;
    }

    void add(long time, int channel, int neuron, float value) {
        if (end + FIELDS > fields.length) {
            fields = Arrays.copyOf(fields, 2 * fields.length);
        }
        showing += time < lastTime ? 1 : 0;
        lastTime = time;
        fields[end++] = time;
        fields[end++] = (long) channel << 32 | neuron;
        fields[end++] = (long) showing << 32 | Float.floatToRawIntBits(value) & 0xFFFFFFFFL;
    }

    private Optional<Event> event(int number) {
        int at = number * FIELDS;
        return at >= end
                ? Optional.empty()
                : Optional.of(new Event(
                        (int) (fields[at + 2] >> 32),
                        fields[at],
                        (int) (fields[at + 1] >> 32),
                        (int) fields[at + 1],
                        Float.intBitsToFloat((int) fields[at + 2])));
    }

    /**
     * The earliest event that is not the same in both; of several at one time that of the first log.
     *
     * @param second as many logs as the first
     */
    static Optional<Parting> between(List<EventLog> first, List<EventLog> second) {
        Parting earliest = null;
        for (int i = 0; i < first.size(); i++) {
            EventLog one = first.get(i);
            EventLog other = second.get(i);
            int at = Arrays.mismatch(one.fields, 0, one.end, other.fields, 0, other.end);
            if (at >= 0) {
                Parting parting = new Parting(i, one.event(at / FIELDS), other.event(at / FIELDS));
                earliest = earliest == null || parting.earlier().isBefore(earliest.earlier()) ? parting : earliest;
            }
        }
        return Optional.ofNullable(earliest);
    }
}
