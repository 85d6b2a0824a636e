package org.prompt2model.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Settings;

/** Starts PyTorch once a JVM, with the settings under which it is fast and repeatable. */
public final class Torch {
    /** Environment variable with the number of threads of an operation; default all processors. */
    public static final String THREADS_VARIABLE = "PROMPT2MODEL_THREADS";
    /** Environment variable with the device: {@code cpu}, {@code gpu} or {@code gpu:<index>}. */
    public static final String DEVICE_VARIABLE = "PROMPT2MODEL_DEVICE";

    private static Engine engine;

    private Torch() {}

    /** A manager of native memory on the chosen device; close it. */
    static NDManager newManager() {
        return start().newBaseManager(device());
    }

    /** A manager on one of the chosen devices, by number; where there are fewer, one more on a device that has one. */
    static NDManager newManager(int number) {
        List<Device> devices = devices();
        return start().newBaseManager(devices.get(number % devices.size()));
    }

    /** How many devices are chosen. */
    public static int deviceCount() {
        return devices().size();
    }

    /** Whether networks run on a GPU. */
    public static boolean onGpu() {
        return device().isGpu();
    }

    /** Seeds PyTorch's generator, which dropout draws from. */
    public static void seed(long seed) {
        start().setRandomSeed((int) (seed ^ seed >>> Integer.SIZE));
    }

    /** Number of threads of one operation. */
    public static int threads() {
        int all = Runtime.getRuntime().availableProcessors();
        String text = Settings.get(THREADS_VARIABLE).orElse(Integer.toString(all));
        try {
            int threads = Integer.parseInt(text);
            if (threads >= 1 && threads <= 1024) {
                return threads;
            }
        } catch (NumberFormatException e) {
            // told below, together with a number out of range
        }
        throw new Prompt2ModelException(
                THREADS_VARIABLE + " is '" + text + "'",
                "it must be a whole number from 1 to 1024",
                "set it to the number of cores to use, or leave it out to use all " + all);
    }

    /** The device that networks run on. */
    static Device device() {
        return devices().get(0);
    }

    /** The devices that networks may run on, the first one first. */
    private static List<Device> devices() {
        String name = Settings.get(DEVICE_VARIABLE).orElse("");
        String wanted = name.toLowerCase(Locale.ROOT).replace(" ", "");
        int gpus = start().getGpuCount();
        if (wanted.isEmpty()) {
            return List.of(gpus > 0 ? Device.gpu() : Device.cpu());
        }
        if (wanted.equals("cpu")) {
            return List.of(Device.cpu());
        }
        if (wanted.matches("gpu(:\\d{1,3}(,\\d{1,3})*)?")) {
            String numbers = wanted.equals("gpu") ? "0" : wanted.substring(4);
            List<Device> found = Arrays.stream(numbers.split(",", -1))
                    .map(Integer::valueOf)
                    .filter(number -> number < gpus)
                    .map(Device::gpu)
                    .toList();
            if (found.size() == numbers.split(",", -1).length) {
                return found;
            }
        }
        throw new Prompt2ModelException(
                DEVICE_VARIABLE + " is '" + name + "'",
                gpus > 0
                        ? "it must be cpu, gpu, gpu:<number> or gpu:<number>,<number>, below " + gpus
                        : "PyTorch sees no CUDA GPU here",
                "set it to cpu, or leave it out");
    }

    /** Whether matrix products in bfloat16 run in hardware here, so that they pay. */
    public static boolean fastBfloat16() {
        if (device().isGpu()) {
            return true;
        }
        try {
            Path cpu = Path.of("/proc/cpuinfo");
            String flags = Files.isReadable(cpu) ? Files.readString(cpu) : "";
            return flags.contains("avx512_bf16") || flags.contains("amx_bf16");
        } catch (IOException e) {
            return false;
        }
    }

    private static synchronized Engine start() {
        if (engine == null) {
            setDefault("OPT_OUT_TRACKING", "true");
            // The profiling graph executor recompiles at every new shape and is slower throughout.
            setDefault("ai.djl.pytorch.graph_optimizer", "false");
            setDefault("ai.djl.pytorch.num_threads", Integer.toString(threads()));
            setDefault("ai.djl.pytorch.num_interop_threads", "1");
            HugePages.enable();
            engine = Engine.getEngine("PyTorch");
        }
        return engine;
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
