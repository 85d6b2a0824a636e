package org.prompt2model.training;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.corpus.Prompt2ModelException;

class DiskNeedTest {
    private static final long MEGABYTE = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void aDiskThatTheCheckpointsWouldFillUpIsToldBeforeTheTraining() {
        DiskNeed need = new DiskNeed(900 * MEGABYTE);
        assertThatCode(() -> need.require(folder, 900 * MEGABYTE)).doesNotThrowAnyException();
        assertThatThrownBy(() -> need.require(folder, 800 * MEGABYTE))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("about 900 MB")
                .hasMessageContaining("800 MB are free for " + folder)
                .hasMessageContaining("useRun");
    }

    @Test
    void whatAnEarlierAttemptLeftIsFreeForTheNext() throws Exception {
        long terabyte = MEGABYTE << 20;
        Path none = folder.resolve("not/yet/there");
        Path left = Files.createDirectory(folder.resolve("state"));
        try (RandomAccessFile sparse =
                new RandomAccessFile(left.resolve("state.safetensors").toFile(), "rw")) {
            sparse.setLength(terabyte);
        }
        long usable = Files.getFileStore(folder).getUsableSpace();
        DiskNeed need = new DiskNeed(usable + terabyte / 2);
        assertThatCode(() -> need.require(List.of(none, left))).doesNotThrowAnyException();
        assertThatThrownBy(() -> need.require(List.of(none))).isInstanceOf(Prompt2ModelException.class);
    }
}
