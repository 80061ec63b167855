package org.tarpon.scenario;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The kinds of single values in a scenario: YAML 1.2 core numbers, quantities with units, words. */
final class Kinds {
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern OTHER_BASE = Pattern.compile("0x[0-9a-fA-F]{1,15}|0o[0-7]{1,20}");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.?(inf|infinity|nan)", Pattern.CASE_INSENSITIVE);

    /** Plain decimals only, of bounded length: exact arithmetic on an exponent of a billion would not end. */
    private static final Pattern QUANTITY = Pattern.compile("([-+]?[0-9]{1,40}(?:\\.[0-9]{1,40})?) *(\\p{L}*)");

    private static final Pattern SAMPLES = Pattern.compile("([0-9]{1,9})\\.\\.([0-9]{1,9})");

    private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})(?:\\.\\.([0-9]{1,9}))?");

    private static final Map<String, Long> NANOS_PER_UNIT =
            Map.of("ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L);

    /** Longer times are mistakes, and sums of as many as fit in a file cannot overflow. */
    private static final long LONGEST_NANOS = 1_000_000_000_000L;

    private static final double HIGHEST_RATE = 1e9;

    private Kinds() {}

    static Kind<Boolean> yesOrNo() {
        Map<String, Boolean> choices = new LinkedHashMap<>();
        choices.put("true", true);
        choices.put("false", false);
        return choice(choices);
    }

    static Kind<Integer> integer(int least, int most) {
        String allowed = "a whole number"
                + (most == Integer.MAX_VALUE ? ", " + least + " or more" : " from " + least + " to " + most);
        return new Kind<>(allowed, node -> (int) wholeNumber(node, least, most));
    }

    static Kind<Long> longInteger() {
        return new Kind<>("a whole number of 64 bits", node -> wholeNumber(node, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    static Kind<Double> anyNumber() {
        return number("a number", x -> true);
    }

    static Kind<Double> anyFloat() {
        return floatNumber("a number", x -> true);
    }

    static Kind<Double> positiveFloat() {
        return floatNumber("a number above 0", x -> x > 0);
    }

    static Kind<Double> notNegativeFloat() {
        return floatNumber("a number, 0 or more", x -> x >= 0);
    }

    /** A number that a run computes with as a float: it must not become infinite, zero or out of range as one. */
    static Kind<Double> floatNumber(String allowed, DoublePredicate inRange) {
        Kind<Double> number = number(allowed, inRange);
        return new Kind<>(allowed, node -> {
            double value = number.parser().parse(node);
            float rounded = (float) value;
            if (Float.isInfinite(rounded) || rounded == 0 && value != 0) {
                throw new Kind.Wrong(
                        "is too " + (rounded == 0 ? "small" : "large") + " for a float: "
                                + Words.quote(node.getValue()),
                        "",
                        ", in size within a float's range of 1.4e-45 to 3.4e38");
            }
            if (!inRange.test(rounded)) {
                throw new Kind.Wrong("is " + rounded + " as a float: " + Words.quote(node.getValue()), "");
            }
            return value;
        });
    }

    static Kind<Double> number(String allowed, DoublePredicate inRange) {
        return new Kind<>(allowed, node -> {
            String text = numberText(node);
            if (!NUMBER.matcher(text).matches()) {
                throw new Kind.Wrong("is not a number: " + Words.quote(text), repaired(text));
            }
            double value = Double.parseDouble(text);
            if (!Double.isFinite(value)) {
                throw new Kind.Wrong("is not finite: " + Words.quote(text), "");
            }
            if (!inRange.test(value)) {
                throw new Kind.Wrong("is out of range: " + Words.quote(text), "");
            }
            // There is one zero in a scenario, so that equal files make equal records.
            return value + 0.0;
        });
    }

    /** A time above 0, in nanoseconds. */
    static Kind<Long> time() {
        return time("a time above 0 with its unit ns, us, ms or s, at most 1000 s", 1, LONGEST_NANOS);
    }

    /** A time that may be 0, in nanoseconds. */
    static Kind<Long> timeOrZero() {
        return time("a time, 0 or more, with its unit ns, us, ms or s, at most 1000 s", 0, LONGEST_NANOS);
    }

    /** A time of either sign, in nanoseconds. */
    static Kind<Long> lag() {
        return time(
                "a time of either sign with its unit ns, us, ms or s, at most 1000 s", -LONGEST_NANOS, LONGEST_NANOS);
    }

    /** A moment of a simulation, in nanoseconds. */
    static Kind<Long> moment(long first, long last) {
        return time(
                "a time with its unit, from " + CircuitWriter.lag(first) + " to " + CircuitWriter.lag(last)
                        + " after the beginning of the simulation",
                first,
                last);
    }

    private static Kind<Long> time(String allowed, long least, long most) {
        return new Kind<>(allowed, node -> {
            Matcher quantity = quantity(node, " ms");
            BigDecimal amount = new BigDecimal(quantity.group(1));
            Long unit = NANOS_PER_UNIT.get(quantity.group(2));
            if (unit == null) {
                String meant = meantUnit(quantity.group(2));
                throw new Kind.Wrong(
                        "has an unknown unit: " + Words.quote(node.getValue()),
                        meant.isEmpty() ? "" : quantity.group(1) + " " + meant);
            }
            BigDecimal nanos = amount.multiply(BigDecimal.valueOf(unit));
            if (nanos.compareTo(BigDecimal.valueOf(least)) < 0 && (least != 1 || nanos.signum() <= 0)
                    || nanos.compareTo(BigDecimal.valueOf(most)) > 0) {
                throw new Kind.Wrong("is out of range: " + Words.quote(node.getValue()), "");
            }
            if (nanos.stripTrailingZeros().scale() > 0) {
                throw new Kind.Wrong("is not a whole number of nanoseconds: " + Words.quote(node.getValue()), "");
            }
            return nanos.longValueExact();
        });
    }

    /** A rate that may be 0, in hertz. At more than one event a nanosecond time would hardly go on. */
    static Kind<Double> rate() {
        return new Kind<>("a rate, 0 or more, with its unit Hz or kHz, at most 1000000 kHz", node -> {
            Matcher quantity = quantity(node, " Hz");
            double factor =
                    switch (quantity.group(2)) {
                        case "Hz" -> 1;
                        case "kHz" -> 1000;
                        default ->
                            throw new Kind.Wrong(
                                    "has an unknown unit: " + Words.quote(node.getValue()),
                                    quantity.group(2).equalsIgnoreCase("hz") ? quantity.group(1) + " Hz" : "");
                    };
            double hertz = Double.parseDouble(quantity.group(1)) * factor;
            if (hertz < 0 || hertz > HIGHEST_RATE) {
                throw new Kind.Wrong("is out of range: " + Words.quote(node.getValue()), "");
            }
            return hertz + 0.0;
        });
    }

    /** A whole number of epochs, at least 1. */
    static Kind<Integer> wholeEpochs() {
        return new Kind<>("a whole number of epochs, such as `1 epoch` or `5 epochs`", node -> {
            BigDecimal amount = epochs(node);
            if (amount.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0
                    || amount.stripTrailingZeros().scale() > 0) {
                throw new Kind.Wrong("is out of range: " + Words.quote(node.getValue()), "");
            }
            return amount.intValueExact();
        });
    }

    /** Epochs above 0, also parts of one. */
    static Kind<Double> epochs() {
        return new Kind<>(
                "epochs above 0, such as `100 epochs`", node -> epochs(node).doubleValue());
    }

    static <E extends Enum<E> & Keyed> Kind<E> word(Class<E> type) {
        Map<String, E> choices = new LinkedHashMap<>();
        Arrays.stream(type.getEnumConstants()).forEach(constant -> choices.put(constant.key(), constant));
        return choice(choices);
    }

    static <T> Kind<T> choice(Map<String, T> choices) {
        return new Kind<>(Words.list(choices.keySet()), node -> {
            T value = choices.get(node.getValue());
            if (value == null) {
                throw new Kind.Wrong(
                        "is unknown: " + Words.quote(node.getValue()),
                        Words.nearest(node.getValue(), choices.keySet()));
            }
            return value;
        });
    }

    static Kind<String> text(Pattern pattern, String allowed, UnaryOperator<String> repair) {
        return new Kind<>(allowed, node -> {
            if (!pattern.matcher(node.getValue()).matches()) {
                String repaired = repair.apply(node.getValue());
                boolean helps = pattern.matcher(repaired).matches();
                throw new Kind.Wrong("is not allowed: " + Words.quote(node.getValue()), helps ? repaired : "");
            }
            return node.getValue();
        });
    }

    /** First and last sample, both meant. */
    static Kind<int[]> samples(int available) {
        return new Kind<>("a range within 0.." + (available - 1), node -> {
            Matcher range = SAMPLES.matcher(node.getValue());
            if (!range.matches()) {
                String text = node.getValue();
                boolean single = text.matches("[0-9]{1,9}");
                throw new Kind.Wrong(
                        "is not a range of samples: " + Words.quote(text), single ? text + ".." + text : "");
            }
            int first = Integer.parseInt(range.group(1));
            int last = Integer.parseInt(range.group(2));
            if (first > last || last >= available) {
                throw new Kind.Wrong(
                        "is out of range: " + Words.quote(node.getValue()),
                        first > last && first < available ? last + ".." + first : "");
            }
            return new int[] {first, last};
        });
    }

    /** Numbers of things that are counted from 0: one, or first and last. */
    static Kind<Range> range(int available) {
        int last = available - 1;
        return new Kind<>("numbers from 0 to " + last + ", single ones as `0` or ranges as `0.." + last + "`", node -> {
            Matcher range = RANGE.matcher(node.getValue());
            if (!range.matches()) {
                throw new Kind.Wrong("is no number and no range: " + Words.quote(node.getValue()), "");
            }
            int from = Integer.parseInt(range.group(1));
            int to = range.group(2) == null ? from : Integer.parseInt(range.group(2));
            if (from > to || to >= available) {
                throw new Kind.Wrong(
                        "is out of range: " + Words.quote(node.getValue()),
                        from > to && from < available ? to + ".." + from : "");
            }
            return new Range(from, to);
        });
    }

    private static long wholeNumber(ScalarNode node, long least, long most) throws Kind.Wrong {
        String text = numberText(node);
        if (!INTEGER.matcher(text).matches()) {
            throw new Kind.Wrong("is not a whole number: " + Words.quote(text), repaired(text));
        }
        // Digits are bounded because exact parsing of a million of them takes quadratic time.
        boolean huge = text.length() > 40;
        BigInteger value = huge ? BigInteger.ONE.shiftLeft(64) : new BigInteger(text);
        if (value.compareTo(BigInteger.valueOf(least)) < 0 || value.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new Kind.Wrong("is out of range: " + Words.quote(text), "");
        }
        return value.longValueExact();
    }

    private static String numberText(ScalarNode node) throws Kind.Wrong {
        String text = node.getValue();
        if (!node.isPlain()) {
            boolean number = NUMBER.matcher(text).matches();
            throw new Kind.Wrong("is quoted text, not a number: " + Words.quote(text), number ? text : "");
        }
        if (NOT_FINITE.matcher(text).matches()) {
            throw new Kind.Wrong("is not finite: " + Words.quote(text), "");
        }
        return text;
    }

    /** The number that a spelling of other languages means, or nothing. */
    private static String repaired(String text) {
        if (OTHER_BASE.matcher(text).matches()) {
            return String.valueOf(new BigInteger(text.substring(2), text.charAt(1) == 'x' ? 16 : 8));
        }
        if (NUMBER.matcher(text).matches()) {
            double value = Double.parseDouble(text);
            return value == Math.rint(value) && Math.abs(value) < 1e15 ? String.valueOf((long) value) : "";
        }
        String digits = text.replaceAll("[_,']", "");
        return text.matches("[-+]?[0-9][0-9_,']*(\\.[0-9]+)?") ? digits : "";
    }

    private static Matcher quantity(ScalarNode node, String likelyUnit) throws Kind.Wrong {
        String text = node.getValue();
        Matcher quantity = QUANTITY.matcher(text);
        if (!quantity.matches()) {
            throw new Kind.Wrong("is not a number with a unit: " + Words.quote(text), "");
        }
        if (quantity.group(2).isEmpty()) {
            throw new Kind.Wrong("has no unit: " + Words.quote(text), quantity.group(1) + likelyUnit);
        }
        return quantity;
    }

    private static BigDecimal epochs(ScalarNode node) throws Kind.Wrong {
        String likelyUnit = node.getValue().matches("1\\b(?!\\.).*") ? " epoch" : " epochs";
        Matcher quantity = quantity(node, likelyUnit);
        if (!quantity.group(2).matches("epochs?")) {
            throw new Kind.Wrong(
                    "has an unknown unit: " + Words.quote(node.getValue()), quantity.group(1) + likelyUnit);
        }
        BigDecimal amount = new BigDecimal(quantity.group(1));
        if (amount.signum() <= 0) {
            throw new Kind.Wrong("is out of range: " + Words.quote(node.getValue()), "");
        }
        return amount;
    }

    private static String meantUnit(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "n", "nsec", "nanosecond", "nanoseconds" -> "ns";
            case "µs", "μs", "usec", "microsecond", "microseconds" -> "us";
            case "m", "ms", "msec", "millisecond", "milliseconds" -> "ms";
            case "s", "sec", "second", "seconds" -> "s";
            default -> "";
        };
    }
}
