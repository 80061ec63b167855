package org.tarpon.phasefree;

import java.util.ArrayList;
import java.util.List;
import org.tarpon.engine.ChangeLog;
import org.tarpon.state.Archive;

/** What a population of one lane sends, changes of state or difference spikes, and the pathways that carry it. */
final class Outgoing {
    private final ChangeLog log = new ChangeLog();
    private final List<Channel> channels = new ArrayList<>();

    /** One pathway for one kind of message: it follows the log, its delay behind. */
    final class Channel {
        final Projection projection;
        final boolean differences;
        private final long delay;
        private long cursor;
        private long next = Long.MAX_VALUE;
        long messages;

        private Channel(Projection projection, boolean differences, long delay) {
            this.projection = projection;
            this.differences = differences;
            this.delay = delay;
        }

        /** Time of the next arrival. */
        long time() {
            return next;
        }

        int neuron() {
            return log.neuron(cursor);
        }

        int sign() {
            return log.sign(cursor);
        }

        void advance() {
            cursor++;
            messages++;
            next = cursor < log.end() ? log.time(cursor) + delay : Long.MAX_VALUE;
        }
    }

    Channel channel(Projection projection, boolean differences, long delay) {
        Channel channel = new Channel(projection, differences, delay);
        channels.add(channel);
        return channel;
    }

    /** @param sign +1 or −1 */
    void send(long now, int neuron, int sign) {
        if (channels.isEmpty()) {
            return;
        }
        log.add(now, neuron, sign);
        for (int i = 0; i < channels.size(); i++) {
            Channel channel = channels.get(i);
            if (channel.next == Long.MAX_VALUE) {
                channel.next = now + channel.delay;
            }
        }
    }

    /** Lets go of what all channels have read. */
    void trim() {
        long read = Long.MAX_VALUE;
        for (int i = 0; i < channels.size(); i++) {
            read = Math.min(read, channels.get(i).cursor);
        }
        if (read != Long.MAX_VALUE) {
            log.trim(read);
        }
    }

    void state(Archive archive) {
        log.state(archive);
        for (int i = 0; i < channels.size(); i++) {
            Channel channel = channels.get(i);
            Archive part = archive.part("channel " + i);
            channel.cursor = part.number("cursor", channel.cursor);
            channel.next = part.number("next", channel.next);
            channel.messages = part.number("messages", channel.messages);
        }
    }

    /** Forgets what is under way. */
    void reset() {
        for (int i = 0; i < channels.size(); i++) {
            channels.get(i).cursor = log.end();
            channels.get(i).next = Long.MAX_VALUE;
        }
        trim();
    }
}
