package org.tarpon.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How a random search draws one value, from a uniform number in [0, 1). */
sealed interface Distribution {
    /** Figures that a drawn number has: enough to search with, few enough to read and to type again. */
    MathContext FIGURES = new MathContext(4);

    /** @param u from 0 to below 1 */
    String at(double u);

    /** Numbers from one to another, both possible with a unit. */
    record Between(double least, double most, boolean logarithmic, String unit) implements Distribution {
        @Override
        public String at(double u) {
            double value = logarithmic
                    ? StrictMath.exp(StrictMath.log(least) + u * (StrictMath.log(most) - StrictMath.log(least)))
                    : least + u * (most - least);
            double rounded = new BigDecimal(value).round(FIGURES).doubleValue();
            double within = Math.max(least, Math.min(most, rounded));
            BigDecimal shown = BigDecimal.valueOf(within).stripTrailingZeros();
            // Quantities with a unit have no exponent in a scenario.
            boolean plain = !unit.isEmpty() || shown.scale() < 8 && shown.precision() - shown.scale() < 8;
            return (plain ? shown.toPlainString() : shown.toString()) + unit;
        }
    }

    /** Whole numbers, both ends among them. */
    record Whole(long least, long most) implements Distribution {
        @Override
        public String at(double u) {
            return Long.toString(least + (long) Math.floor(u * (most - least + 1)));
        }
    }

    /** Each value as often as the others. */
    record Choice(List<String> values) implements Distribution {
        @Override
        public String at(double u) {
            return values.get((int) (u * values.size()));
        }
    }

    /** All that is allowed, for messages. */
    String ALLOWED =
            "uniform(LEAST, MOST), log-uniform(LEAST, MOST), integer(LEAST, MOST) or choice(VALUE, …), such as log-uniform(1e-4, 1e-2)";

    /** @throws InvalidSweepException if the text describes none */
    static Distribution parse(String key, String text) {
        Matcher call = Pattern.compile("([a-z-]+) *\\((.*)\\)").matcher(text);
        if (!call.matches()) {
            throw wrong(key, text, "");
        }
        List<String> values = Values.split(call.group(2));
        if (values.contains("")) {
            throw wrong(key, text, ": a value is missing");
        }
        return switch (call.group(1)) {
            case "choice" -> new Choice(values);
            case "integer" -> whole(key, text, values);
            case "uniform" -> between(key, text, values, false);
            case "log-uniform" -> between(key, text, values, true);
            default -> throw wrong(key, text, "");
        };
    }

    private static Distribution whole(String key, String text, List<String> values) {
        try {
            if (values.size() == 2) {
                int least = Integer.parseInt(values.get(0));
                int most = Integer.parseInt(values.get(1));
                if (least <= most) {
                    return new Whole(least, most);
                }
            }
        } catch (NumberFormatException e) {
            // As any other bounds that are none.
        }
        throw wrong(key, text, ": integer takes two whole numbers, the smaller first");
    }

    private static Distribution between(String key, String text, List<String> values, boolean logarithmic) {
        Pattern number = Pattern.compile("([-+0-9.eE]*[0-9.])( *\\p{L}*)");
        List<Matcher> bounds = values.stream().map(number::matcher).toList();
        if (bounds.size() != 2 || !bounds.stream().allMatch(Matcher::matches)) {
            throw wrong(key, text, ": it takes two numbers");
        }
        List<String> units = bounds.stream().map(bound -> bound.group(2)).collect(Collectors.toList());
        if (!units.get(0).strip().equals(units.get(1).strip())) {
            throw wrong(key, text, ": give both numbers in one unit");
        }
        try {
            double least = Double.parseDouble(bounds.get(0).group(1));
            double most = Double.parseDouble(bounds.get(1).group(1));
            if (least < most && most - least < Double.POSITIVE_INFINITY && (!logarithmic || least > 0)) {
                return new Between(least, most, logarithmic, units.get(0));
            }
        } catch (NumberFormatException e) {
            throw wrong(key, text, ": it takes two numbers");
        }
        throw wrong(key, text, ": the smaller number comes first" + (logarithmic ? " and is above 0" : ""));
    }

    private static InvalidSweepException wrong(String key, String text, String why) {
        return new InvalidSweepException(
                String.format(Locale.ROOT, "--random %s=%s%s; allowed: %s", key, text, why, ALLOWED));
    }
}
