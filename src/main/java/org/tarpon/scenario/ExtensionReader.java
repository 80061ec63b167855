package org.tarpon.scenario;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.tarpon.extension.Extension;
import org.tarpon.extension.ExtensionException;
import org.tarpon.extension.Extensions;
import org.tarpon.neuron.Parameters;
import org.tarpon.neuron.Unit;

/** Reads the parameters of extensions, and writes them. */
final class ExtensionReader {
    private static final Kind<Long> TIME = Kinds.timeOrZero();
    private static final Kind<Double> RATE = Kinds.rate();
    private static final Kind<Double> NUMBER = Kinds.anyNumber();

    private ExtensionReader() {}

    /** What may be given for a parameter. */
    static Kind<?> kind(Unit unit) {
        return switch (unit) {
            case TIME -> TIME;
            case RATE -> RATE;
            case NUMBER -> NUMBER;
        };
    }

    /**
     * All parameters of an extension, with its defaults.
     *
     * @param section in which they stand beside its name
     */
    static Map<String, Double> parameters(
            Section section, Extensions<? extends Extension<?>> extensions, String name, Problems problems) {
        Extension<?> provider = extensions.get(name);
        int before = problems.count();
        Map<String, Double> values = values(section, Extensions.units(provider));
        if (problems.count() > before) {
            return Map.of();
        }
        Parameters parameters = new Parameters(values);
        try {
            Extensions.create(extensions.kind(), provider, parameters);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            // Messages about a parameter begin with its name.
            String what = "`" + section.path("") + "` " + name + ": " + message;
            problems.add(section.blame(message.split(" ", 2)[0]), what.replace(".` ", "` "), "", "");
        }
        return Collections.unmodifiableMap(new TreeMap<>(parameters.values()));
    }

    /** Nothing can be said of parameters where it is not known whose they are. */
    static void acceptAny(Section section, Extensions<? extends Extension<?>> extensions) {
        extensions.all().forEach(each -> each.parameters().forEach(section::accept));
    }

    /** The parameters that a section gives, times in seconds and rates in hertz. */
    static Map<String, Double> values(Section section, Map<String, Unit> units) {
        Map<String, Double> values = new TreeMap<>();
        units.forEach((parameter, unit) -> {
            Double value =
                    switch (unit) {
                        case TIME -> {
                            Long nanos = section.optional(parameter, null, TIME);
                            yield nanos == null ? null : nanos / 1e9;
                        }
                        case RATE -> section.optional(parameter, null, RATE);
                        case NUMBER -> section.optional(parameter, null, NUMBER);
                    };
            if (value != null) {
                values.put(parameter, value);
            }
        });
        return values;
    }

    /** A parameter as a file gives it. */
    static String written(Unit unit, double value) {
        return switch (unit) {
            case TIME -> CircuitWriter.lag(CircuitWriter.nanos(value));
            case RATE -> CircuitWriter.hertz(value);
            case NUMBER -> String.valueOf(value);
        };
    }

    /** @throws ExtensionException if it is not there any more */
    static Map<String, String> written(
            Extensions<? extends Extension<?>> extensions, String name, Map<String, Double> values) {
        Map<String, Unit> units = Extensions.units(extensions.get(name));
        Map<String, String> written = new TreeMap<>();
        values.forEach((key, value) -> written.put(key, written(units.getOrDefault(key, Unit.NUMBER), value)));
        return written;
    }
}
