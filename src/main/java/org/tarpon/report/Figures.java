package org.tarpon.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for people. */
final class Figures {
    static final String NONE = "–";

    private Figures() {}

    /** Four digits; thousands in groups, and powers of ten beyond a million. */
    static String of(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        double size = Math.abs(value);
        if (size >= 1e7 || size < 1e-4 && size > 0) {
            String[] parts = String.format(Locale.ROOT, "%.3e", value).split("e");
            return parts[0].replaceFirst("\\.?0+$", "") + "·10" + superscript(Integer.parseInt(parts[1]));
        }
        if (size >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }

    static String of(JsonNode value) {
        return value.isNumber() ? of(value.asDouble()) : value.isValueNode() ? value.asText() : NONE;
    }

    static String percent(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.2f %%", value.asDouble()) : NONE;
    }

    static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    private static String superscript(int exponent) {
        StringBuilder text = new StringBuilder(exponent < 0 ? "⁻" : "");
        for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
            text.append("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0'));
        }
        return text.toString();
    }
}
