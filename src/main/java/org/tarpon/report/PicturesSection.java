package org.tarpon.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jsoup.nodes.Element;

/** What auto-encoders complete and make up: the pictures of the run directory. */
final class PicturesSection implements Section {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final long MOST_BYTES = 8 << 20;

    @Override
    public String id() {
        return "pictures";
    }

    @Override
    public String title() {
        return "Pictures";
    }

    @Override
    public void write(RunFiles run, Element section) {
        Element side = Html.side(section);
        picture(
                run,
                side,
                "completed",
                "Completed images",
                "In threes: test images, what was shown of them, and what the network made of it");
        picture(run, side, "samples", "Images made up", "Drawn from a Gaussian of the topmost states, and decoded");
        if (side.childrenSize() == 0) {
            side.remove();
        }
    }

    private static void picture(RunFiles run, Element side, String name, String title, String content) {
        Path file = run.directory().pictures(name);
        try {
            if (!Files.isRegularFile(file)) {
                return;
            }
            byte[] bytes = Files.size(file) > MOST_BYTES ? new byte[0] : Files.readAllBytes(file);
            if (bytes.length < PNG.length || Arrays.mismatch(bytes, PNG) != PNG.length) {
                run.miss(file.getFileName() + " is no PNG picture of a run, and is left out.");
                return;
            }
            Element figure = side.appendElement("figure").addClass("pixels");
            figure.appendElement("figcaption").appendElement("strong").text(title);
            Picture.append(figure, bytes, content);
            Html.paragraph(figure, content + ".");
        } catch (IOException e) {
            run.miss(file.getFileName() + " cannot be read: " + e.getMessage());
        }
    }
}
