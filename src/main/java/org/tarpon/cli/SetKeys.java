package org.tarpon.cli;

import java.util.Iterator;
import org.tarpon.scenario.KeyReference;

/** The keys that can follow {@code --set} in any scenario: those without names that the file chooses. */
final class SetKeys implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return KeyReference.load().entries().stream()
                .filter(entry -> !entry.path().contains("*") && !entry.kind().equals("section"))
                .map(entry -> entry.path() + "=")
                .distinct()
                .sorted()
                .iterator();
    }
}
