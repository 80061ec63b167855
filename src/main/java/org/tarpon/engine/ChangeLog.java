package org.tarpon.engine;

import java.util.Collection;
import org.tarpon.state.Archive;

/**
 * What one output of a population has sent, in the order of time: a queue that several readers follow at their own pace,
 * each by the number of the next entry it has not read. A pathway with one delay for all synapses needs no other queue.
 */
public final class ChangeLog {
    private long[] times = new long[64];
    private int[] changes = new int[64]; // the neuron, complemented where the sign is −1
    private long begin;
    private long end;

    /** Number of the first entry that is kept. */
    long begin() {
        return begin;
    }

    /** Number of the entry after the last. */
    public long end() {
        return end;
    }

    public long time(long entry) {
        return times[(int) entry & times.length - 1];
    }

    public int neuron(long entry) {
        int change = changes[(int) entry & times.length - 1];
        return change < 0 ? ~change : change;
    }

    public int sign(long entry) {
        return changes[(int) entry & times.length - 1] < 0 ? -1 : 1;
    }

    public void add(long time, int neuron, int sign) {
        if (end - begin == times.length) {
            grow();
        }
        int at = (int) end & times.length - 1;
        times[at] = time;
        changes[at] = sign < 0 ? ~neuron : neuron;
        end++;
    }

    private void grow() {
        long[] oldTimes = times;
        int[] oldChanges = changes;
        times = new long[2 * oldTimes.length];
        changes = new int[times.length];
        for (long entry = begin; entry < end; entry++) {
            int from = (int) entry & oldTimes.length - 1;
            int to = (int) entry & times.length - 1;
            times[to] = oldTimes[from];
            changes[to] = oldChanges[from];
        }
    }

    /** Lists the entries that are kept; their numbers stay as they are. */
    public void state(Archive archive) {
        int kept = (int) (end - begin);
        long[] ofTimes = new long[kept];
        long[] ofChanges = new long[kept];
        for (int i = 0; i < kept; i++) {
            ofTimes[i] = time(begin + i);
            ofChanges[i] = changes[(int) (begin + i) & times.length - 1];
        }
        ofTimes = archive.list("times", ofTimes);
        ofChanges = archive.list("changes", ofChanges);
        end = archive.number("end", end) - ofTimes.length;
        begin = end;
        for (int i = 0; i < ofTimes.length; i++) {
            int change = (int) ofChanges[i];
            add(ofTimes[i], change < 0 ? ~change : change, change < 0 ? -1 : 1);
        }
    }

    /** A copy with further entries before the first that is kept, under the next lower numbers. */
    ChangeLog withEarlier(Collection<SpikesUnderWay.Spike> earlier) {
        ChangeLog joined = new ChangeLog();
        joined.begin = begin - earlier.size();
        joined.end = joined.begin;
        earlier.forEach(spike -> joined.add(spike.time(), spike.neuron(), spike.sign()));
        for (long entry = begin; entry < end; entry++) {
            joined.add(time(entry), neuron(entry), sign(entry));
        }
        return joined;
    }

    /** Lets go of everything before an entry. */
    public void trim(long entry) {
        begin = Math.max(begin, entry);
    }

    /** Adds an entry that is not earlier than the last, where it belongs in the order (time, neuron) if it is simultaneous. */
    void insert(long time, int neuron, int sign) {
        add(time, neuron, sign);
        long hole = end - 1;
        while (hole > begin && time(hole - 1) == time && neuron(hole - 1) > neuron) {
            changes[(int) hole & times.length - 1] = changes[(int) (hole - 1) & times.length - 1];
            hole--;
        }
        changes[(int) hole & times.length - 1] = sign < 0 ? ~neuron : neuron;
    }
}
