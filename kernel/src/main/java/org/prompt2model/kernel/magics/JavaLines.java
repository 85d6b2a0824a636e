package org.prompt2model.kernel.magics;

/** Reads Java line by line, and knows whether the next line begins in code: not in a text block, nor in a comment. */
final class JavaLines {
    private enum State {
        CODE,
        TEXT_BLOCK,
        COMMENT
    }

    private State state = State.CODE;

    boolean inCode() {
        return state == State.CODE;
    }

    void read(String line) {
        int at = 0;
        while (at < line.length()) {
            at = switch (state) {
                case TEXT_BLOCK -> endOfTextBlock(line, at);
                case COMMENT -> endOfComment(line, at);
                case CODE -> code(line, at);
            };
        }
    }

    private int endOfTextBlock(String line, int at) {
        if (line.charAt(at) == '\\') {
            return at + 2;
        }
        if (line.startsWith("\"\"\"", at)) {
            state = State.CODE;
            return at + 3;
        }
        return at + 1;
    }

    private int endOfComment(String line, int at) {
        int end = line.indexOf("*/", at);
        if (end < 0) {
            return line.length();
        }
        state = State.CODE;
        return end + 2;
    }

    private int code(String line, int at) {
        if (line.startsWith("//", at)) {
            return line.length();
        }
        if (line.startsWith("/*", at)) {
            state = State.COMMENT;
            return at + 2;
        }
        if (line.startsWith("\"\"\"", at)) {
            state = State.TEXT_BLOCK;
            return at + 3;
        }
        char c = line.charAt(at);
        return c == '"' || c == '\'' ? endOfLiteral(line, at) : at + 1;
    }

    private static int endOfLiteral(String line, int start) {
        int at = start + 1;
        while (at < line.length() && line.charAt(at) != line.charAt(start)) {
            at += line.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }
}
