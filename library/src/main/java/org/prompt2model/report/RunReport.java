package org.prompt2model.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.Run;
import org.prompt2model.run.StageRecord;

/** The stage {@code report}: everything that was done in a run, as one document. */
public final class RunReport {
    private static final String STAGE = "report";
    private static final int NAME_LENGTH = 60;

    private RunReport() {}

    /**
     * Writes {@code report/<title>.html}, which needs no other file, and a Markdown twin with its pictures, into the run
     * folder. A report of the same title is replaced.
     *
     * @return the path of the HTML file
     * @throws Prompt2ModelException if the title is blank, the run has no stages yet, or its folder cannot be written
     */
    public static Path write(Run run, String title, ReportOptions options) {
        if (title.isBlank()) {
            throw new Prompt2ModelException(
                    "A report needs a title",
                    "the one given is blank",
                    "name it, for example report(\"Dates to ISO\")");
        }
        List<StageRecord> records = run.records().stream()
                .filter(record -> !record.stage().equals(STAGE))
                .toList();
        if (records.isEmpty()) {
            throw new Prompt2ModelException(
                    "There is nothing to report yet",
                    "no stage was called in this session with the run folder " + run.folder(),
                    "call the stages first; those done before answer from the run folder at once");
        }
        Map<String, Object> facts = Map.of("title", title, "options", options.toString());
        return run.call(STAGE, facts, () -> {
            Sections maker = new Sections(options);
            List<Section> sections = new ArrayList<>();
            for (StageRecord record : records) {
                sections.add(maker.of(sections.size() + 1, record));
            }
            return write(run, title, sections);
        });
    }

    private static Path write(Run run, String title, List<Section> sections) {
        String slug = slug(title);
        Path html = run.file("report/" + slug + ".html");
        try {
            Run.write(html, HtmlReport.of(title, sections, style()).getBytes(StandardCharsets.UTF_8));
            String markdown = MarkdownReport.of(title, sections, slug);
            Run.write(run.file("report/" + slug + ".md"), markdown.getBytes(StandardCharsets.UTF_8));
            for (Section section : sections) {
                for (Block block : section.blocks()) {
                    if (block instanceof Block.Picture picture) {
                        Path file = run.file("report/" + slug + "/" + section.id() + ".png");
                        Run.write(file, Base64.getDecoder().decode(picture.base64()));
                    }
                }
            }
        } catch (IOException e) {
            throw new Prompt2ModelException(
                    "The report " + html + " could not be written",
                    e.toString(),
                    "free space, or choose another run folder with useRun(\"folder\")",
                    e);
        }
        return html;
    }

    static String slug(String title) {
        String words = title.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
        String cut = words.substring(0, Math.min(NAME_LENGTH, words.length())).replaceAll("-$", "");
        return cut.isEmpty() ? STAGE : cut;
    }

    private static String style() {
        try (InputStream file = RunReport.class.getResourceAsStream("report.css")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the style sheet is part of the library", e);
        }
    }
}
