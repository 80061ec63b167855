package org.tarpon.network;

import java.util.List;

/**
 * Populations and pathways, each at the position its index says.
 *
 * @param populations all populations, by index
 * @param pathways all pathways, by index
 */
public record Network(List<Population> populations, List<Pathway> pathways) {
    public Network {
        populations = List.copyOf(populations);
        pathways = List.copyOf(pathways);
        for (int i = 0; i < populations.size(); i++) {
            if (populations.get(i).index() != i) {
                throw new IllegalArgumentException("population " + populations.get(i) + " is not at its index");
            }
        }
        for (int i = 0; i < pathways.size(); i++) {
            if (pathways.get(i).index() != i) {
                throw new IllegalArgumentException("pathway " + pathways.get(i).name() + " is not at its index");
            }
        }
    }

    /** Pathways of one direction that start at a population, by index. */
    public List<Pathway> from(Population population, Direction direction) {
        return pathways.stream()
                .filter(p -> p.from().equals(population) && p.direction() == direction)
                .toList();
    }

    /** Pathways of one direction that end at a population, by index. */
    public List<Pathway> into(Population population, Direction direction) {
        return pathways.stream()
                .filter(p -> p.to().equals(population) && p.direction() == direction)
                .toList();
    }

    /** The population that takes the input. */
    public Population source() {
        return populations.stream().filter(Population::isSource).findFirst().orElseThrow();
    }

    /** The population that meets the label: the one that is fed and feeds no other. */
    public Population output() {
        return populations.stream().filter(this::isOutput).findFirst().orElseThrow();
    }

    private boolean isOutput(Population population) {
        return from(population, Direction.FEEDFORWARD).isEmpty()
                && !into(population, Direction.FEEDFORWARD).isEmpty();
    }

    /** Lets every tied pathway take over the weights that it mirrors. */
    public void refreshMirrors() {
        // By index, here and wherever a mini-batch passes: an iterator would be allocated.
        for (int i = 0; i < pathways.size(); i++) {
            pathways.get(i).synapses().refresh();
        }
    }
}
