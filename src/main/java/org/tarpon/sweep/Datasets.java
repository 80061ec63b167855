package org.tarpon.sweep;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tarpon.data.DataEnvironment;
import org.tarpon.data.DataException;
import org.tarpon.data.Dataset;
import org.tarpon.data.DatasetLoader;
import org.tarpon.data.KnownDataset;

/** The data sets of a sweep, each loaded when first needed, once for all runs; so is a vain search. */
public final class Datasets {
    private final DatasetLoader loader;
    private final Map<KnownDataset, Dataset> loaded = new EnumMap<>(KnownDataset.class);
    private final Map<KnownDataset, DataException> missing = new EnumMap<>(KnownDataset.class);

    /** @param folder as {@code --data} names it */
    public Datasets(Optional<Path> folder, Consumer<String> narration) {
        this.loader = new DatasetLoader(DataEnvironment.ofThisProcess(folder), narration);
    }

    /** @throws DataException if it cannot be had */
    public synchronized Dataset load(KnownDataset set) {
        if (missing.containsKey(set)) {
            throw missing.get(set);
        }
        try {
            return loaded.computeIfAbsent(set, loader::load);
        } catch (DataException e) {
            missing.put(set, e);
            throw e;
        }
    }
}
