package org.tarpon.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Downloads the four compressed files of a data set from one web folder.
 *
 * @param base the folder, ending in a slash
 * @param patience how long to wait for a connection, and again for the answer to start
 * @param duration how long one file may take in all, so that a stalled transfer ends
 * @param limit the most bytes to accept of one file
 */
record HttpMirror(URI base, Duration patience, Duration duration, long limit) implements Acquisition {
    private static final int BUFFER = 1 << 16;

    /** A mirror with limits that suit the MNIST family, whose largest compressed file has 26 MB. */
    static HttpMirror at(String base) {
        return new HttpMirror(URI.create(base), Duration.ofSeconds(10), Duration.ofMinutes(10), 64L << 20);
    }

    @Override
    public String describe() {
        return base.toString();
    }

    @Override
    public Path acquire(Path staging, DataEnvironment environment, Consumer<String> narration)
            throws IOException, InterruptedException {
        // NORMAL follows a redirection, but never from https to http.
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        for (DatasetFile file : DatasetFile.values()) {
            narration.accept("downloading " + file.gzipName());
            download(client, base.resolve(file.gzipName()), staging.resolve(file.gzipName()));
        }
        return staging;
    }

    private void download(HttpClient client, URI from, Path to) throws IOException, InterruptedException {
        HttpResponse<InputStream> response;
        try {
            HttpRequest request = HttpRequest.newBuilder(from).timeout(patience).build();
            response = client.send(request, BodyHandlers.ofInputStream());
        } catch (ConnectException e) {
            // It comes without a message.
            throw new IOException("cannot connect to " + from.getAuthority(), e);
        }
        try (InputStream body = response.body();
                OutputStream out = Files.newOutputStream(to)) {
            if (response.statusCode() != 200) {
                throw new IOException(from + " answered with status " + response.statusCode() + ", not 200");
            }
            copyInTime(body, out, from);
        }
    }

    /** The request's own time-out ends with the headers; here closing the body wakes a read that waits for more. */
    private void copyInTime(InputStream body, OutputStream out, URI from) throws IOException {
        CompletableFuture<Void> deadline =
                new CompletableFuture<Void>().orTimeout(duration.toMillis(), TimeUnit.MILLISECONDS);
        deadline.whenComplete((done, late) -> close(body));
        IOException failure = null;
        try {
            copy(body, out);
        } catch (IOException e) {
            failure = e;
        }
        if (!deadline.complete(null)) {
            throw new HttpTimeoutException(from + " took longer than " + duration.toSeconds() + " s");
        }
        if (failure != null) {
            // A transfer that breaks off says only "closed"; its cause says how far it came.
            Throwable reason = failure.getCause() == null ? failure : failure.getCause();
            throw new IOException("the transfer of " + from + " failed: " + reason.getMessage(), failure);
        }
    }

    private void copy(InputStream body, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long total = 0;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            total += read;
            if (total > limit) {
                throw new IOException("it sends more than the " + limit + " bytes allowed");
            }
            out.write(buffer, 0, read);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
