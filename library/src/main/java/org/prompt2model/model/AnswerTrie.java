package org.prompt2model.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The token sequences that a network may write, as a trie (De Cao et al. 2021, arXiv 2010.00904). */
final class AnswerTrie {
    private static final int OVER = 1;

    /** For each node the tokens that may follow, and the node of each; node 0 is the beginning. */
    private final List<Map<Integer, Integer>> nodes = new ArrayList<>(List.of(new TreeMap<>(), new TreeMap<>()));

    /** @param answers token sequences, each with its end */
    AnswerTrie(List<int[]> answers) {
        for (int[] answer : answers) {
            int node = 0;
            int last = answer.length - 1;
            for (int i = 0; i < last; i++) {
                node = nodes.get(node).computeIfAbsent(answer[i], token -> nodes.size());
                if (node == nodes.size()) {
                    nodes.add(new TreeMap<>());
                }
            }
            nodes.get(node).put(answer[last], OVER);
            nodes.get(OVER).put(answer[last], OVER); // rows that are done wait for the others with their end
        }
    }

    /**
     * These answers alone.
     *
     * @param vocabulary number of tokens of the network
     */
    AllowedTokens allowed(int vocabulary) {
        int[] kinds = new int[vocabulary]; // kind 0: tokens of no answer
        int kind = 0;
        for (Map<Integer, Integer> node : nodes) {
            for (int token : node.keySet()) {
                kinds[token] = kinds[token] == 0 ? ++kind : kinds[token];
            }
        }
        int[][] after = new int[nodes.size()][kind + 1];
        int[][] need = new int[nodes.size()][kind + 1];
        for (int node = 0; node < after.length; node++) {
            Arrays.fill(need[node], AllowedTokens.NEVER);
            for (Map.Entry<Integer, Integer> next : nodes.get(node).entrySet()) {
                after[node][kinds[next.getKey()]] = next.getValue();
                need[node][kinds[next.getKey()]] = 0; // no label is longer than an answer may be
            }
        }
        return new AllowedTokens(kinds, after, need);
    }
}
