package org.prompt2model.teacher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;

/** The lines of a file as bytes, one after the other, with their places. */
final class FileLines {
    private final RandomAccessFile content;
    private final byte[] block = new byte[1 << 16];
    private long read;
    private int from;
    private int to;
    private long offset;
    private long end;
    private byte[] line = new byte[0];
    private boolean ended;

    FileLines(RandomAccessFile content, long offset) {
        this.content = content;
        this.read = offset;
        this.end = offset;
    }

    /** Goes to the next line; false where there is none. */
    boolean next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        offset = end;
        ended = false;
        while (!ended && fill()) {
            int stop = from;
            while (stop < to && block[stop] != '\n') {
                stop++;
            }
            bytes.write(block, from, stop - from);
            ended = stop < to;
            from = ended ? stop + 1 : stop;
        }
        line = bytes.toByteArray();
        end = offset + line.length + (ended ? 1 : 0);
        return ended || line.length > 0;
    }

    private boolean fill() throws IOException {
        if (from == to) {
            // Whoever mends a line moves the file's position.
            content.seek(read);
            from = 0;
            to = Math.max(0, content.read(block));
            read += to;
        }
        return from < to;
    }

    /** The line without its end. */
    byte[] line() {
        return line;
    }

    /** Where it begins. */
    long offset() {
        return offset;
    }

    /** Whether it has an end; the last line of a file may have none. */
    boolean ended() {
        return ended;
    }
}
