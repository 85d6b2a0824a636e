package org.prompt2model.training;

/** How a search proposes hyper-parameters. */
public enum Proposals {
    /** At random (Bergstra and Bengio 2012, JMLR 13). */
    RANDOM,
    /** At random for {@value Proposer#RANDOM_TRIALS} trials, then by tree-structured Parzen estimators (see {@link Proposer}). */
    TPE
}
