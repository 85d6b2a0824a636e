package org.prompt2model.corpus;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/** Opens text files strictly: what is not text, or in another encoding, is told and not turned into garbage. */
final class TextFiles {
    private static final int SNIFF = 8192;
    // A text of n bytes becomes about 2n characters, cells and lists on the heap at the worst.
    private static final int HEAP_A_BYTE = 4;

    private TextFiles() {}

    /** A reader that throws {@link CharacterCodingException} where the text is not valid; see {@link #badEncoding}. */
    static BufferedReader open(Path file) throws IOException {
        requireMemory(file);
        BufferedInputStream bytes = new BufferedInputStream(stream(file), SNIFF);
        bytes.mark(SNIFF);
        byte[] start = bytes.readNBytes(SNIFF);
        bytes.reset();
        Charset charset = StandardCharsets.UTF_8;
        if (startsWith(start, 0xEF, 0xBB, 0xBF)) {
            bytes.skipNBytes(3);
        } else if (startsWith(start, 0xFF, 0xFE) || startsWith(start, 0xFE, 0xFF)) {
            charset = StandardCharsets.UTF_16;
        } else {
            requireText(file, start);
        }
        return new BufferedReader(new InputStreamReader(
                bytes,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    static BufferedWriter create(Path file) throws IOException {
        OutputStream bytes = Files.newOutputStream(file);
        return new BufferedWriter(
                new OutputStreamWriter(zipped(file) ? new GZIPOutputStream(bytes) : bytes, StandardCharsets.UTF_8));
    }

    /** The exception for a file whose text is not valid, with the line of the first bad byte. */
    static Prompt2ModelException badEncoding(Path file, CharacterCodingException cause) {
        return new Prompt2ModelException(
                "The file " + file + " is not UTF-8 text, from line " + firstBadLine(file) + " on",
                "it holds bytes that are no UTF-8; it was probably saved in another encoding, such as Windows-1252",
                "save it as UTF-8, for example: iconv -f WINDOWS-1252 -t UTF-8 " + file.getFileName() + " > utf8-"
                        + file.getFileName(),
                cause);
    }

    private static int firstBadLine(Path file) {
        int line = 1;
        try (InputStream bytes = new BufferedInputStream(stream(file))) {
            ByteArrayOutputStream current = new ByteArrayOutputStream();
            for (int next = bytes.read(); next >= 0; next = bytes.read()) {
                current.write(next);
                if (next == '\n') {
                    decode(current.toByteArray());
                    current.reset();
                    line++;
                }
            }
        } catch (IOException e) {
            return line;
        }
        return line;
    }

    private static void decode(byte[] bytes) throws CharacterCodingException {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    }

    private static InputStream stream(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        try {
            return zipped(file) ? new GZIPInputStream(bytes) : bytes;
        } catch (ZipException e) {
            bytes.close();
            throw new Prompt2ModelException(
                    "The file " + file + " ends in .gz and is not gzip", e.getMessage(), "take .gz off its name", e);
        }
    }

    private static void requireText(Path file, byte[] start) {
        String kind = startsWith(start, 'P', 'A', 'R', '1')
                ? "a Parquet file; name it .parquet"
                : startsWith(start, 'P', 'K', 3, 4)
                        ? "a zip archive or a spreadsheet; unpack it, or export it as CSV (UTF-8)"
                        : startsWith(start, 0x1F, 0x8B) ? "compressed with gzip; add .gz to its name" : "";
        boolean binary = !kind.isEmpty();
        for (byte each : start) {
            binary |= each == 0;
        }
        if (binary) {
            throw new Prompt2ModelException(
                    "The file " + file + " is not what its ending says",
                    "it is no text: it begins with bytes that no text file has",
                    kind.isEmpty()
                            ? "check where it comes from; a text file in UTF-8 is expected"
                            : "it looks like " + kind);
        }
    }

    private static void requireMemory(Path file) throws IOException {
        long size = Files.size(file);
        long heap = Runtime.getRuntime().maxMemory();
        if (size > heap / HEAP_A_BYTE) {
            throw new Prompt2ModelException(
                    "The file " + file + " is too large to read at once",
                    "it has " + (size >> 20) + " MiB and the heap of this JVM at most " + (heap >> 20) + " MiB",
                    "take a part of it (head -n 100000), or start Java with a larger heap (-Xmx8g)");
        }
    }

    private static boolean zipped(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    private static boolean startsWith(byte[] start, int... magic) {
        if (start.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((start[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
