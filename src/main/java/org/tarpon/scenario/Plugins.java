package org.tarpon.scenario;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tarpon.extension.EncoderProvider;
import org.tarpon.extension.Extensions;
import org.tarpon.extension.NeuronProvider;
import org.tarpon.extension.RecorderProvider;
import org.tarpon.extension.RuleProvider;
import org.tarpon.scenario.Scenario.EncoderType;
import org.tarpon.scenario.Scenario.Model;
import org.tarpon.scenario.Scenario.Rule;
import org.tarpon.scenario.Scenario.Trait;
import org.tarpon.scenario.Scenario.Wiring;

/** The extensions that scenarios of volley timing may name, beside what Tarpon has itself. */
public final class Plugins {
    private Plugins() {}

    /** For {@code data.encoder.type}. */
    public static Extensions<EncoderProvider> encoders() {
        return Extensions.load(
                "encoder",
                EncoderProvider.class,
                Arrays.stream(EncoderType.values()).map(EncoderType::key).toList(),
                Set.of("type", "noise"));
    }

    /** For {@code populations.NAME.model}. */
    public static Extensions<NeuronProvider> neurons() {
        return Extensions.load(
                "neuron model",
                NeuronProvider.class,
                Arrays.stream(Model.values()).map(Model::key).toList(),
                Set.of("model", "size", "shape", "tree", "homeostasis", "transform", "gate-bias", "repeat"));
    }

    /** For {@code learning.rule}. */
    public static Extensions<RuleProvider> rules() {
        return Extensions.load(
                "rule",
                RuleProvider.class,
                Arrays.stream(Rule.values()).map(Rule::key).toList(),
                Set.of(
                        "rule",
                        "target-step",
                        "burst",
                        "message",
                        "inference",
                        "corruption",
                        "forward",
                        "feedback",
                        "target-steps",
                        "anneal"));
    }

    /** For {@code record.recorders}. */
    public static Extensions<RecorderProvider> recorders() {
        return Extensions.load("recorder", RecorderProvider.class, List.of(), Set.of("type", "samples"));
    }

    static Kind<EncoderType> encoder() {
        return Kinds.choice(
                EncoderType.values(),
                EncoderType::key,
                encoders().all().stream()
                        .map(each -> new EncoderType(each.name(), !each.isGraded(), Optional.of(Map.of())))
                        .toList());
    }

    static Kind<Model> model() {
        return Kinds.choice(
                Model.values(),
                Model::key,
                neurons().all().stream()
                        .map(each -> new Model(each.name(), traits(each), Optional.of(Map.of())))
                        .toList());
    }

    private static Set<Trait> traits(NeuronProvider provider) {
        Set<Trait> traits = EnumSet.of(Trait.HIDDEN);
        if (provider.isSpiking()) {
            traits.add(Trait.SPIKES);
        }
        if (provider.hasDerivative()) {
            traits.add(Trait.DERIVATIVE);
        }
        return Set.copyOf(traits);
    }

    /** The name of a recorder; Tarpon has none of its own. */
    static Kind<String> recorder() {
        Map<String, String> names = new LinkedHashMap<>();
        recorders().names().forEach(name -> names.put(name, name));
        Kind<String> kind = names.isEmpty()
                ? new Kind<>("a recorder of an extension on the class path, where there is none", node -> {
                    throw new Kind.Wrong("is unknown: " + Words.quote(node.getValue()), "");
                })
                : Kinds.choice(names);
        return kind.generally(
                "the name of a recorder on the class path",
                Map.of("type", "string", "pattern", "^" + Extensions.NAME.pattern() + "$"));
    }

    static Kind<Rule> rule() {
        return Kinds.choice(
                Rule.values(),
                Rule::key,
                rules().all().stream()
                        .map(each -> new Rule(
                                each.name(), Wiring.valueOf(each.feedback().name()), Optional.of(Map.of())))
                        .toList());
    }
}
