package org.prompt2model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Prompt2ModelException;

class FreeMemoryTest {
    private static final long MEGABYTE = 1 << 20;

    @TempDir
    private Path system;

    @AfterEach
    void allowEverything() {
        System.clearProperty(FreeMemory.VARIABLE);
    }

    private void put(String file, String text) throws IOException {
        Path path = system.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void machineWith(long megabytes) throws IOException {
        put("proc/meminfo", "MemTotal: 99999999 kB\nMemAvailable:   " + megabytes * 1024 + " kB\n");
    }

    private long megabytes() {
        return new FreeMemory(system).inRam() / MEGABYTE;
    }

    @Test
    void itIsWhatTheKernelSaysIsAvailable() throws IOException {
        machineWith(4_000);
        put("proc/self/cgroup", "0::/user.slice\n");
        put("sys/fs/cgroup/user.slice/memory.max", "max\n");
        put("sys/fs/cgroup/user.slice/memory.current", "1000\n");
        assertThat(megabytes()).isEqualTo(4_000);
    }

    @Test
    void itIsNoMoreThanTheLimitOfAContainerLeaves() throws IOException {
        machineWith(4_000);
        put("proc/self/cgroup", "0::/\n");
        put("sys/fs/cgroup/memory.max", 1_000 * MEGABYTE + "\n");
        put("sys/fs/cgroup/memory.current", 700 * MEGABYTE + "\n");
        put("sys/fs/cgroup/memory.stat", "active_file 5\ninactive_file " + 100 * MEGABYTE + "\n");
        assertThat(megabytes()).isEqualTo(1_000 - 700 + 100);
    }

    @Test
    void groupsThatThisOneIsInHaveLimitsToo() throws IOException {
        machineWith(4_000);
        put("proc/self/cgroup", "0::/all/mine\n");
        put("sys/fs/cgroup/all/memory.max", 900 * MEGABYTE + "\n");
        put("sys/fs/cgroup/all/memory.current", 300 * MEGABYTE + "\n");
        assertThat(megabytes()).isEqualTo(600);
    }

    @Test
    void theFirstVersionOfControlGroupsHasOtherNames() throws IOException {
        machineWith(4_000);
        put("proc/self/cgroup", "5:cpu:/docker/a\n3:memory:/docker/a\n");
        put("sys/fs/cgroup/memory/memory.limit_in_bytes", 800 * MEGABYTE + "\n");
        put("sys/fs/cgroup/memory/memory.usage_in_bytes", 300 * MEGABYTE + "\n");
        assertThat(megabytes()).isEqualTo(500);
    }

    @Test
    void aMachineThatSaysNothingHasWhatItHasInAll() {
        assertThat(megabytes()).isPositive();
    }

    @Test
    void lessMayBeAllowed() {
        System.setProperty(FreeMemory.VARIABLE, "3M");
        assertThat(FreeMemory.bytes()).isEqualTo(3 * MEGABYTE);
        System.setProperty(FreeMemory.VARIABLE, "lots");
        assertThatThrownBy(FreeMemory::bytes)
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("PROMPT2MODEL_MEMORY is 'lots'")
                .hasMessageContaining("800m or 6g");
    }
}
