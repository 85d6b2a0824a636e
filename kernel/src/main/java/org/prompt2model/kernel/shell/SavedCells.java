package org.prompt2model.kernel.shell;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.kernel.shell.CellRunner.Done;

/** Cells as files hold them. */
final class SavedCells {
    private SavedCells() {}

    /** A script, in which no cell ends before the next begins: those of cell magics have no place there. */
    static String script(List<Done> cells) {
        for (Done cell : cells) {
            if (cell.source().stripLeading().startsWith("%%")) {
                throw new Prompt2ModelException(
                        "these cells are no script",
                        "cell " + cell.number() + " is a cell magic, which takes everything below it",
                        "save them as a notebook: /save FILE.ipynb");
            }
        }
        return cells.stream().map(cell -> cell.source().stripTrailing() + "\n").collect(Collectors.joining());
    }

    /** A notebook without outputs. */
    static String notebook(List<Done> cells) {
        JsonObject kernel = new JsonObject();
        kernel.addProperty("name", "prompt2model");
        kernel.addProperty("display_name", "Java (Prompt2Model)");
        kernel.addProperty("language", "java");
        JsonObject metadata = new JsonObject();
        metadata.add("kernelspec", kernel);
        JsonArray all = new JsonArray();
        cells.forEach(cell -> all.add(cell(cell)));
        JsonObject notebook = new JsonObject();
        notebook.add("cells", all);
        notebook.add("metadata", metadata);
        notebook.addProperty("nbformat", 4);
        notebook.addProperty("nbformat_minor", 5);
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .serializeNulls()
                        .create()
                        .toJson(notebook)
                + "\n";
    }

    private static JsonObject cell(Done done) {
        JsonObject cell = new JsonObject();
        cell.addProperty("cell_type", "code");
        cell.addProperty("id", "cell-" + done.number());
        cell.add("metadata", new JsonObject());
        cell.add("execution_count", JsonNull.INSTANCE);
        cell.add("outputs", new JsonArray());
        cell.addProperty("source", done.source());
        return cell;
    }
}
