package org.tarpon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    @TempDir
    private Path folder;

    private String run(String name, String... more) {
        String out = folder.resolve(name).toString();
        List<String> args = new ArrayList<>(List.of("--quiet", "--out", out));
        args.addAll(List.of(more));
        assertEquals(0, Outcome.ofTiny("run", args.toArray(String[]::new)).code());
        return out;
    }

    @Test
    void aRunLeavesItsReport_unlessItIsNotWanted() throws IOException {
        Outcome outcome = Outcome.ofTiny("run", "--out", folder.resolve("with").toString());
        assertEquals(0, outcome.code());
        Path page = folder.resolve("with/report.html");
        assertTrue(outcome.out().contains("report   " + page), outcome.out());
        assertTrue(Jsoup.parse(page).select("#learning svg[role=img]").size() > 0);
        String without = run("without", "--no-report");
        assertFalse(Files.exists(Path.of(without, "report.html")));

        // A finished run that is "resumed" has it written then.
        assertEquals(0, Outcome.of("run", "--resume", without, "--quiet").code());
        assertTrue(Files.exists(Path.of(without, "report.html")));
    }

    @Test
    void aReportIsReplaced_anotherFileIsNot() throws IOException {
        String run = run("run", "--no-report");
        Outcome outcome = Outcome.of("report", run);
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(Path.of(run, "report.html") + "\n", outcome.out());
        assertEquals(0, Outcome.of("report", run).code());
        Path other = Files.writeString(folder.resolve("precious.html"), "<p>mine");
        Outcome refused = Outcome.of("report", run, "--out", other.toString());
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("precious.html is there and is no report"), refused.err());
        assertEquals("<p>mine", Files.readString(other));
    }

    @Test
    void ofASweep_thePageHasTheTableOfSettingsAndComparesTheRuns() throws IOException {
        Path sweep = folder.resolve("sweep");
        assertEquals(
                0,
                Outcome.ofTiny(
                                "sweep",
                                "--grid",
                                "learning.message=spike,probability",
                                "--repeat",
                                "2",
                                "--quiet",
                                "--out",
                                sweep.toString())
                        .code());
        Outcome outcome = Outcome.of("report", sweep.toString());
        assertEquals(0, outcome.code(), outcome.err());
        Document page = Jsoup.parse(sweep.resolve("report.html"));
        Element settings = page.selectFirst("#settings table");
        assertEquals(2, settings.select("tbody tr").size());
        assertTrue(settings.select("thead").text().contains("learning.message"), settings.text());
        assertTrue(settings.select("tbody tr").get(0).text().matches("1 spike 2 .*\\d ± \\d.*"), settings.text());
        assertTrue(page.selectFirst("#digests").text().contains("seed2"));
    }

    @Test
    void aFolderThatTakesNoFiles_isNamed() throws IOException {
        String run = run("run", "--no-report");
        Outcome nowhere = Outcome.of(
                "report", run, "--out", folder.resolve("nodir/x.html").toString());
        assertEquals(2, nowhere.code());
        assertTrue(
                nowhere.err().endsWith("x.html: there is no folder " + folder.resolve("nodir") + "\n"), nowhere.err());
        // Here nobody can, whatever permissions say.
        assumeTrue(Files.isDirectory(Path.of("/proc")));
        Outcome refused = Outcome.of("report", run, "--out", "/proc/x.html");
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("no file can be written in the folder /proc;"), refused.err());
    }

    @Test
    void severalRunsAreCompared() throws IOException {
        String one = run("one", "--no-report");
        String two = run("two", "--no-report", "--set", "learning.target-step=0.4", "--seed", "7");
        Path page = folder.resolve("compared.html");
        Outcome outcome = Outcome.of("report", one, two, "--out", page.toString(), "--files", folder.toString());
        assertEquals(0, outcome.code(), outcome.err());
        Document document = Jsoup.parse(page);
        assertEquals(
                2, document.select("#learning figure:first-child .legend li").size());
        assertTrue(document.select("#keys").text().contains("learning.target-step 0.58 0.4"), document.text());
        assertTrue(document.select("#metrics").text().contains("test error"));
    }

    @Test
    void whatIsNoRunIsRefused() {
        Outcome outcome = Outcome.of("report", folder.toString());
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("is not the directory of a run"), outcome.err());
    }
}
