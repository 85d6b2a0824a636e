package org.prompt2model.serving;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.prompt2model.corpus.Columns;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.model.Student;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Lets the student answer, and writes what it said as JSON. */
final class Answering {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double TENTHS = 10;

    private final Student student;

    Answering(Student student) {
        this.student = student;
    }

    /** {@code prediction} and {@code confidence}, or lists of them; {@code ms} is the time that the student took. */
    ObjectNode answer(PredictRequest request) throws HttpProblem {
        long start = System.nanoTime();
        Table answered = predict(request);
        StringColumn predictions = DataRows.text(answered, Columns.PREDICTION);
        ObjectNode reply = JSON.createObjectNode();
        if (request.single()) {
            reply.put("prediction", predictions.get(0));
            reply.put("confidence", confidence(answered, 0));
        } else {
            ArrayNode texts = reply.putArray("predictions");
            ArrayNode confidences = reply.putArray("confidences");
            for (int row = 0; row < predictions.size(); row++) {
                texts.add(predictions.get(row));
                confidences.add(confidence(answered, row));
            }
        }
        return reply.put("ms", Math.round((System.nanoTime() - start) / 1e6 * TENTHS) / TENTHS);
    }

    private Table predict(PredictRequest request) throws HttpProblem {
        if (request.texts().isEmpty()) {
            return Table.create("answers", StringColumn.create(Columns.PREDICTION));
        }
        try {
            return student.predict(Table.create("requests", StringColumn.create(Columns.INPUT, request.texts())));
        } catch (Prompt2ModelException e) {
            throw new HttpProblem(503, e.what(), e.remedy());
        }
    }

    private static Double confidence(Table answered, int row) {
        boolean told = answered.containsColumn(Columns.CONFIDENCE)
                && answered.column(Columns.CONFIDENCE) instanceof DoubleColumn confidences
                && !confidences.isMissing(row);
        return told ? Double.valueOf(answered.doubleColumn(Columns.CONFIDENCE).getDouble(row)) : null;
    }
}
