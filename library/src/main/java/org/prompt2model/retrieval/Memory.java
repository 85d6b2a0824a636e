package org.prompt2model.retrieval;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What training needs and what this machine has, in bytes. */
final class Memory {
    // In fp32: the weight, its gradient and Adam's two moments, 4 bytes each.
    private static final long BYTES_A_TRAINED_WEIGHT = 16;
    private static final long BYTES_A_FROZEN_WEIGHT = 4;
    private static final long ACTIVATIONS = 1L << 30;

    private Memory() {}

    static long total() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return system.getTotalMemorySize();
    }

    static long toTrain(ModelFacts model) {
        long frozen = model.parameters() - model.trained();
        return BYTES_A_TRAINED_WEIGHT * model.trained() + BYTES_A_FROZEN_WEIGHT * frozen + ACTIVATIONS;
    }
}
