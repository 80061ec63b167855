package org.tarpon.sweep;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * A file of settings, one a row: CSV with keys in its first line, of which an empty cell sets nothing, or YAML, a list of
 * mappings whose keys may be nested or dotted.
 */
public final class SettingsFile {
    private static final int LARGEST = 1 << 24;

    /** What spreadsheets put before CSV in UTF-8. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private SettingsFile() {}

    /** @throws InvalidSweepException if it cannot be read so */
    public static List<Setting> read(Path file) {
        String text = text(file);
        boolean csv = isCsv(file);
        List<Setting> settings = csv ? ofCsv(file, text) : ofYaml(file, text);
        if (settings.isEmpty()) {
            throw new InvalidSweepException(file + " holds no setting; allowed: "
                    + (csv
                            ? "a first line of keys, then a line of values for each setting"
                            : "a list of mappings, such as `- {train.batch: 50, learning.forward.rate: 0.01}`"));
        }
        return settings;
    }

    /** What messages call a row, counted from 1. */
    public static String row(Path file, int row) {
        return isCsv(file) ? file + ", row " + row : file + ", element " + (row - 1);
    }

    private static boolean isCsv(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new InvalidSweepException(file + " is too large for a list of settings; allowed: at most 16 MiB");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new InvalidSweepException(file + ": there is no such file");
        } catch (CharacterCodingException e) {
            throw new InvalidSweepException(file + " is not UTF-8");
        } catch (IOException e) {
            throw new InvalidSweepException(file + " cannot be read: " + e.getMessage());
        }
    }

    private static List<Setting> ofCsv(Path file, String text) {
        List<List<String>> rows = Csv.parse(text, file.toString());
        List<Setting> settings = new ArrayList<>();
        for (int i = 1; i < rows.size(); i++) {
            List<String> keys = rows.get(0);
            List<String> cells = rows.get(i);
            if (cells.size() != keys.size()) {
                throw new InvalidSweepException(row(file, i) + ": it has " + cells.size() + " values for " + keys.size()
                        + " keys; put quotes around a value that holds commas");
            }
            Setting setting = new Setting(Map.of());
            for (int k = 0; k < keys.size(); k++) {
                if (keys.get(k).isEmpty()) {
                    throw new InvalidSweepException(file + ": column " + (k + 1) + " has no key");
                }
                setting = cells.get(k).isEmpty() ? setting : setting.and(Setting.of(keys.get(k), cells.get(k)));
            }
            settings.add(setting);
        }
        return settings;
    }

    private static List<Setting> ofYaml(Path file, String text) {
        // Every value stays the text that it is, for the scenario's reader to judge.
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setSchema(new FailsafeSchema())
                .setMaxAliasesForCollections(0)
                .build();
        Object root;
        try {
            root = new Load(settings).loadFromString(text);
        } catch (RuntimeException e) {
            // The library also lets exceptions of the JDK through.
            throw new InvalidSweepException(file + " is not YAML: " + e.getMessage());
        }
        List<Setting> all = new ArrayList<>();
        for (Object row : root instanceof List<?> rows ? rows : List.of()) {
            if (!(row instanceof Map<?, ?> mapping)) {
                throw new InvalidSweepException(file + ", element " + all.size() + ": it is no mapping; allowed: keys"
                        + " and values, such as {train.batch: 50}");
            }
            Map<String, String> values = new LinkedHashMap<>();
            flatten("", mapping, values);
            all.add(new Setting(values));
        }
        return all;
    }

    private static void flatten(String prefix, Map<?, ?> mapping, Map<String, String> values) {
        mapping.forEach((key, value) -> {
            String path = prefix + key;
            if (value instanceof Map<?, ?> nested && !nested.isEmpty()) {
                flatten(path + ".", nested, values);
            } else if (values.put(path, flow(value)) != null) {
                throw new InvalidSweepException("`" + path + "` is set twice in one setting");
            }
        });
    }

    /** A value as YAML on one line. */
    private static String flow(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(SettingsFile::flow).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> mapping) {
            return mapping.entrySet().stream()
                    .map(entry -> flow(entry.getKey()) + ": " + flow(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        String text = String.valueOf(value);
        return text.matches("[\\p{L}0-9.+-]([\\p{L}0-9._+/ -]*[\\p{L}0-9._+/-])?")
                ? text
                : '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
