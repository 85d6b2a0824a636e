package org.prompt2model.report;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.internal.chartpart.Chart;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.Rehearsal;
import org.prompt2model.corpus.Splits;
import org.prompt2model.model.ModelCard;
import org.prompt2model.model.Student;
import org.prompt2model.prompt.Task;
import org.prompt2model.run.StageRecord;
import tech.tablesaw.api.Table;

/** Turns the records of a run into sections. */
final class Sections {
    private final ReportOptions options;

    Sections(ReportOptions options) {
        this.options = options;
    }

    Section of(int number, StageRecord record) {
        List<Block> blocks = new ArrayList<>();
        boolean rehearsal = record.facts().entrySet().stream().anyMatch(Sections::tellsRehearsal);
        if (record.result() instanceof Table table) {
            rehearsal |= Rehearsal.marks(table);
            add(blocks, table);
        } else if (record.result() instanceof Splits splits) {
            rehearsal |= Rehearsal.marks(splits.train());
            add(blocks, splits);
        } else if (record.result() instanceof Task task) {
            blocks.add(new Block.Paragraph(task.instruction()));
            blocks.add(grid(task.demonstrations()));
        } else if (record.result() instanceof Student student) {
            rehearsal |= add(blocks, student);
        } else {
            blocks.add(new Block.Paragraph(record.result().toString()));
        }
        Map<String, String> facts = new LinkedHashMap<>();
        record.facts().forEach((name, value) -> facts.put(name, String.valueOf(value)));
        if (!facts.isEmpty()) {
            blocks.add(new Block.Facts("What it was called with", facts, false));
        }
        return new Section(number, record, rehearsal, List.copyOf(blocks));
    }

    private static boolean tellsRehearsal(Map.Entry<String, Object> fact) {
        boolean flagged = fact.getKey().equals(Rehearsal.LABEL) && Boolean.TRUE.equals(fact.getValue());
        boolean named = fact.getKey().equals("teacher") || fact.getKey().startsWith("model");
        return flagged || (named && String.valueOf(fact.getValue()).contains(Rehearsal.LABEL));
    }

    private void add(List<Block> blocks, Table table) {
        blocks.add(grid(table));
        if (options.charts() && Charts.has(table)) {
            blocks.add(picture(Charts.chart(table)));
        }
    }

    private Block.Grid grid(Table table) {
        return new Block.Grid(table.first(options.rows()).setName(table.name()), table.rowCount());
    }

    private void add(List<Block> blocks, Splits splits) {
        blocks.add(new Block.Paragraph(String.format(
                Locale.ROOT,
                "%,d rows to train on, %,d to validate, %,d to test.",
                splits.train().rowCount(),
                splits.validation().rowCount(),
                splits.test().rowCount())));
        add(blocks, splits.train());
    }

    /** A student that was closed meanwhile tells nothing any more, and the report says so. */
    private boolean add(List<Block> blocks, Student student) {
        try {
            ModelCard card = student.card();
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("student", card.name());
            facts.put("task", card.instruction());
            facts.put("base model", card.baseModel());
            facts.put("parameters", String.format("%,d", card.parameters()));
            facts.putAll(card.facts());
            blocks.add(new Block.Facts("Model card", facts, true));
            if (options.charts() && Charts.has(student.history())) {
                blocks.add(picture(Charts.chart(student)));
            }
            return card.rehearsal();
        } catch (Prompt2ModelException e) {
            blocks.add(new Block.Paragraph("Its card cannot be read any more: " + e.what() + "."));
            return false;
        }
    }

    private static Block picture(Chart<?, ?> chart) {
        String png = Base64.getEncoder().encodeToString(ChartImages.png(chart));
        return new Block.Picture(chart.getTitle(), png, chart.getWidth());
    }
}
