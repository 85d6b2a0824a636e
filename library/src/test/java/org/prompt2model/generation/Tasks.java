package org.prompt2model.generation;

import java.util.List;
import org.prompt2model.corpus.DataRows;
import org.prompt2model.corpus.Example;
import org.prompt2model.prompt.Task;

/** Tasks for tests. */
final class Tasks {
    private Tasks() {}

    static Task open() {
        return of(
                "Rewrite a date in ISO 8601, as YYYY-MM-DD, and a time as THH:MM.",
                new Example("1 May 2000", "2000-05-01"));
    }

    static Task labels() {
        return of(
                "Is the review good, bad or mixed?",
                new Example("I love it", "Good"),
                new Example("Never again", "Bad"));
    }

    static Task of(String instruction, Example... examples) {
        return new Task(instruction, DataRows.of("demonstrations", List.of(examples), "demonstration"));
    }
}
