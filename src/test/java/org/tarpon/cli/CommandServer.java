package org.tarpon.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Carries out commands that come on stdin, a JSON array of arguments on each line, and answers each with an {@link Outcome} whose
 * {@code err} has both streams as a terminal shows them. So a document's commands run in a folder of their own, and Java starts once.
 */
final class CommandServer {
    private CommandServer() {}

    public static void main(String[] args) throws IOException {
        // Messages then say what to type as a reader types it.
        System.setProperty("java.class.path", "target/tarpon.jar");
        ObjectMapper json = new ObjectMapper();
        PrintWriter answers = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            StringWriter out = new StringWriter();
            StringWriter both = new StringWriter();
            Writer teed = new Writer() {
                @Override
                public void write(char[] text, int from, int length) {
                    out.write(text, from, length);
                    both.write(text, from, length);
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };
            int code = Main.run(
                    json.readValue(line, String[].class), new PrintWriter(teed, true), new PrintWriter(both, true));
            answers.println(json.writeValueAsString(new Outcome(code, out.toString(), both.toString())));
        }
    }
}
