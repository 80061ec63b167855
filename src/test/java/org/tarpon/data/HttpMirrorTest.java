package org.tarpon.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpMirrorTest {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    @TempDir
    private Path folder;

    private final List<String> narration = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private URI base;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        base = URI.create("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/set/");
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private Path acquire(HttpMirror mirror) throws IOException, InterruptedException {
        return mirror.acquire(
                folder, new DataEnvironment(Optional.empty(), Optional.empty(), folder, List.of()), narration::add);
    }

    private HttpMirror mirror() {
        return new HttpMirror(base, PATIENCE, PATIENCE, 1 << 20);
    }

    private String failure(HttpMirror mirror) {
        return assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThrows(IOException.class, () -> acquire(mirror)).getMessage());
    }

    private void serve(HttpHandler handler) {
        server.createContext("/set/", handler);
    }

    @Test
    void downloadsTheFourFiles() throws Exception {
        serve(exchange -> {
            Path name = Path.of(exchange.getRequestURI().getPath()).getFileName();
            for (DatasetFile file : DatasetFile.values()) {
                if (file.gzipName().equals(name.toString())) {
                    send(exchange, Idx.gzip(TinySet.FILES.get(file)));
                }
            }
        });
        Path files = acquire(mirror());
        assertEquals(3, DatasetFiles.in(files).read(TinySet.origin()).training().count());
        assertEquals(4, narration.size());
    }

    @Test
    void anotherStatusIsAFailure() {
        serve(exchange -> exchange.sendResponseHeaders(404, -1));
        assertEquals(base + "train-images-idx3-ubyte.gz answered with status 404, not 200", failure(mirror()));
    }

    @Test
    void aServerThatIsNotThereIsAFailure() {
        server.stop(0);
        assertEquals("cannot connect to " + base.getAuthority(), failure(mirror()));
    }

    @Test
    void aNameThatDoesNotResolveIsAFailure() {
        assertEquals("cannot connect to tarpon.invalid", failure(HttpMirror.at("https://tarpon.invalid/mnist/")));
    }

    @Test
    void anAnswerThatNeverStartsIsAFailure() {
        serve(exchange -> await());
        assertTrue(failure(mirror()).contains("timed out"));
    }

    @Test
    void aTransferThatStallsIsAFailure() {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            await();
        });
        assertTrue(failure(mirror()).contains("took longer than"));
    }

    @Test
    void aTransferThatBreaksOffIsAFailure() {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush(); // else the server of Java 25 sends nothing at all
            exchange.close();
        });
        String message = failure(mirror());
        assertTrue(message.contains("train-images-idx3-ubyte.gz failed: ") && message.contains("10"), message);
    }

    @Test
    void whatIsTooLargeIsNotTaken() throws IOException {
        serve(exchange -> send(exchange, new byte[1 << 20]));
        String message = failure(new HttpMirror(base, PATIENCE, PATIENCE, 1000));
        assertTrue(message.contains("more than the 1000 bytes allowed"), message);
        assertTrue(Files.size(folder.resolve("train-images-idx3-ubyte.gz")) <= 1000);
    }

    private static void send(HttpExchange exchange, byte[] content) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
