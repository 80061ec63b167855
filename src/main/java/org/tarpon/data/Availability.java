package org.tarpon.data;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a known data set is, as found by the names of its files alone.
 *
 * @param set the data set
 * @param embedded whether it is part of this program
 * @param folder the folder that holds its four files; empty if it is embedded, or not on this machine yet
 */
public record Availability(KnownDataset set, boolean embedded, Optional<Path> folder) {
    /** Whether it can be loaded without getting it from elsewhere. */
    public boolean here() {
        return embedded || folder.isPresent();
    }

    /** The same in words: {@code embedded}, the folder, or {@code not here}. */
    public String where() {
        if (set.provider().isPresent()) {
            return "an extension's";
        }
        return embedded ? "embedded" : folder.map(Path::toString).orElse("not here");
    }
}
