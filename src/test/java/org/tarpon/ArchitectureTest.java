package org.tarpon;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Formatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tarpon.data.KnownDataset;
import org.tarpon.network.Pathway;

/** Who may use whom, and what nobody may use because results would stop being the same bits everywhere. */
class ArchitectureTest {
    private static final String ROOT = "org.tarpon.";

    /** Each package and the others of this project that it may use. */
    private static final Map<String, Set<String>> MAY_USE = new TreeMap<>(Map.ofEntries(
            Map.entry("math", Set.of()),
            Map.entry("random", Set.of("math")),
            Map.entry("extension", Set.of("neuron")),
            Map.entry("network", Set.of("extension", "neuron", "random", "math")),
            Map.entry("state", Set.of()),
            Map.entry("format", Set.of("state")),
            Map.entry("neuron", Set.of("math", "state", "format")),
            Map.entry("circuit", Set.of("neuron", "random", "math", "format")),
            Map.entry("engine", Set.of("network", "circuit", "neuron", "random", "math", "state")),
            Map.entry("plasticity", Set.of("extension", "network", "neuron", "random", "math", "state")),
            Map.entry("phasefree", Set.of("network", "engine", "random", "math", "state")),
            Map.entry("graph", Set.of("network", "engine", "plasticity")),
            Map.entry("analysis", Set.of("network", "engine", "state")),
            Map.entry("data", Set.of("extension", "neuron", "random", "format")),
            Map.entry("record", Set.of("engine", "network", "circuit", "analysis", "state", "format")),
            Map.entry("scenario", Set.of("data", "extension", "neuron", "circuit", "format")),
            Map.entry(
                    "experiment",
                    Set.of(
                            "math",
                            "random",
                            "network",
                            "neuron",
                            "circuit",
                            "engine",
                            "extension",
                            "plasticity",
                            "phasefree",
                            "graph",
                            "analysis",
                            "data",
                            "record",
                            "state",
                            "format",
                            "scenario")),
            Map.entry("report", Set.of("record", "scenario", "data")),
            Map.entry("sweep", Set.of("analysis", "random", "data", "extension", "record", "scenario", "experiment")),
            Map.entry("spark", Set.of("data", "scenario", "record", "experiment", "sweep")),
            Map.entry("api", Set.of("experiment", "scenario", "data", "record")),
            Map.entry(
                    "cli",
                    Set.of(
                            "analysis",
                            "extension",
                            "experiment",
                            "scenario",
                            "data",
                            "record",
                            "sweep",
                            "spark",
                            "report")),
            Map.entry("junit", Set.of("experiment", "scenario", "data", "extension"))));

    /** Packages in which the order of every loop can reach a result. */
    private static final String[] SIMULATION = {
        ROOT + "math..",
        ROOT + "state..",
        ROOT + "random..",
        ROOT + "format..",
        ROOT + "network..",
        ROOT + "neuron..",
        ROOT + "circuit..",
        ROOT + "engine..",
        ROOT + "plasticity..",
        ROOT + "graph..",
        ROOT + "phasefree..",
        ROOT + "analysis..",
        ROOT + "record.."
    };

    /** Their last bits are left to the platform; StrictMath's and those of org.tarpon.math are not. */
    private static final Set<String> INEXACT = Set.of(
            "exp", "expm1", "log", "log10", "log1p", "pow", "sin", "cos", "tan", "asin", "acos", "atan", "atan2",
            "sinh", "cosh", "tanh", "cbrt", "hypot");

    private static final Set<String> NETWORK = Set.of(
            "java.net", "javax.net", "java.rmi", "javax.naming", "javax.management.remote", "com.sun.net", "sun.net");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
            .importPackages("org.tarpon");

    static Set<String> packages() {
        return MAY_USE.keySet();
    }

    private static String shortName(JavaClass type) {
        return type.getPackageName().substring(ROOT.length());
    }

    /** Plasticity is local: a rule sees volleys and compartments, and only a learning pathway touches weights, its own. */
    @Test
    void rulesReadNoWeights() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "plasticity")
                .and()
                .doNotHaveSimpleName("PlasticPathway")
                .and()
                .doNotHaveSimpleName("Chunk")
                .should()
                .callMethod(Pathway.class, "synapses")
                .check(MAIN);
    }

    @Test
    void packages_areThoseOfTheTable() {
        assertEquals(
                MAY_USE.keySet(),
                MAIN.stream().map(ArchitectureTest::shortName).collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void package_usesOnlyWhatTheTableAllows(String name) {
        String[] others = MAY_USE.keySet().stream()
                .filter(other -> !other.equals(name) && !MAY_USE.get(name).contains(other))
                .map(other -> ROOT + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true)
                .check(MAIN);
    }

    /** Those who run Tarpon need not have JUnit. */
    @Test
    void onlyThePackageForJUnit_dependsOnIt() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "junit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit..", "org.opentest4j..")
                .check(MAIN);
    }

    @Test
    void scenario_knowsOfDataOnlyWhichSetsThereAre() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "scenario..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "data..")
                        .and(not(describe("the list of known sets", type -> type.getName()
                                .startsWith(KnownDataset.class.getName())))))
                .check(MAIN);
    }

    @ParameterizedTest
    @MethodSource("packages")
    void package_saysWhatItIsFor(String name) {
        assertTrue(
                Files.isRegularFile(Path.of("src", "main", "java", "org", "tarpon", name, "package-info.java")),
                "org.tarpon." + name + " has no package-info.java");
    }

    @Test
    void onlyTheCommandLine_printsOrExits() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "cli..")
                .should()
                .accessTargetWhere(access(
                        "standard streams, exit, or stack traces",
                        target -> target.getOwner().isEquivalentTo(System.class)
                                        && Set.of("out", "err", "exit").contains(target.getName())
                                || target.getOwner().isEquivalentTo(Runtime.class)
                                        && Set.of("exit", "halt").contains(target.getName())
                                || target.getOwner().isAssignableTo(Throwable.class)
                                        && target.getName().equals("printStackTrace")))
                .check(MAIN);
    }

    /** A run on data that the machine has reaches no network, and starts no program. */
    @Test
    void onlyTheAcquisitionOfData_reachesTheNetworkOrStartsPrograms() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + "data.HttpMirror")
                .should()
                .dependOnClassesThat(describe(
                        "classes of the network",
                        type -> NETWORK.stream().anyMatch(type.getPackageName()::startsWith)
                                && !type.getName().equals(URI.class.getName())))
                .check(MAIN);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + "data.DebianPackage")
                .should()
                .dependOnClassesThat(assignableTo(ProcessBuilder.class).or(assignableTo(Process.class)))
                .orShould()
                .accessTargetWhere(access(
                        "Runtime.exec",
                        target -> target.getOwner().isEquivalentTo(Runtime.class)
                                && target.getName().equals("exec")))
                .check(MAIN);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "data..")
                .should()
                .dependOnClassesThat(
                        describe("ways to acquire data", type -> type.getName().equals(ROOT + "data.Acquisition")))
                .check(MAIN);
    }

    /** It is not in the jar. */
    @Test
    void onlyItsOwnPackage_seesSpark() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "spark..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.apache.spark..").or(resideInAPackage("scala..")))
                .check(MAIN);
    }

    @Test
    void functionsWithoutSpecifiedBits_areUsedInAnalysisAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "analysis..")
                .should()
                .accessTargetWhere(access(
                        "Math functions whose bits are not specified",
                        target -> target.getOwner().isEquivalentTo(Math.class) && INEXACT.contains(target.getName())))
                .check(MAIN);
    }

    /** All draws are addressed ones. */
    @Test
    void nobody_drawsFromAGeneratorWithAState() {
        noClasses()
                .should()
                .dependOnClassesThat(assignableTo(Random.class)
                        .or(assignableTo(ThreadLocalRandom.class))
                        .or(assignableTo(SplittableRandom.class)))
                .orShould()
                .accessTargetWhere(access(
                        "Math.random or Collections.shuffle",
                        target -> Set.of("random", "shuffle").contains(target.getName())
                                && target.getOwner().getPackageName().startsWith("java.")))
                .check(MAIN);
    }

    @Test
    void nobody_readsTheTimeOfDay_andOnlyRunsAreTimed() {
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(MAIN);
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "experiment..", ROOT + "cli..")
                .should()
                .callMethod(System.class, "nanoTime")
                .check(MAIN);
    }

    /** The iteration order of these depends on hash codes or, for the immutable ones, on the run of the machine. */
    @Test
    void simulation_hasNoHashOrderAndNoParallelStream() {
        noClasses()
                .that()
                .resideInAnyPackage(SIMULATION)
                .should()
                .dependOnClassesThat(assignableTo(HashMap.class)
                        .or(assignableTo(HashSet.class))
                        .or(assignableTo(ConcurrentHashMap.class)))
                .orShould()
                .accessTargetWhere(access(
                        "unordered collections",
                        target -> target.getOwner().isEquivalentTo(Collectors.class)
                                        && Set.of("toMap", "toSet", "groupingBy")
                                                .contains(target.getName())
                                || (target.getOwner().isEquivalentTo(Map.class)
                                                || target.getOwner().isEquivalentTo(Set.class))
                                        && Set.of("of", "ofEntries", "copyOf").contains(target.getName())))
                .check(MAIN);
        noClasses()
                .should()
                .accessTargetWhere(access(
                        "parallel streams",
                        target -> Set.of("parallel", "parallelStream").contains(target.getName())
                                && target.getOwner().getPackageName().startsWith("java.util")))
                .check(MAIN);
    }

    /** Digits, points and letters of either case are the same for every user. */
    @Test
    void nobody_writesInTheLocaleOfTheMachine() {
        noClasses()
                .should()
                .accessTargetWhere(
                        access("formats and changes of case without a Locale", ArchitectureTest::asksTheMachine))
                .check(MAIN);
    }

    private static boolean asksTheMachine(AccessTarget target) {
        if (!(target instanceof AccessTarget.CodeUnitCallTarget call)
                || call.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Locale.class))) {
            return false;
        }
        boolean ofText = call.getOwner().isEquivalentTo(String.class)
                && Set.of("format", "formatted", "toLowerCase", "toUpperCase").contains(call.getName());
        boolean ofWriter = Set.of("format", "printf").contains(call.getName())
                && (call.getOwner().isAssignableTo(PrintStream.class)
                        || call.getOwner().isAssignableTo(PrintWriter.class)
                        || call.getOwner().isAssignableTo(Console.class));
        return ofText
                || ofWriter
                || call.getOwner().isEquivalentTo(Formatter.class)
                        && call.getName().equals("<init>");
    }

    private static DescribedPredicate<JavaAccess<?>> access(
            String what, java.util.function.Predicate<AccessTarget> banned) {
        return describe("target is one of: " + what, access -> banned.test(access.getTarget()));
    }
}
