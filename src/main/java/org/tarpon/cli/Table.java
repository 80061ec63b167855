package org.tarpon.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Prints rows in columns: the first column is set left, figures right. Of a long table the middle is left out. */
final class Table {
    /** Rows under the head that are printed at most, and how many remain of longer tables at either end. */
    private static final int MOST_ROWS = 24;

    private static final int END_ROWS = 8;

    private final List<String[]> rows = new ArrayList<>();

    Table row(String... cells) {
        rows.add(cells);
        return this;
    }

    void print(PrintWriter out) {
        int hidden = rows.size() - 1 > MOST_ROWS ? rows.size() - 1 - 2 * END_ROWS : 0;
        int columns = rows.stream().mapToInt(row -> row.length).max().orElse(0);
        int[] width = new int[columns];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                width[i] = Math.max(width[i], row[i].length());
            }
        }
        for (int r = 0; r < rows.size(); r++) {
            if (hidden > 0 && r == 1 + END_ROWS) {
                out.println("  … " + hidden + " more rows");
                r += hidden;
            }
            String[] row = rows.get(r);
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                String padding = " ".repeat(width[i] - row[i].length());
                line.append("  ").append(i == 0 ? row[i] + padding : padding + row[i]);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
