package org.tarpon.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one row of a sweep sets in the scenario.
 *
 * @param values YAML text by dotted key, in the order in which they are set
 */
public record Setting(Map<String, String> values) {
    public Setting {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static Setting of(String key, String value) {
        return new Setting(Map.of(key, value));
    }

    /**
     * Both, this one first.
     *
     * @throws InvalidSweepException if a key is in both
     */
    Setting and(Setting other) {
        Map<String, String> all = new LinkedHashMap<>(values);
        other.values.forEach((key, value) -> {
            if (all.put(key, value) != null) {
                throw new InvalidSweepException("`" + key + "` is varied twice; give all its values in one place");
            }
        });
        return new Setting(all);
    }

    /** As {@code --set} takes them. */
    List<String> overrides() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    /** For messages, in few words: what it sets of these keys. */
    public String brief(Set<String> keys) {
        Map<String, String> some = new LinkedHashMap<>(values);
        some.keySet().retainAll(keys);
        return new Setting(some).toString();
    }

    /** For messages. */
    @Override
    public String toString() {
        return values.isEmpty() ? "the scenario as it is" : overrides().stream().collect(Collectors.joining(", "));
    }
}
