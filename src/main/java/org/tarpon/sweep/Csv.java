package org.tarpon.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tables as text (RFC 4180): commas, and quotes around cells that need them. */
final class Csv {
    private Csv() {}

    static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",")) + "\n";
    }

    private static String cell(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /**
     * The cells of each line that is not blank.
     *
     * @param source what messages call the text
     * @throws InvalidSweepException if a quote is not closed
     */
    static List<List<String>> parse(String text, String source) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        int opened = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append(text.charAt(i++));
                } else {
                    quoted = false;
                }
            } else if (c == '"' && cell.toString().isBlank()) {
                cell.setLength(0);
                quoted = true;
                opened = i;
            } else if (c == ',' || c == '\n') {
                row.add(cell.toString().strip());
                cell.setLength(0);
                if (c == '\n') {
                    end(row, rows);
                    row = new ArrayList<>();
                }
            } else {
                cell.append(c);
            }
        }
        if (quoted) {
            long line =
                    1 + text.substring(0, opened).chars().filter(c -> c == '\n').count();
            throw new InvalidSweepException(
                    source + ":" + line + ": a quote is opened that nothing closes; allowed: quotes"
                            + " at both ends of a value, and two for each inside it");
        }
        row.add(cell.toString().strip());
        end(row, rows);
        return rows;
    }

    private static void end(List<String> row, List<List<String>> rows) {
        if (row.size() > 1 || !row.get(0).isEmpty()) {
            rows.add(row);
        }
    }
}
