package org.tarpon.scenario;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;
import org.tarpon.format.SpikeFormat;

/** Reads and writes {@code record.spike-format}: one format or a list. */
final class SpikeFormats {
    static final Set<SpikeFormat> DEFAULT = Set.of(SpikeFormat.CSV);

    static final String KEY = "spike-format";
    private static final Kind<SpikeFormat> FORMAT = Kinds.choice(new TreeMap<>(
            Arrays.stream(SpikeFormat.values()).collect(Collectors.toMap(SpikeFormat::key, each -> each))));

    private SpikeFormats() {}

    /** @param recorded whether there are spikes to write */
    static Set<SpikeFormat> read(Section record, boolean recorded, Problems problems) {
        if (!recorded) {
            record.refuse(KEY, "goes with `spikes`, which is not there");
            return DEFAULT;
        }
        Set<SpikeFormat> formats = EnumSet.noneOf(SpikeFormat.class);
        for (Map.Entry<Node, SpikeFormat> format : record.oneOrMore(KEY, FORMAT).entrySet()) {
            if (!formats.add(format.getValue())) {
                problems.add(
                        format.getKey(), "`" + format.getValue().key() + "` is listed twice", "each format once", "");
            }
        }
        if (formats.isEmpty() && record.isList(KEY)) {
            problems.addUnlessBlamed(record.blame(KEY), "no format is listed", "at least one", "");
        }
        return formats.isEmpty() ? DEFAULT : formats;
    }

    /** As the resolved file has them. */
    static String text(Set<SpikeFormat> formats) {
        return formats.stream().sorted().map(SpikeFormat::key).collect(Collectors.joining(", ", "[", "]"));
    }
}
