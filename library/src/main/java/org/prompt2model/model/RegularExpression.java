package org.prompt2model.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * Reads an expression of {@link Pattern} as the automaton of the texts that it matches as a whole. What
 * one character is, is asked of {@link Pattern} itself; what no finite automaton can do is refused.
 */
final class RegularExpression {
    private static final int MOST_STATES = 100_000;
    private static final Pattern QUANTIFIER =
            Pattern.compile("(?:(?<sign>[*+?])|\\{(?<least>\\d+)(?<range>,(?<most>\\d*))?})(?<mode>[?+]?)");
    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\(?:x\\{\\p{XDigit}+}|x..|u[dD][89abAB]..\\\\u....|u....|0[0-7]{1,3}|c.|[pPN]\\{[^}]*}|[pP].|.)",
            Pattern.DOTALL);
    private static final Pattern QUOTED_OR_ESCAPED = Pattern.compile("\\\\Q(.*?)(?:\\\\E|\\z)|\\\\.", Pattern.DOTALL);
    private static final String PLACES = "bBAGzZ";
    private static final String SEVERAL = "RX";

    private final String whole;
    private final String text;
    private int at;

    private RegularExpression(String whole) {
        this.whole = whole;
        text = unquoted(whole);
    }

    /**
     * The automaton over code points.
     *
     * @throws Prompt2ModelException if the expression is malformed, or has what an automaton cannot do
     */
    static Automaton automaton(String text) {
        try {
            Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new Prompt2ModelException(
                    "'" + text + "' is no regular expression",
                    e.getDescription() + (e.getIndex() < 0 ? "" : ", at character " + (e.getIndex() + 1)),
                    "write it as java.util.regex.Pattern describes, such as \\d{4}-\\d{2}-\\d{2}",
                    e);
        }
        return new RegularExpression(text).alternatives();
    }

    /** The expression with each quoted character escaped by itself. */
    private static String unquoted(String text) {
        return QUOTED_OR_ESCAPED.matcher(text).replaceAll(found -> {
            String literal = found.group(1) == null ? found.group() : escaped(found.group(1));
            return Matcher.quoteReplacement(literal);
        });
    }

    private static String escaped(String literal) {
        return literal.replaceAll("[\\x00-\\x7F&&\\W]", "\\\\$0");
    }

    private Automaton alternatives() {
        List<Automaton> found = new ArrayList<>();
        do {
            found.add(sequence());
        } while (take("|"));
        return found.size() == 1 ? found.get(0) : Operations.union(found);
    }

    private Automaton sequence() {
        List<Automaton> found = new ArrayList<>(List.of(Automata.makeEmptyString()));
        while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
            found.add(quantified());
        }
        return Operations.concatenate(found);
    }

    private Automaton quantified() {
        Automaton once = atom();
        Matcher quantifier = QUANTIFIER.matcher(text).region(at, text.length());
        if (!quantifier.lookingAt()) {
            return once;
        }
        at = quantifier.end();
        if (quantifier.group("mode").equals("+")) {
            throw refused("the possessive repetition " + quantifier.group(), "leave out its last '+'");
        }
        if (text.startsWith("{", at)) {
            throw refused("a repetition of " + quantifier.group(), "put what is repeated in a group: (?:...)");
        }
        return repeated(once, quantifier);
    }

    private Automaton repeated(Automaton once, Matcher quantifier) {
        if (quantifier.group("sign") != null) {
            return switch (quantifier.group("sign")) {
                case "?" -> Operations.optional(once);
                case "*" -> Operations.repeat(once);
                default -> Operations.repeat(once, 1);
            };
        }
        int least = Integer.parseInt(quantifier.group("least"));
        String most = quantifier.group("range") == null ? quantifier.group("least") : quantifier.group("most");
        int highest = most.isEmpty() ? least : Integer.parseInt(most);
        if ((long) once.getNumStates() * highest > MOST_STATES) {
            throw refused(quantifier.group() + " of something that is long already", "repeat it fewer times");
        }
        return most.isEmpty() ? Operations.repeat(once, least) : Operations.repeat(once, least, highest);
    }

    private Automaton atom() {
        char first = text.charAt(at);
        return switch (first) {
            case '(' -> group();
            case '[' -> characters(bracketed());
            case '.' -> characters(next(1));
            case '\\' -> escaped();
            case '^', '$' -> anchor(first);
            default -> Automata.makeString(next(Character.charCount(text.codePointAt(at))));
        };
    }

    private Automaton group() {
        Matcher name =
                Pattern.compile("\\((\\?:|\\?<\\p{Alpha}\\p{Alnum}*>|(?!\\?))").matcher(text);
        if (!name.region(at, text.length()).lookingAt()) {
            throw refused(
                    "look-around, an atomic group or a flag: " + text.substring(at, Math.min(text.length(), at + 4)),
                    "write what it stands for, such as [Yy]es in place of (?i)yes");
        }
        at = name.end();
        Automaton inner = alternatives();
        at++; // Pattern has seen that it is closed
        return inner;
    }

    private Automaton anchor(char sign) {
        if (sign == '^' ? at > 0 : at < text.length() - 1) {
            throw refused("the anchor " + sign + " within it", "leave it out: an answer matches as a whole");
        }
        at++;
        return Automata.makeEmptyString();
    }

    private Automaton escaped() {
        Matcher escape = ESCAPE.matcher(text).region(at, text.length());
        if (!escape.lookingAt()) {
            throw new IllegalStateException("no escape at " + at + " of " + text);
        }
        char kind = escape.group().charAt(1);
        if (kind >= '1' && kind <= '9' || kind == 'k') {
            throw refused("the back reference " + escape.group(), "write what it repeats again");
        }
        if (PLACES.indexOf(kind) >= 0) {
            throw refused("the boundary " + escape.group(), "leave it out: an answer matches as a whole");
        }
        if (SEVERAL.indexOf(kind) >= 0) {
            throw refused(escape.group() + ", which is several characters", "name the characters");
        }
        at = escape.end();
        return characters(escape.group());
    }

    /** A class in brackets, with the classes within it. */
    private String bracketed() {
        int from = at;
        int depth = 0;
        do {
            char sign = text.charAt(at);
            boolean first = text.startsWith("]", at + 1) || text.startsWith("^]", at + 1);
            if (sign == '[' && first) {
                throw refused("a class with a bare ] in it", "write \\] for a bracket");
            }
            depth += sign == '[' ? 1 : sign == ']' ? -1 : 0;
            at += sign == '\\' ? 2 : 1;
        } while (depth > 0);
        return text.substring(from, at);
    }

    /** One character out of those that a part of the expression matches. */
    private static Automaton characters(String part) {
        Matcher matcher = Pattern.compile(part).matcher("");
        Automaton found = new Automaton();
        int start = found.createState();
        int end = found.createState();
        found.setAccept(end, true);
        int from = -1;
        for (int point = 0; point <= Character.MAX_CODE_POINT + 1; point++) {
            // Half a pair is no character, and UTF-8 has no bytes for it.
            boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            boolean matches = point <= Character.MAX_CODE_POINT
                    && !half
                    && matcher.reset(Character.toString(point)).matches();
            if (matches && from < 0) {
                from = point;
            } else if (!matches && from >= 0) {
                found.addTransition(start, end, from, point - 1);
                from = -1;
            }
        }
        found.finishState();
        return found;
    }

    private boolean take(String sign) {
        boolean found = text.startsWith(sign, at);
        at += found ? sign.length() : 0;
        return found;
    }

    private String next(int length) {
        at += length;
        return text.substring(at - length, at);
    }

    private Prompt2ModelException refused(String what, String instead) {
        return new Prompt2ModelException(
                "Answers cannot be held to '" + whole + "'",
                "it has " + what + ", which no finite automaton can follow",
                instead);
    }
}
