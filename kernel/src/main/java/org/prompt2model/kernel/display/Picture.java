package org.prompt2model.kernel.display;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Images of Java's own kind. */
final class Picture {
    private Picture() {}

    static String text(RenderedImage image) {
        return "image of " + image.getWidth() + " by " + image.getHeight() + " pixels";
    }

    /** The image as a PNG in Base64. */
    static String png(RenderedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", bytes)) {
                throw new IOException("there is no PNG writer for its colours");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(text(image) + " cannot be written as PNG", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
