package org.prompt2model.kernel.magics;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.List;

/** Cells that are no Java but something to look at. */
final class DisplayMagics {
    void register(MagicRegistry registry) {
        shown(registry, "%%html", "text/html", "HTML");
        shown(registry, "%%markdown", "text/markdown", "Markdown");
        shown(registry, "%%latex", "text/latex", "LaTeX");
        shown(registry, "%%svg", "image/svg+xml", "SVG");
        shown(registry, "%%javascript", "application/javascript", "JavaScript, which the browser runs");
    }

    private static void shown(MagicRegistry registry, String name, String type, String words) {
        registry.work(List.of(name), "", "shows the cell as " + words, call -> {
            DisplayData data = new DisplayData(call.body().orElse(""));
            data.putData(type, call.body().orElse(""));
            return data;
        });
    }
}
