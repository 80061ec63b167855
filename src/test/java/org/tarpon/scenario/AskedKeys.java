package org.tarpon.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Keeps what readers ask for while they read one scenario, section by section. */
final class AskedKeys implements KeyListener {
    /** What a reader may expect of a key's value. */
    enum Shape {
        VALUE,
        SECTION,
        SECTIONS,
        VALUES,
        OTHER
    }

    /**
     * One thing that a key may be.
     *
     * @param form of a single value, or of those in a list
     * @param shorthand of a section, the key for which a single value is short; empty if none
     */
    record Choice(Shape shape, Kind.Form form, String shorthand) {}

    /** What was said of one key in one section. */
    static final class Asked {
        final List<Choice> choices = new ArrayList<>();
        boolean list;
        boolean required;
        boolean refused;
        boolean unused;
        Optional<Object> fallback = Optional.empty();
        Optional<String> example = Optional.empty();
    }

    /** One section. */
    static final class Reading {
        final String path;
        final Map<String, Asked> keys = new LinkedHashMap<>();
        /** What the file has, or what stands for it where it is missing; for single values. */
        final Map<String, String> words = new LinkedHashMap<>();

        Optional<Pattern> names = Optional.empty();
        private boolean closed;

        /** Whether all that there is to ask was asked. */
        boolean isWhole() {
            return closed || names.isPresent();
        }

        Reading(String path) {
            this.path = path;
        }
    }

    private final Map<Section, Reading> readings = new LinkedHashMap<>();
    private final Set<String> lists = new LinkedHashSet<>();
    private final Set<String> maps = new LinkedHashSet<>();

    List<Reading> readings() {
        return List.copyOf(readings.values());
    }

    /** The path with `*` for every name that the file chooses, and for every index. */
    String pattern(String path) {
        StringBuilder pattern = new StringBuilder();
        String above = "";
        for (String step : path.isEmpty() ? new String[0] : path.split("\\.")) {
            boolean any = maps.contains(above) || lists.contains(above);
            pattern.append(pattern.isEmpty() ? "" : ".").append(any ? "*" : step);
            above = above.isEmpty() ? step : above + "." + step;
        }
        return pattern.toString();
    }

    private Reading reading(Section section) {
        return readings.computeIfAbsent(section, any -> new Reading(section.path()));
    }

    private Asked asked(Section section, String key) {
        return reading(section).keys.computeIfAbsent(key, any -> new Asked());
    }

    private void add(Section section, String key, Choice choice) {
        List<Choice> choices = asked(section, key).choices;
        if (!choices.contains(choice)) {
            choices.add(choice);
        }
    }

    @Override
    public <T> void value(Section section, String key, Kind<T> kind, T fallback, String value) {
        add(section, key, new Choice(Shape.VALUE, kind.form(), ""));
        Optional<Object> written = Optional.ofNullable(fallback).map(kind.written());
        asked(section, key).fallback = written;
        asked(section, key).example = Optional.ofNullable(value);
        String word = value != null ? value : written.map(Object::toString).orElse(null);
        if (word != null) {
            reading(section).words.put(key, word);
        }
    }

    @Override
    public void section(Section section, String key, String shorthand) {
        add(section, key, new Choice(Shape.SECTION, null, shorthand));
    }

    @Override
    public void sections(Section section, String key, String shorthand) {
        lists.add(section.path(key));
        add(section, key, new Choice(Shape.SECTIONS, null, shorthand));
    }

    @Override
    public void list(Section section, String key) {
        asked(section, key).list = true;
    }

    @Override
    public void values(Section section, String key, Kind<?> kind) {
        lists.add(section.path(key));
        add(section, key, new Choice(Shape.VALUES, kind.form(), ""));
    }

    @Override
    public void other(Section section, String key, String words, Map<String, Object> schema) {
        add(section, key, new Choice(Shape.OTHER, new Kind.Form(words, schema), ""));
    }

    @Override
    public void accepted(Section section, String key) {
        asked(section, key);
    }

    @Override
    public void word(Section section, String key, String word) {
        add(section, key, new Choice(Shape.VALUE, new Kind.Form(word, Map.of("enum", List.of(word))), ""));
    }

    @Override
    public void required(Section section, String key) {
        asked(section, key).required = true;
    }

    @Override
    public void refused(Section section, String key) {
        asked(section, key).refused = true;
    }

    @Override
    public void unused(Section section, String key) {
        asked(section, key).unused = true;
    }

    @Override
    public void names(Section section, Pattern pattern) {
        reading(section).names = Optional.of(pattern);
        maps.add(section.path());
    }

    @Override
    public void closed(Section section) {
        reading(section).closed = true;
    }
}
