package org.prompt2model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSpecTest {
    @Test
    void startsTheJavaThatRunsNowWithTheJarsOfTheFolder(@TempDir Path folder) throws IOException {
        Path jars = Files.createDirectories(folder.resolve("my jars"));
        Files.createFile(jars.resolve("one.jar"));
        Path spec = folder.resolve("kernels").resolve("prompt2model");
        KernelSpec.write(spec, jars);

        JsonObject kernel = new Gson().fromJson(Files.readString(spec.resolve("kernel.json")), JsonObject.class);
        assertThat(kernel.get("interrupt_mode").getAsString()).isEqualTo("message");
        assertThat(kernel.getAsJsonObject("env").get("GOMP_SPINCOUNT").getAsString())
                .isEqualTo("1000");
        assertThat(kernel.getAsJsonArray("argv").get(0).getAsString()).startsWith(System.getProperty("java.home"));
        assertThat(Files.readString(spec.resolve("java.args")))
                .contains("\"" + jars.resolve("one.jar").toString().replace("\\", "\\\\") + "\"");
    }

    @Test
    void handsTheKernelTheOptionsForGpusThatLieBesideTheJars(@TempDir Path folder) throws IOException {
        Path jars = Files.createDirectories(folder.resolve("lib"));
        Files.createFile(jars.resolve("one.jar"));
        KernelSpec.write(folder.resolve("spec"), jars);
        assertThat(Files.readString(folder.resolve("spec").resolve("kernel.json")))
                .doesNotContain("gpu.args");
        Files.writeString(folder.resolve("gpu.args"), "-DPYTORCH_FLAVOR=\"cu128\"\n");
        KernelSpec.write(folder.resolve("spec"), jars);
        assertThat(Files.readString(folder.resolve("spec").resolve("kernel.json")))
                .contains("\"@" + folder.resolve("gpu.args").toString().replace("\\", "\\\\") + "\"");
    }

    @Test
    void theJarsThatAStartNeedsComeFirst(@TempDir Path folder) throws IOException {
        jar(folder.resolve("early.jar"), "some/library/Type.class");
        jar(folder.resolve("late.jar"), "org/prompt2model/kernel/KernelMain.class");
        jar(folder.resolve("middle.jar"), "org/objectweb/asm/ClassReader.class");
        Files.writeString(folder.resolve("none.jar"), "this is no jar");
        KernelSpec.write(folder.resolve("spec"), folder);
        assertThat(Files.readString(folder.resolve("spec").resolve("java.args")))
                .containsSubsequence("late.jar", "middle.jar", "early.jar", "none.jar");
    }

    private static void jar(Path file, String entry) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry(entry));
        }
    }

    @Test
    void namesNoClassArchiveThatIsNotThere(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("one.jar"));
        KernelSpec.write(folder, folder);
        assertThat(Files.readString(folder.resolve("archive.args"))).doesNotContain("classes.");
        // The one that is older than Java 25, and the one from then on.
        Files.createFile(folder.resolve("classes.jsa"));
        Files.createFile(folder.resolve("classes.aot"));
        KernelSpec.write(folder, folder);
        assertThat(Files.readString(folder.resolve("archive.args")))
                .containsPattern("SharedArchiveFile=.*classes[.]jsa|AOTCache=.*classes[.]aot");
    }

    @Test
    void refusesAFolderWithoutJars(@TempDir Path folder) {
        assertThatThrownBy(() -> KernelSpec.write(folder.resolve("spec"), folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no jars");
    }
}
