package org.tarpon.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AxesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
            k=1,2,3                  ; k=1|k=2|k=3
            k= a , b                 ; k=a|k=b
            k=[a, b],[c]             ; k=[a, b]|k=[c]
            k={x: [1, 2], y: 3},4    ; k={x: [1, 2], y: 3}|k=4
            k='a, b',"c, \\"d"       ; k='a, b'|k="c, \\"d"
            k=['a, ]', b],c          ; k=['a, ]', b]|k=c
            k=don't,won't            ; k=don't|k=won't
            a.0.b=x=y                ; a.0.b=x=y
            """)
    void gridDividesAtCommasOutsideOfBracketsAndQuotes(String text, String expected) {
        List<String> settings = Axes.grid(text).stream().map(Setting::toString).toList();
        assertEquals(expected, String.join("|", settings));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", "=1", "k=", "k=1,,2", "k=1,"})
    void gridWithoutKeyOrValueIsRefused(String text) {
        assertTrue(assertThrows(InvalidSweepException.class, () -> Axes.grid(text))
                .getMessage()
                .contains("--grid"));
    }

    @Test
    void productHasEveryCombinationTheLastAxisFastest() {
        List<Setting> all = Axes.product(List.of(Axes.grid("a=1,2"), Axes.grid("b=x,y,z")));
        assertEquals(
                List.of("a=1, b=x", "a=1, b=y", "a=1, b=z", "a=2, b=x", "a=2, b=y", "a=2, b=z"),
                all.stream().map(Setting::toString).toList());
        assertEquals(List.of(new Setting(Map.of())), Axes.product(List.of()));
        assertThrows(InvalidSweepException.class, () -> Axes.product(List.of(Axes.grid("a=1"), Axes.grid("a=2"))));
    }

    @Test
    void productOfTooManyIsRefusedBeforeItIsMade() {
        List<Setting> hundred = Axes.random(List.of("k=uniform(0, 1)"), 100, 1);
        List<Setting> other = Axes.random(List.of("l=uniform(0, 1)"), 1001, 1);
        assertThrows(InvalidSweepException.class, () -> Axes.product(List.of(hundred, other)));
    }

    @Test
    void csvHasKeysInItsFirstLineAndEmptyCellsSetNothing() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.csv"), "train.batch, learning.rule\r\n50,\"[a, \"\"b\"\"]\"\n\n,x\n");
        assertEquals(
                List.of("train.batch=50, learning.rule=[a, \"b\"]", "learning.rule=x"),
                SettingsFile.read(file).stream().map(Setting::toString).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a.csv|k\\n1\\n", "a.csv|'\"k\"\\n1'", "a.yaml|- {k: 1}"})
    void aByteOrderMarkIsSkipped(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "\uFEFF" + text.replace("\\n", "\n"));
        assertEquals(List.of(Setting.of("k", "1")), SettingsFile.read(file));
    }

    @Test
    void yamlIsAListOfMappingsNestedOrDotted() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.yaml"),
                "- {train.batch: 0x10, learning: {forward: {rate: 1.0e-4, momentum: {}}}}\n"
                        + "- expect: [{metric: test_error, at-most: 3}, 'a: b']\n");
        assertEquals(
                List.of(
                        "train.batch=0x10, learning.forward.rate=1.0e-4, learning.forward.momentum={}",
                        "expect=[{metric: test_error, at-most: 3}, \"a: b\"]"),
                SettingsFile.read(file).stream().map(Setting::toString).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            a.csv  | ~a,b\\n1\\n~              | row 1: it has 1 values for 2 keys
            a.csv  | ~a,\\n1,2\\n~             | column 2 has no key
            a.csv  | ~a,a\\n1,2\\n~            | `a` is varied twice
            a.csv  | ~a\\n~                    | holds no setting
            a.csv  | ~a\\n"1\\n2,3\\n~        | a.csv:2: a quote is opened that nothing closes
            a.csv  | ~a,"b""\\n~             | a.csv:1: a quote is opened that nothing closes
            a.yaml | ~a: 1~                    | holds no setting
            a.yaml | ~- 1~                     | element 0: it is no mapping
            a.yaml | ~- {a: {b: 1}, a.b: 2}~   | `a.b` is set twice
            a.yaml | ~- {a: 1~                 | is not YAML
            a.yaml | ~- &x {a: *x}~            | is not YAML
            """)
    void wrongListsSayWhatIsWrong(String name, String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text.replace("\\n", "\n"));
        InvalidSweepException e = assertThrows(InvalidSweepException.class, () -> SettingsFile.read(file));
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertTrue(assertThrows(InvalidSweepException.class, () -> SettingsFile.read(folder.resolve("nowhere.csv")))
                .getMessage()
                .contains("there is no such file"));
    }

    @Test
    void shortKeysAreAsLongAsItTakesToTellThemApart() {
        assertEquals(
                Map.of("a.size", "a.size", "b.size", "b.size", "learning.forward.rate", "rate", "p.0.delay", "delay"),
                Plan.shortKeys(Set.of("a.size", "b.size", "learning.forward.rate", "p.0.delay")));
        assertEquals(Map.of("p.0", "p.0"), Plan.shortKeys(Set.of("p.0")));
    }
}
