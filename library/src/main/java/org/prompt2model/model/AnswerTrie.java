package org.prompt2model.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The token sequences that a network may write, as a trie (De Cao et al. 2021, arXiv 2010.00904). */
final class AnswerTrie {
    private static final int OVER = 1;

    /** For each node the tokens that may follow, and the node of each; node 0 is the beginning. */
    private final List<Map<Integer, Integer>> nodes = new ArrayList<>();

    /** @param answers token sequences, each with its end; none for any answer */
    AnswerTrie(List<int[]> answers) {
        if (answers.isEmpty()) {
            return;
        }
        nodes.add(new TreeMap<>());
        nodes.add(new TreeMap<>());
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

    /** Tokens (N, W) of each node; its first fills the rows of those that have fewer. */
    NDArray tokens(NDManager scope) {
        return matrix(scope, true);
    }

    /** Nodes (N, W) that the tokens lead to. */
    NDArray nodes(NDManager scope) {
        return matrix(scope, false);
    }

    private NDArray matrix(NDManager scope, boolean tokens) {
        int width = nodes.stream().mapToInt(Map::size).max().orElse(0);
        long[] values = new long[nodes.size() * width];
        int at = 0;
        for (Map<Integer, Integer> node : nodes) {
            List<Integer> row = List.copyOf(tokens ? node.keySet() : node.values());
            for (int i = 0; i < width; i++) {
                values[at++] = row.get(i < row.size() ? i : 0);
            }
        }
        return scope.create(values, new Shape(nodes.size(), width));
    }
}
