package org.prompt2model.kernel.session;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A print stream into text. What is printed as text stays text: encoding each line only to decode it again, as the
 * JDK's stream would, takes most of the time of a cell that prints a hundred thousand of them.
 */
final class CellPrintStream extends PrintStream {
    private static final String END = System.lineSeparator();

    private final Consumer<CharSequence> text;

    /** Each call of the consumer stays whole: lines of two threads do not mix. */
    CellPrintStream(Consumer<CharSequence> text) {
        super(new Bytes(text), true, StandardCharsets.UTF_8);
        this.text = text;
    }

    @Override
    public void print(String s) {
        text.accept(String.valueOf(s));
    }

    @Override
    public void print(Object o) {
        print(String.valueOf(o));
    }

    @Override
    public void print(char[] s) {
        print(new String(s));
    }

    @Override
    public void print(boolean b) {
        print(String.valueOf(b));
    }

    @Override
    public void print(char c) {
        print(String.valueOf(c));
    }

    @Override
    public void print(int i) {
        print(String.valueOf(i));
    }

    @Override
    public void print(long l) {
        print(String.valueOf(l));
    }

    @Override
    public void print(float f) {
        print(String.valueOf(f));
    }

    @Override
    public void print(double d) {
        print(String.valueOf(d));
    }

    @Override
    public void println() {
        text.accept(END);
    }

    @Override
    public void println(String s) {
        text.accept(s + END);
    }

    @Override
    public void println(Object o) {
        println(String.valueOf(o));
    }

    @Override
    public void println(char[] s) {
        println(new String(s));
    }

    @Override
    public void println(boolean b) {
        println(String.valueOf(b));
    }

    @Override
    public void println(char c) {
        println(String.valueOf(c));
    }

    @Override
    public void println(int i) {
        println(String.valueOf(i));
    }

    @Override
    public void println(long l) {
        println(String.valueOf(l));
    }

    @Override
    public void println(float f) {
        println(String.valueOf(f));
    }

    @Override
    public void println(double d) {
        println(String.valueOf(d));
    }

    /** What is written as bytes is UTF-8; a character may come in pieces. */
    private static final class Bytes extends OutputStream {
        private final Consumer<CharSequence> text;
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private ByteBuffer rest = ByteBuffer.allocate(0);

        Bytes(Consumer<CharSequence> text) {
            this.text = text;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            ByteBuffer in = ByteBuffer.allocate(rest.remaining() + length);
            in.put(rest).put(bytes, offset, length).flip();
            CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
            decoder.decode(in, out, false);
            rest = ByteBuffer.allocate(in.remaining()).put(in).flip();
            text.accept(out.flip());
        }
    }
}
