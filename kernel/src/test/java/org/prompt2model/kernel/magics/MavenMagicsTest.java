package org.prompt2model.kernel.magics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.kernel.jshell.CellError;
import org.prompt2model.kernel.jshell.Outcome;

/** Never reaches the network: the settings put a folder in the place of Maven Central. */
class MavenMagicsTest {
    private static final String HOME = System.getProperty("user.home");

    @TempDir
    Path folder;

    private Notebook notebook;
    private TestRepository central;

    @BeforeEach
    void putAFolderInThePlaceOfCentral() throws IOException {
        System.setProperty("user.home", folder.toString());
        System.setProperty("maven.repo.local", folder.resolve("local").toString());
        central = new TestRepository(Files.createDirectories(folder.resolve("central")));
        mirror(central.url());
        notebook = new Notebook();
    }

    @AfterEach
    void restore() {
        notebook.close();
        System.setProperty("user.home", HOME);
        System.clearProperty("maven.repo.local");
    }

    @Test
    void aLibraryComesWithWhatItNeeds() throws IOException {
        central.with("org.example:base:1.0", "Base").with("org.example:top:2.0", "Top", "org.example:base:1.0");
        assertThat(notebook.prints("%maven org.example:top:2.0"))
                .contains("top-2.0.jar", "Added org.example:top:2.0, org.example:base:1.0");
        assertThat(notebook.value("lib.Top.version() + lib.Base.version()")).isEqualTo("2.01.0");
        assertThat(folder.resolve("local/org/example/top/2.0/top-2.0.jar")).exists();
    }

    @Test
    void theKernelsOwnVersionOfALibraryStays() throws IOException {
        central.with("org.example:modern:1.0", "Modern", "com.google.code.gson:gson:99.0")
                .with("com.google.code.gson:gson:99.0", "Gson");
        assertThat(notebook.prints("%maven org.example:modern:1.0"))
                .containsPattern(
                        "Kept com.google.code.gson:gson 2\\.[\\d.]+, which the kernel brings; 99.0 was not added")
                .contains("Added org.example:modern:1.0\n");
    }

    @Test
    void whatOnlyTheOtherVersionOfAKeptLibraryNeedsIsNotAdded() throws IOException {
        central.with("org.example:modern:1.0", "Modern", "com.google.code.gson:gson:99.0")
                .with("com.google.code.gson:gson:99.0", "Gson", "org.example:extra:1.0")
                .with("org.example:extra:1.0", "Extra");
        assertThat(notebook.prints("%maven org.example:modern:1.0"))
                .contains("99.0 was not added")
                .contains("Added org.example:modern:1.0\n");
        assertThat(notebook.prints("%maven com.google.code.gson:gson:99.0"))
                .containsPattern("Kept com.google.code.gson:gson 2.*99.0 was not added")
                .contains("Nothing was added");
        assertThat(notebook.fails("lib.Extra.version()").message()).contains("line 1");
    }

    /** The kernel leaves out of some libraries what it does not need itself. */
    @Test
    void whatTheKeptVersionNeedsIsAddedWhereTheKernelHasItNot() throws IOException {
        central.with("com.google.code.gson:gson:99.0", "Gson");
        String kept = notebook.prints("%maven com.google.code.gson:gson:99.0")
                .replaceFirst("(?s).*Kept com.google.code.gson:gson ([\\d.]+),.*", "$1");
        central.with("com.google.code.gson:gson:" + kept, "Gson", "org.example:left-out:1.0")
                .with("org.example:left-out:1.0", "LeftOut")
                .with("org.example:modern:1.0", "Modern", "com.google.code.gson:gson:98.0");
        assertThat(notebook.prints("%maven org.example:modern:1.0"))
                .contains("Kept com.google.code.gson:gson " + kept, "98.0 was not added")
                .contains("Added org.example:modern:1.0, org.example:left-out:1.0\n");
    }

    @Test
    void theVersionThatAnEarlierCellAddedStays() throws IOException {
        central.with("org.example:base:1.0", "Base").with("org.example:base:2.0", "Base");
        notebook.prints("%maven org.example:base:1.0");
        assertThat(notebook.prints("%maven org.example:base:2.0"))
                .contains("Kept org.example:base 1.0, which an earlier cell added", "Nothing was added");
        assertThat(notebook.value("lib.Base.version()")).isEqualTo("1.0");
    }

    @Test
    void oneRequestGetsOneVersionOfEach() throws IOException {
        central.with("org.example:base:1.0", "Base")
                .with("org.example:base:2.0", "Base")
                .with("org.example:top:1.0", "Top", "org.example:base:1.0");
        notebook.prints("%maven org.example:top:1.0 org.example:base:2.0");
        assertThat(notebook.value("lib.Base.version()")).isEqualTo("2.0");
    }

    @Test
    void aFurtherRepositoryIsSearchedToo() throws IOException {
        TestRepository other = new TestRepository(folder.resolve("other")).with("org.example:rare:1.0", "Rare");
        assertThat(notebook.fails("%maven org.example:rare:1.0").message())
                .contains("org.example:rare:jar:1.0 was not found", "central", "%mavenRepo ID URL");
        notebook.prints("%mavenRepo other " + other.url() + "\n%addMavenDependencies org.example:rare:1.0");
        assertThat(notebook.value("lib.Rare.version()")).isEqualTo("1.0");
    }

    @Test
    void dependenciesAreTakenFromPiecesOfAPom() throws IOException {
        TestRepository other = new TestRepository(folder.resolve("other")).with("org.example:rare:1.0", "Rare");
        central.with("org.example:base:1.0", "Base").with("org.example:testing:1.0", "Testing");
        notebook.prints("""
                %%loadFromPOM
                <repository><id>other</id><url>URL</url></repository>
                <dependency><groupId>org.example</groupId><artifactId>rare</artifactId><version>1.0</version></dependency>
                <dependencies>
                  <dependency>
                    <groupId>org.example</groupId><artifactId>base</artifactId><version>${base}</version>
                  </dependency>
                  <dependency>
                    <groupId>org.example</groupId><artifactId>testing</artifactId><version>1.0</version>
                    <scope>test</scope>
                  </dependency>
                </dependencies>
                <properties><base>1.0</base></properties>
                """.replace("URL", other.url()));
        assertThat(notebook.value("lib.Rare.version() + lib.Base.version()")).isEqualTo("1.01.0");
        assertThat(notebook.fails("lib.Testing.version()").message()).contains("line 1");
    }

    @Test
    void dependenciesAreTakenFromAPomFileWithItsManagedVersions() throws IOException {
        central.with("org.example:base:3.0", "Base");
        Path pom = Files.writeString(folder.resolve("pom.xml"), """
                <?xml version="1.0"?>
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>org.example</groupId><artifactId>app</artifactId><version>1</version>
                  <dependencyManagement><dependencies><dependency>
                    <groupId>org.example</groupId><artifactId>base</artifactId><version>3.0</version>
                  </dependency></dependencies></dependencyManagement>
                  <dependencies><dependency>
                    <groupId>org.example</groupId><artifactId>base</artifactId>
                  </dependency></dependencies>
                </project>
                """);
        notebook.prints("%loadFromPOM " + pom);
        assertThat(notebook.value("lib.Base.version()")).isEqualTo("3.0");
    }

    @Test
    void whatIsNoPomIsRefused() {
        assertThat(notebook.fails("%%loadFromPOM\n<dependency>").message()).contains("this is no POM");
        assertThat(notebook.fails("%%loadFromPOM\nimplementation 'a:b:1'").message())
                .contains("no <dependency> was found");
    }

    @Test
    void coordinatesWithoutAVersionAreRefusedWithTheCure() {
        assertThat(notebook.fails("%maven org.example:base").message())
                .contains("the version is missing", "org.example:base:RELEASE");
    }

    @Test
    void aRepositoryOutOfReachIsToldFromAMissingLibrary() throws IOException {
        mirror("http://127.0.0.1:1/nowhere");
        assertThat(notebook.fails("%maven org.example:base:1.0").message())
                .contains("could not be fetched", "settings.xml");
    }

    @Test
    void anInterruptEndsADownload() throws Exception {
        central.with("org.example:slow:1.0", "Slow");
        interruptedAt(".pom", "%maven org.example:slow:1.0");
    }

    /** Here all is fetched when the interrupt comes, but for a checksum. */
    @Test
    void whatAnInterruptedCellDidNotAddIsAddedByTheNext() throws Exception {
        central.with("org.example:slow:1.0", "Slow");
        interruptedAt(".jar.sha1", "%maven org.example:slow:1.0");
        assertThat(notebook.prints("%maven org.example:slow:1.0")).contains("Added org.example:slow:1.0");
        assertThat(notebook.value("lib.Slow.version()")).isEqualTo("1.0");
    }

    @Test
    void aJarThatArrivedBrokenIsAddedOnceItIsSound() throws IOException {
        central.with("org.example:base:1.0", "Base");
        Path jar = folder.resolve("central/org/example/base/1.0/base-1.0.jar");
        byte[] sound = Files.readAllBytes(jar);
        Files.writeString(jar, "no zip");
        assertThat(notebook.fails("%maven org.example:base:1.0").message()).contains("base-1.0.jar");
        Files.write(jar, sound);
        Files.delete(folder.resolve("local/org/example/base/1.0/base-1.0.jar"));
        notebook.prints("%maven org.example:base:1.0");
        assertThat(notebook.value("lib.Base.version()")).isEqualTo("1.0");
    }

    /** Runs a cell against a server that waits at the files with an ending until the cell is interrupted. */
    private void interruptedAt(String ending, String cell) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith(ending)) {
                asked.countDown();
                awaited(over);
            }
            Path file = folder.resolve("central" + path);
            if (Files.exists(file)) {
                exchange.sendResponseHeaders(200, Files.size(file));
                Files.copy(file, exchange.getResponseBody());
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
            exchange.close();
        });
        server.start();
        try {
            mirror("http://127.0.0.1:" + server.getAddress().getPort());
            CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> notebook.run(cell));
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            notebook.interrupt();
            assertThat(((Outcome.Failed) outcome.get(30, TimeUnit.SECONDS))
                            .error()
                            .name())
                    .isEqualTo(CellError.INTERRUPTED);
        } finally {
            over.countDown();
            // What was under way ends with the server's answer, and writes into the folder until then.
            for (Thread each : Thread.getAllStackTraces().keySet()) {
                if (each.getName().equals("maven")) {
                    each.join(30_000);
                    assertThat(each.isAlive()).isFalse();
                }
            }
            server.stop(0);
            mirror(central.url());
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void jarsAreAddedByTheirPattern() throws IOException {
        central.with("org.example:base:1.0", "Base").with("org.example:top:1.0", "Top");
        assertThat((List<?>) notebook.value("%jars " + folder + "/central/org/example/*/1.0/*.jar"))
                .hasSize(2);
        assertThat(notebook.value("lib.Top.version() + lib.Base.version()")).isEqualTo("1.01.0");
    }

    @Test
    void otherFilesBesideTheJarsArePassedOver() throws IOException {
        central.with("org.example:base:1.0", "Base");
        String place = folder + "/central/org/example/base/1.0";
        assertThat((List<?>) notebook.value("%jars " + place + "/*")).hasSize(1);
        assertThat((List<?>) notebook.value("%jars " + place)).hasSize(1);
        assertThat((List<?>) notebook.value("%classpath " + place + "/*")).hasSize(1);
        assertThat(notebook.value("%classpath " + place + "/")).isEqualTo(List.of(place));
    }

    @Test
    void aPatternThatMatchesNothingIsRefused() {
        assertThat(notebook.fails("%jars " + folder + "/missing/*.jar").message())
                .contains("there is no file or folder", "missing");
        assertThat(notebook.fails("%classpath " + folder.resolve("missing.jar")).message())
                .contains("missing.jar");
    }

    @Test
    void aJarThatIsNoneIsRefusedAndLaterCellsWork() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.jar"), "no zip");
        assertThat(notebook.fails("%jars " + broken).message()).contains("broken.jar", "neither a folder nor a jar");
        assertThat(notebook.value("1 + 1")).isEqualTo(2);
    }

    private void mirror(String url) throws IOException {
        Path settings = Files.createDirectories(folder.resolve(".m2")).resolve("settings.xml");
        Files.writeString(
                settings,
                "<settings><mirrors><mirror><id>central</id><mirrorOf>central</mirrorOf><url>" + url
                        + "</url></mirror></mirrors></settings>");
    }
}
