package org.prompt2model.model;

/** How a gradient moves the weights; both are in {@code optimizers.py}. */
public enum Optimizer {
    /** Loshchilov and Hutter 2019, arXiv 1711.05101: two numbers are kept for each weight. */
    ADAMW,
    /** Shazeer and Stern 2018, arXiv 1804.04235, as PyTorch computes it: a number is kept for each row and column. */
    ADAFACTOR
}
