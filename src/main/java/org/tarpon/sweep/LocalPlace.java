package org.tarpon.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.tarpon.data.Dataset;
import org.tarpon.experiment.Observer;
import org.tarpon.experiment.Undertaking;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.ScenarioReader;
import org.tarpon.scenario.Study;

/** This process. Runs go on from their checkpoints. */
public final class LocalPlace implements Place {
    private final Datasets datasets;
    private final List<Path> folders;
    private final int threads;

    /**
     * @param folders whose files scenarios may read
     * @param threads of each run
     */
    public LocalPlace(Datasets datasets, List<Path> folders, int threads) {
        this.datasets = datasets;
        this.folders = List.copyOf(folders);
        this.threads = threads;
    }

    @Override
    public Optional<JsonNode> carryOut(RunDirectory directory, Observer observer, BooleanSupplier stop)
            throws IOException, InvalidScenarioException {
        Study study = ScenarioReader.readStudy(directory.scenario(), List.of(), folders, note -> {});
        Optional<Dataset> data = Undertaking.load(study, datasets::load);
        return new Undertaking(study, data, threads, directory, observer).beginOrGoOn(stop);
    }
}
