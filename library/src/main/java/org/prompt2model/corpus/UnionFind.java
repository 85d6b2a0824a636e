package org.prompt2model.corpus;

import java.util.Arrays;

/** Disjoint sets of the numbers 0 to size - 1; each is known by its smallest member. */
final class UnionFind {
    private final int[] parent;

    UnionFind(int size) {
        parent = new int[size];
        Arrays.setAll(parent, member -> member);
    }

    /** The smallest member of the set that holds this one. */
    int first(int member) {
        int root = member;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }

    void join(int one, int other) {
        int a = first(one);
        int b = first(other);
        parent[Math.max(a, b)] = Math.min(a, b);
    }
}
