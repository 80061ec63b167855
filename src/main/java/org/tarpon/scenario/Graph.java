package org.tarpon.scenario;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tarpon.scenario.Scenario.Pathway;

/** Which population feeds which. Iterative throughout: a file may hold chains deeper than the stack. */
final class Graph {
    private final List<Pathway> pathways;
    private final Map<String, Set<String>> successors = new LinkedHashMap<>();
    private final Map<String, Set<String>> predecessors = new LinkedHashMap<>();

    Graph(List<Pathway> pathways) {
        this.pathways = pathways;
        for (Pathway pathway : pathways) {
            link(successors, pathway.from(), pathway.to());
            link(predecessors, pathway.to(), pathway.from());
        }
    }

    private static void link(Map<String, Set<String>> links, String from, String to) {
        links.computeIfAbsent(from, name -> new LinkedHashSet<>()).add(to);
        links.computeIfAbsent(to, name -> new LinkedHashSet<>());
    }

    boolean feeds(String from, String to) {
        return successors.getOrDefault(from, Set.of()).contains(to);
    }

    /** The given populations and all that they feed, directly or not. */
    Set<String> after(Collection<String> start) {
        return reached(start, successors);
    }

    /** The given populations and all that feed them, directly or not. */
    Set<String> before(Collection<String> start) {
        return reached(start, predecessors);
    }

    private static Set<String> reached(Collection<String> start, Map<String, Set<String>> links) {
        Set<String> reached = new HashSet<>(start);
        Deque<String> open = new ArrayDeque<>(start);
        while (!open.isEmpty()) {
            for (String next : links.getOrDefault(open.remove(), Set.of())) {
                if (reached.add(next)) {
                    open.add(next);
                }
            }
        }
        return reached;
    }

    /** The shortest way along at least one pathway, both ends included. */
    Optional<List<String>> path(String from, String to) {
        Map<String, String> previous = new HashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            String here = open.remove();
            for (String next : successors.getOrDefault(here, Set.of())) {
                if (previous.putIfAbsent(next, here) == null) {
                    open.add(next);
                }
            }
        }
        if (!previous.containsKey(to)) {
            return Optional.empty();
        }
        Deque<String> path = new ArrayDeque<>(List.of(to));
        do {
            path.addFirst(previous.get(path.getFirst()));
        } while (!path.getFirst().equals(from));
        return Optional.of(List.copyOf(path));
    }

    /** Every population after all that feed it; those on cycles, and after them, are left out. */
    List<String> order() {
        Map<String, Integer> waiting = new HashMap<>();
        Deque<String> ready = new ArrayDeque<>();
        predecessors.forEach((name, feeding) -> {
            waiting.put(name, feeding.size());
            if (feeding.isEmpty()) {
                ready.add(name);
            }
        });
        List<String> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            String name = ready.remove();
            order.add(name);
            for (String next : successors.get(name)) {
                if (waiting.merge(next, -1, Integer::sum) == 0) {
                    ready.add(next);
                }
            }
        }
        return order;
    }

    /** A cycle, its first population repeated at the end. */
    Optional<List<String>> cycle() {
        Set<String> acyclic = new HashSet<>(order());
        for (Pathway pathway : pathways) {
            if (!acyclic.contains(pathway.from())
                    && before(Set.of(pathway.from())).contains(pathway.to())) {
                return path(pathway.from(), pathway.from());
            }
        }
        return Optional.empty();
    }

    /**
     * When the volley of each population leaves, in nanoseconds after the source's: once its last input has arrived.
     * The graph must be acyclic.
     */
    Map<String, Long> departures() {
        Map<String, List<Pathway>> incoming = new HashMap<>();
        pathways.forEach(pathway -> incoming.computeIfAbsent(pathway.to(), name -> new ArrayList<>())
                .add(pathway));
        Map<String, Long> departures = new LinkedHashMap<>();
        for (String name : order()) {
            long last = 0;
            for (Pathway pathway : incoming.getOrDefault(name, List.of())) {
                last = Math.max(last, departures.get(pathway.from()) + pathway.delayNanos());
            }
            departures.put(name, last);
        }
        return departures;
    }
}
