package org.tarpon.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tarpon.random.RandomStream;

/** Which settings a sweep has: each axis is a list of settings, and a sweep is their product. */
public final class Axes {
    /** More runs than anybody waits for; a slip in a grid should not fill the disk. */
    private static final int MOST_SETTINGS = 100_000;

    private Axes() {}

    /**
     * A grid's axis.
     *
     * @param text {@code key=v1,v2,…}, where a value may hold commas inside brackets or quotes
     */
    public static List<Setting> grid(String text) {
        String[] sides = Values.keyAndRest("--grid", text, "key=v1,v2,…, such as learning.forward.rate=0.001,0.01");
        List<String> values = Values.split(sides[1]);
        if (values.contains("")) {
            throw new InvalidSweepException("--grid " + text + ": a value is missing; allowed: key=v1,v2,…");
        }
        return values.stream().map(value -> Setting.of(sides[0], value)).toList();
    }

    /**
     * Settings drawn at random. A draw depends on the seed, its key and its number and on nothing else, so that more samples, or
     * one key more, leave those that were there as they are.
     *
     * @param texts {@code key=distribution}, see {@link Distribution#ALLOWED}
     */
    public static List<Setting> random(List<String> texts, int samples, long seed) {
        Map<String, Distribution> distributions = new LinkedHashMap<>();
        for (String text : texts) {
            String[] sides = Values.keyAndRest("--random", text, "key=log-uniform(1e-4, 1e-2)");
            if (distributions.put(sides[0], Distribution.parse(sides[0], sides[1])) != null) {
                throw new InvalidSweepException("`" + sides[0] + "` is varied twice; give it one distribution");
            }
        }
        List<Setting> settings = new ArrayList<>();
        for (int sample = 0; sample < samples; sample++) {
            Map<String, String> values = new LinkedHashMap<>();
            for (Map.Entry<String, Distribution> entry : distributions.entrySet()) {
                RandomStream stream = new RandomStream(seed, "sweep/" + entry.getKey());
                values.put(entry.getKey(), entry.getValue().at(stream.uniform(sample, 0, 0)));
            }
            settings.add(new Setting(values));
        }
        return settings;
    }

    /** Every setting of one axis with every one of the others; the last axis changes fastest. */
    public static List<Setting> product(List<List<Setting>> axes) {
        List<Setting> all = List.of(new Setting(Map.of()));
        for (List<Setting> axis : axes) {
            if ((long) all.size() * axis.size() > MOST_SETTINGS) {
                throw new InvalidSweepException("the sweep has more than " + MOST_SETTINGS
                        + " settings; give fewer values, or draw some of them with --random and --samples");
            }
            all = all.stream()
                    .flatMap(setting -> axis.stream().map(setting::and))
                    .toList();
        }
        return all;
    }
}
