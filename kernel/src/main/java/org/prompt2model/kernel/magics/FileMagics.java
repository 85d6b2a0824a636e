package org.prompt2model.kernel.magics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.prompt2model.corpus.Prompt2ModelException;

/** Files written from cells. */
final class FileMagics {
    void register(MagicRegistry registry) {
        registry.work(
                List.of("%%writefile", "%%file"),
                "[-a] FILE",
                "writes the cell to a file; -a appends to it",
                this::write);
    }

    private Object write(MagicCall call) throws IOException {
        List<String> words = new ArrayList<>(call.words());
        boolean append = words.remove("-a");
        if (words.size() != 1) {
            throw new Prompt2ModelException(
                    "%%writefile needs one file",
                    words.size() + " were named", "write %%writefile FILE on the first line");
        }
        Path file = Path.of(words.get(0)).toAbsolutePath();
        boolean there = Files.exists(file);
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        String text = call.body().orElse("");
        if (append) {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } else {
            Files.writeString(file, text);
        }
        System.out.println((!there ? "Wrote " : append ? "Appended to " : "Overwrote ") + words.get(0));
        return null;
    }
}
