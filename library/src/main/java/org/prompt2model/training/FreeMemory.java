package org.prompt2model.training;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.prompt2model.model.Torch;
import org.prompt2model.run.Settings;

/**
 * Bytes that training may still take where the networks run: of a GPU, what its driver says; else what the kernel says is
 * available, at most what the limit of the control group leaves. The environment variable {@value #VARIABLE} may allow
 * less.
 *
 * @param system where {@code proc} and {@code sys} are mounted
 */
record FreeMemory(Path system) {
    /** Most memory that training may take beside what is taken already, such as {@code 800m} or {@code 6g}. */
    static final String VARIABLE = "PROMPT2MODEL_MEMORY";

    /** Of this machine. */
    static long bytes() {
        long free = Torch.freeGpuMemory().orElseGet(() -> new FreeMemory(Path.of("/")).inRam());
        return Math.min(free, Settings.bytes(VARIABLE).orElse(Long.MAX_VALUE));
    }

    /** In the machine's main memory. */
    long inRam() {
        return LongStream.concat(available().stream(), groups())
                .min()
                .orElseGet(() -> ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getTotalMemorySize());
    }

    private OptionalLong available() {
        return lines("proc/meminfo").stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst();
    }

    /** What the limits leave of this process's control group and of those that it is in, of either version. */
    private LongStream groups() {
        return lines("proc/self/cgroup").stream().flatMapToLong(line -> {
            String[] parts = line.split(":", 3);
            boolean unified = parts[1].isEmpty();
            if (!unified && !parts[1].equals("memory")) {
                return LongStream.empty();
            }
            String root = unified ? "sys/fs/cgroup" : "sys/fs/cgroup/memory";
            List<String> names = unified
                    ? List.of("memory.max", "memory.current")
                    : List.of("memory.limit_in_bytes", "memory.usage_in_bytes");
            // In a container the path may be that of its host, and its own group is the root.
            return Stream.iterate(Path.of("/" + parts[2]).normalize(), path -> path != null, Path::getParent)
                    .map(path -> root + path)
                    .map(folder -> left(folder, names))
                    .flatMapToLong(OptionalLong::stream);
        });
    }

    private OptionalLong left(String folder, List<String> names) {
        OptionalLong limit = number(folder + "/" + names.get(0));
        OptionalLong used = number(folder + "/" + names.get(1));
        if (limit.isEmpty() || used.isEmpty()) {
            return OptionalLong.empty();
        }
        // Pages of files that were not read of late are given back when memory is wanted.
        long cached = lines(folder + "/memory.stat").stream()
                .filter(line -> line.startsWith("inactive_file ") || line.startsWith("total_inactive_file "))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .max()
                .orElse(0);
        return OptionalLong.of(Math.max(0, limit.getAsLong() - Math.max(0, used.getAsLong() - cached)));
    }

    /** The number in a file; none where it says {@code max}, or is missing. */
    private OptionalLong number(String file) {
        return lines(file).stream()
                .filter(line -> line.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private List<String> lines(String file) {
        Path path = system.resolve(file);
        try {
            return Files.isReadable(path) && Files.isRegularFile(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
