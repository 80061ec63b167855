package org.tarpon.scenario;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds the word that a user may have meant, and shows words in messages. */
final class Words {
    private static final int LONGEST_SHOWN = 60;
    private static final int MOST_SHOWN = 20;

    /** Longer words are not typing errors, and comparing them takes time and memory by their length squared. */
    private static final int LONGEST_COMPARED = 100;

    private Words() {}

    /** The known word with the fewest edits to the given one, the first of equals; failing that one that contains
     * it; empty if none does. */
    static String nearest(String word, Collection<String> known) {
        String best = "";
        // A third of the letters may be wrong; beyond that a suggestion misleads more often than it helps.
        int fewest = word.length() > LONGEST_COMPARED ? 0 : Math.max(1, word.length() / 3) + 1;
        for (String candidate : known) {
            if (Math.abs(candidate.length() - word.length()) < fewest) {
                int edits = edits(normal(word), normal(candidate));
                if (edits < fewest) {
                    fewest = edits;
                    best = candidate;
                }
            }
        }
        return best.isEmpty()
                ? known.stream()
                        .filter(longer -> isPart(word, longer))
                        .findFirst()
                        .orElse("")
                : best;
    }

    private static boolean isPart(String word, String known) {
        return word.length() > 2 && known.contains(word);
    }

    /** The text between back quotes, on one line and not too long. */
    static String quote(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        if (line.length() > LONGEST_SHOWN) {
            line = line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, LONGEST_SHOWN - 1))) + "…";
        }
        return "`" + line + "`";
    }

    /** The words, shortened after twenty. */
    static String list(Collection<String> words) {
        String shown = words.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
        return words.size() > MOST_SHOWN ? shown + ", …" : shown;
    }

    private static String normal(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    }

    /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
    private static int edits(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                boolean swap =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swap) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
