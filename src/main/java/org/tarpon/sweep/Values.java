package org.tarpon.sweep;

import java.util.ArrayList;
import java.util.List;

/** Lists of YAML values, divided by commas. */
final class Values {
    private Values() {}

    /** The values between the commas that stand in no bracket and no quotes; quotes stay, as YAML reads them. */
    static List<String> split(String text) {
        List<String> values = new ArrayList<>();
        int depth = 0;
        char quote = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\' && quote == '"') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if ((c == '"' || c == '\'') && text.substring(start, i).isBlank() | depth > 0) {
                // Elsewhere in a value it is an apostrophe.
                quote = c;
            } else if ("[{(".indexOf(c) >= 0) {
                depth++;
            } else if ("]})".indexOf(c) >= 0) {
                depth--;
            } else if (c == ',' && depth == 0) {
                values.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        values.add(text.substring(start).strip());
        return values;
    }

    /** The two sides of the first {@code =}. */
    static String[] keyAndRest(String option, String text, String example) {
        int equals = text.indexOf('=');
        String key = equals < 0 ? "" : text.substring(0, equals).strip();
        if (key.isEmpty()) {
            throw new InvalidSweepException(option + " " + text + ": write " + option + " " + example);
        }
        return new String[] {key, text.substring(equals + 1).strip()};
    }
}
