package org.prompt2model.training;

/** How the learning rate falls after its rise. */
public enum Schedule {
    /** Half a cosine down to a fiftieth (Loshchilov and Hutter 2017, arXiv 1608.03983, without restarts). */
    COSINE {
        @Override
        double share(double done, double warmup) {
            return FLOOR + (1 - FLOOR) * 0.5 * (1 + Math.cos(Math.PI * done));
        }
    },
    /** A straight line down to 0. */
    LINEAR {
        @Override
        double share(double done, double warmup) {
            return 1 - done;
        }
    },
    /** None: it stays. */
    CONSTANT {
        @Override
        double share(double done, double warmup) {
            return 1;
        }
    },
    /** With the root of the steps (Vaswani et al. 2017, arXiv 1706.03762, 5.3), counted from the end of the rise. */
    INVERSE_SQUARE_ROOT {
        @Override
        double share(double done, double warmup) {
            double rise = Math.max(warmup, SHORTEST_RISE);
            return Math.sqrt(rise / (rise + done * (1 - warmup)));
        }
    };

    private static final double FLOOR = 0.02;
    private static final double SHORTEST_RISE = 0.01;

    /**
     * The learning rate as a share of its peak.
     *
     * @param done how much of the fall is over, 0 to 1
     * @param warmup how much of all steps the rise took, 0 to 1
     */
    abstract double share(double done, double warmup);
}
