package org.tarpon.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jsoup.nodes.Element;

/** Pictures that are part of the page. */
final class Picture {
    private Picture() {}

    /** @param pixels a byte each, 0 black */
    static BufferedImage grey(byte[] pixels, int rows, int columns) {
        BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, columns, rows, pixels);
        return image;
    }

    static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @param alternative what the picture shows, for those who do not see it */
    static Element append(Element parent, byte[] png, String alternative) {
        return parent.appendElement("img")
                .attr("src", "data:image/png;base64," + Base64.getEncoder().encodeToString(png))
                .attr("alt", Html.line(alternative));
    }
}
