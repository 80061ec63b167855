package org.tarpon.scenario;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tarpon.data.KnownDataset;
import org.tarpon.neuron.Dynamics;
import org.tarpon.neuron.NeuronModels;
import org.tarpon.neuron.Parameters;
import org.tarpon.scenario.CircuitScenario.Population;

/** Reads the populations of a circuit, each by itself. */
final class CircuitPopulationReader {
    private static final int LARGEST_POPULATION = 10_000_000;

    private final NeuronModels models = NeuronModels.load();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Optional<KnownDataset> data;
    private final NamedFiles files;
    private final Problems problems;

    /** @param files where files that the scenario names are looked for */
    CircuitPopulationReader(Optional<KnownDataset> data, NamedFiles files, Problems problems) {
        this.data = data;
        this.files = files;
        this.problems = problems;
        models.names().forEach(model -> names.put(model, model));
        names.put(Population.SPIKE_TRAINS, Population.SPIKE_TRAINS);
    }

    /**
     * @param dynamics is given the neurons' dynamics, if the population is right
     * @return a stand-in of no model if it is not, which keeps pathways and records from being blamed for what is wrong here
     */
    Population read(String name, Section section, Map<String, Dynamics> dynamics) {
        int before = problems.count();
        int size = section.required("size", 1, Kinds.integer(1, LARGEST_POPULATION));
        String model = section.required("model", null, Kinds.choice(names));
        Population standIn = new Population(name, size, "", Map.of(), Optional.empty());
        if (model == null) {
            return standIn;
        }
        Map<String, Double> values = new LinkedHashMap<>();
        Optional<Stimulus> stimulus = Optional.empty();
        StimulusReader stimuli = new StimulusReader(section, size, files, data, problems);
        if (model.equals(Population.SPIKE_TRAINS)) {
            stimulus = stimuli.given();
        } else if (model.equals(Population.POISSON) && section.isSection("rate")) {
            stimulus = stimuli.rate(section.section("rate"));
        } else {
            values(model, section, values);
        }
        section.close();
        if (problems.count() > before) {
            return standIn;
        }
        try {
            if (stimulus.isEmpty()) {
                Parameters parameters = new Parameters(values);
                models.create(model, parameters);
                values.putAll(parameters.values()); // with the model's defaults
            }
            Population population = new Population(name, size, model, values, stimulus);
            dynamics.put(name, population.dynamics(Stimulus.NO_PICTURES));
            return population;
        } catch (IllegalArgumentException e) {
            // Messages about a parameter begin with its name.
            String first = e.getMessage().split(" ", 2)[0];
            problems.add(section.blame(first), "`populations." + name + "`: " + e.getMessage(), "", "");
            return standIn;
        }
    }

    private void values(String model, Section section, Map<String, Double> values) {
        values.putAll(ExtensionReader.values(section, models.parameters(model)));
    }
}
