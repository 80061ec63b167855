package org.tarpon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.print.PrintOptions;

/**
 * Reports as a browser shows them: Chromium without a window and without a network. Needs {@code chromium} and {@code
 * chromedriver} on the path, as Debian's packages chromium and chromium-driver put them there.
 */
class ReportBrowserTest {
    /** Lists what has too little contrast, WCAG 2.2, 1.4.3: 4.5, or 3 where letters are large. */
    private static final String CONTRAST =
            """
            const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
            function rgba(colour) {
              canvas.clearRect(0, 0, 1, 1);
              canvas.fillStyle = colour;
              canvas.fillRect(0, 0, 1, 1);
              return canvas.getImageData(0, 0, 1, 1).data;
            }
            function luminance(c) {
              const [r, g, b] = [c[0], c[1], c[2]].map(v => v / 255)
                  .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
              return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            }
            function behind(element) {
              for (let e = element; e; e = e.parentElement) {
                const c = rgba(getComputedStyle(e).backgroundColor);
                if (c[3] === 255) return c;
              }
              return [255, 255, 255, 255];
            }
            const low = [];
            let seen = 0;
            for (const e of document.querySelectorAll('body *')) {
              const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
              if (!own || !e.checkVisibility() || e.closest('title, desc')) continue;
              seen++;
              const style = getComputedStyle(e);
              const text = rgba(e instanceof SVGElement ? style.fill : style.color);
              const [a, b] = [luminance(text), luminance(behind(e))].sort((x, y) => y - x);
              const large = parseFloat(style.fontSize) >= 24
                  || parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700;
              const ratio = (a + 0.05) / (b + 0.05);
              if (ratio < (large ? 3 : 4.5)) {
                low.push(ratio.toFixed(2) + ' ' + e.tagName + ' ' + e.textContent.slice(0, 30));
              }
            }
            if (seen < 50) low.push('only ' + seen + ' texts were looked at');
            return low;
            """;

    /** Lists what has no name for those who do not see it, and links that lead nowhere. */
    private static final String NAMES =
            """
            const bad = [];
            for (const img of document.images) {
              if (!img.alt || !img.complete || !img.naturalWidth) bad.push(img.outerHTML.slice(0, 80));
            }
            for (const svg of document.querySelectorAll('svg')) {
              if (svg.getAttribute('aria-hidden') === 'true') continue;
              const ids = (svg.getAttribute('aria-labelledby') || 'none').split(' ');
              const named = ids.every(id => document.getElementById(id)?.textContent.trim());
              if (svg.getAttribute('role') !== 'img' || !named) bad.push(svg.outerHTML.slice(0, 80));
            }
            const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
            if (new Set(ids).size !== ids.length) bad.push('an id is there twice');
            for (const a of document.querySelectorAll('a')) {
              if (!document.getElementById(a.getAttribute('href').slice(1))) bad.push(a.outerHTML);
            }
            let level = 0;
            for (const h of document.querySelectorAll('h1, h2, h3')) {
              if (h.tagName[1] - level > 1) bad.push('a level is left out before ' + h.textContent);
              level = +h.tagName[1];
            }
            if (document.querySelectorAll('svg[role=img]').length === 0) bad.push('no chart');
            if (document.querySelectorAll('.missing').length) bad.push('a chart could not be drawn');
            return bad;
            """;

    @TempDir
    private static Path folder;

    private static ChromeDriver browser;

    @BeforeAll
    static void openBrowser() throws IOException {
        Optional<File> chromium = onThePath("chromium").or(() -> onThePath("google-chrome"));
        Optional<File> driver = onThePath("chromedriver");
        assumeTrue(
                chromium.isPresent() && driver.isPresent(),
                "chromium and chromedriver are not on the path: reports were not looked at in a browser");
        // It misses a library for the protocol of this version, of which nothing is used here.
        Logger.getLogger("org.openqa.selenium").setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.get());
        // Chromium's sandbox does not work for root, nor in many containers.
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--user-data-dir=" + Files.createDirectory(folder.resolve("profile")));
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logging);
        // With the driver's path given, Selenium looks for none on the network.
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.get())
                        .usingAnyFreePort()
                        .build(),
                options);
        browser.executeCdpCommand("Network.enable", Map.of());
        browser.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", true, "latency", 0, "downloadThroughput", 0, "uploadThroughput", 0));
        makeReports();
    }

    private static Optional<File> onThePath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> new File(directory, program))
                .filter(File::canExecute)
                .findFirst();
    }

    private static void makeReports() {
        String one = folder.resolve("learning").toString();
        String two = folder.resolve("other").toString();
        String circuit = folder.resolve("circuit").toString();
        assertEquals(0, Outcome.ofTiny("run", "--out", one, "--quiet").code());
        assertEquals(
                0, Outcome.ofTiny("run", "--out", two, "--quiet", "--seed", "2").code());
        String compared = folder.resolve("compared").toString();
        assertTrue(new File(compared).mkdir());
        assertEquals(
                0,
                Outcome.of("report", one, two, "--out", compared + "/report.html")
                        .code());
        Outcome ofCircuit = Outcome.of(
                "run",
                "scenarios/async/balanced-network.yaml",
                "--quiet",
                "--out",
                circuit,
                "--set=populations.excitatory.size=400",
                "--set=populations.inhibitory.size=100",
                "--set=pathways.0.connect.degree=40",
                "--set=pathways.1.connect.degree=40",
                "--set=pathways.2.connect.degree=10",
                "--set=pathways.3.connect.degree=10",
                "--set=record.spikes=[excitatory, inhibitory]",
                "--set=record.counts=[inhibitory]",
                "--set=expect=[]");
        assertEquals(0, ofCircuit.code(), ofCircuit.err());
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"learning", "compared", "circuit"})
    void everybodyCanReadIt(String report) {
        size(1300);
        colours("light");
        browser.get(folder.resolve(report).resolve("report.html").toUri().toString());
        assertTrue(browser.getTitle().endsWith("– Tarpon"), browser.getTitle());
        assertEquals(List.of(), browser.executeScript(NAMES));

        assertEquals(List.of(), browser.executeScript(CONTRAST));
        Object light = page();
        colours("dark");
        assertEquals(List.of(), browser.executeScript(CONTRAST));
        assertNotEquals(light, page());

        size(400);
        String overflow = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        assertEquals(0L, browser.executeScript(overflow));
        assertEquals(List.of(), browser.executeScript(CONTRAST));

        browser.findElement(By.tagName("body")).sendKeys(Keys.TAB);
        assertEquals("skip", browser.executeScript("return document.activeElement.className"));
        assertEquals(
                0L,
                browser.executeScript("return performance.getEntriesByType('resource')"
                        + ".filter(entry => !entry.name.startsWith('data:')).length"));

        byte[] pdf =
                Base64.getDecoder().decode(browser.print(new PrintOptions()).getContent());
        assertEquals("%PDF", new String(pdf, 0, 4, StandardCharsets.US_ASCII));
        assertEquals(
                List.of(),
                browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                        .map(Object::toString)
                        .toList());
    }

    private static Object page() {
        return browser.executeScript("return getComputedStyle(document.body).backgroundColor");
    }

    private static void colours(String scheme) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    private static void size(int width) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    }
}
