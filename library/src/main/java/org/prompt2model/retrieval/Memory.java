package org.prompt2model.retrieval;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.prompt2model.run.Settings;

/** What training needs and what this machine has, in bytes. */
final class Memory {
    // In fp32: the weight, its gradient and Adam's two moments, 4 bytes each.
    private static final long BYTES_A_TRAINED_WEIGHT = 16;
    private static final long BYTES_A_FROZEN_WEIGHT = 4;
    private static final long ACTIVATIONS = 1L << 30;

    /** Memory of the smallest GPU; install/prompt2model gpu puts it into the settings that it writes. */
    private static final String GPU_VARIABLE = "PROMPT2MODEL_GPU_MEMORY";

    private Memory() {}

    /** Of the GPU that networks train on, if one was set up, or of the machine. */
    static long total() {
        boolean onCpu = Settings.get("PROMPT2MODEL_DEVICE")
                .filter(device -> device.equalsIgnoreCase("cpu"))
                .isPresent();
        return (onCpu ? Optional.<Long>empty() : Settings.bytes(GPU_VARIABLE)).orElseGet(Memory::ofTheMachine);
    }

    private static long ofTheMachine() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return system.getTotalMemorySize();
    }

    static long toTrain(ModelFacts model) {
        long frozen = model.parameters() - model.trained();
        return BYTES_A_TRAINED_WEIGHT * model.trained() + BYTES_A_FROZEN_WEIGHT * frozen + ACTIVATIONS;
    }
}
