package org.prompt2model.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.util.automaton.ByteRunAutomaton;

/**
 * An automaton over bytes as one over tokens (Willard and Louf 2023, arXiv 2307.09702): its nodes are the states in which
 * a token can end. Each node walks the vocabulary once; tokens that lead alike from all nodes become one kind.
 */
final class TokenAutomaton {
    private static final int BEGINNING = 0;
    private static final int OVER = 1;
    private static final int NO_STATE = -1;
    private static final int MOST_STEPS = 8_000_000; // nodes by kinds: 128 MB on the device

    private final AnswerPattern pattern;
    private final ByteRunAutomaton bytes;
    private final SortedTokens first;
    private final SortedTokens later;
    private final List<Integer> ends;

    /** Byte state of each node; the two that come first have none of their own. */
    private final List<Integer> states = new ArrayList<>(List.of(0, NO_STATE));

    private final Map<Integer, Integer> nodes = new HashMap<>();
    private final int[] kinds;
    private int kindsUsed = 1; // kind 0: tokens that may follow nowhere

    private TokenAutomaton(AnswerPattern pattern, TokenBytes tokens, List<Integer> ends, int vocabulary) {
        this.pattern = pattern;
        bytes = pattern.automaton();
        this.ends = ends;
        Set<Integer> others = new HashSet<>(ends);
        first = new SortedTokens(tokens.first(), vocabulary, others);
        for (int id = 0; id < tokens.later().length; id++) {
            if (tokens.later()[id] != null && tokens.later()[id].length == 0) {
                others.add(id); // it could follow for ever
            }
        }
        later = new SortedTokens(tokens.later(), vocabulary, others);
        kinds = new int[vocabulary];
    }

    /**
     * The tokens that keep to a pattern.
     *
     * @param ends tokens that end an answer
     * @param vocabulary number of tokens of the network
     */
    static AllowedTokens of(AnswerPattern pattern, TokenBytes tokens, List<Integer> ends, int vocabulary) {
        TokenAutomaton automaton = new TokenAutomaton(pattern, tokens, ends, vocabulary);
        for (int node = 0; node < automaton.states.size(); node++) {
            if (node != OVER) {
                automaton.tellKindsApart(node);
            }
        }
        return automaton.table();
    }

    private SortedTokens from(int node) {
        return node == BEGINNING ? first : later;
    }

    /** Splits the kinds by where their tokens lead from a node, and finds the nodes that they lead to. */
    private void tellKindsApart(int node) {
        // The first state of each kind is kept apart from the others: most kinds have no more, and boxes are slow.
        int[] firstState = new int[kindsUsed];
        int[] firstKind = new int[kindsUsed];
        Map<Long, Integer> others = new HashMap<>();
        Arrays.fill(firstState, NO_STATE);
        from(node).walk(bytes, states.get(node), (token, state) -> {
            int kind = kinds[token];
            if (firstState[kind] == NO_STATE) {
                firstState[kind] = state;
                firstKind[kind] = kindsUsed++;
                nodeOf(state);
            }
            if (firstState[kind] == state) {
                kinds[token] = firstKind[kind];
            } else {
                kinds[token] = others.computeIfAbsent((long) kind << Integer.SIZE | state, any -> kindsUsed++);
                nodeOf(state);
            }
        });
    }

    private int nodeOf(int state) {
        return nodes.computeIfAbsent(state, any -> {
            states.add(state);
            return states.size() - 1;
        });
    }

    private AllowedTokens table() {
        Map<Integer, Integer> examples = examples();
        int end = examples.size() + 1;
        if ((long) states.size() * end > MOST_STEPS) {
            throw pattern.tooComplex(null);
        }
        int[][] after = new int[states.size()][end + 1];
        int[][] need = new int[states.size()][end + 1];
        for (int node = 0; node < after.length; node++) {
            Arrays.fill(need[node], AllowedTokens.NEVER);
            if (node == OVER || bytes.isAccept(states.get(node))) {
                after[node][end] = OVER;
                need[node][end] = 0;
            }
        }
        for (int node = 0; node < after.length; node++) {
            if (node != OVER) {
                lead(node, examples, after[node]);
            }
        }
        int[] least = least(after, need, end);
        for (int node = 0; node < after.length; node++) {
            for (int kind = 1; kind < end; kind++) {
                int next = after[node][kind];
                need[node][kind] = next == 0 ? AllowedTokens.NEVER : least[next];
            }
        }
        return new AllowedTokens(kinds, after, need);
    }

    /** Numbers the kinds that are left from 1, then that of the ends; returns one token of each but the ends, in order. */
    private Map<Integer, Integer> examples() {
        Map<Integer, Integer> numbers = new HashMap<>(Map.of(0, 0));
        Map<Integer, Integer> examples = new LinkedHashMap<>();
        for (int token = 0; token < kinds.length; token++) {
            int number = numbers.computeIfAbsent(kinds[token], kind -> numbers.size());
            kinds[token] = number;
            if (number > 0) {
                examples.putIfAbsent(number, token);
            }
        }
        for (int end : ends) {
            kinds[end] = examples.size() + 1;
        }
        return examples;
    }

    private void lead(int node, Map<Integer, Integer> examples, int[] after) {
        examples.forEach((kind, token) -> {
            int state = from(node).step(bytes, states.get(node), token);
            after[kind] = state == NO_STATE ? 0 : nodes.get(state); // no token leads back to the beginning
        });
    }

    /** Fewest tokens from each node to the end of an answer, the end included; {@link AllowedTokens#NEVER} without one. */
    private static int[] least(int[][] after, int[][] need, int end) {
        int[] least = new int[after.length];
        int[][] next = new int[after.length][];
        for (int node = 0; node < after.length; node++) {
            least[node] = need[node][end] == 0 ? 1 : AllowedTokens.NEVER;
            next[node] = Arrays.stream(after[node], 0, end)
                    .filter(to -> to > 0)
                    .distinct()
                    .toArray();
        }
        boolean found = true;
        for (int tokens = 1; found; tokens++) {
            found = false;
            for (int node = 0; node < after.length; node++) {
                int reached = tokens;
                if (least[node] == AllowedTokens.NEVER
                        && Arrays.stream(next[node]).anyMatch(to -> least[to] == reached)) {
                    least[node] = tokens + 1;
                }
                found |= least[node] == tokens + 1;
            }
        }
        return least;
    }
}
