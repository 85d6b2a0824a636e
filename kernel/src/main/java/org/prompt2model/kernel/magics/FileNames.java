package org.prompt2model.kernel.magics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.prompt2model.kernel.jshell.Completions;

/** The names of files that could end the line of a magic that takes files. */
final class FileNames {
    private static final Pattern LINE = Pattern.compile("\\s*(%{1,2}\\w+)\\s+(.*)");
    private static final int MOST = 500;

    /** Asked for where a line looks like a magic's: most cells have none. */
    private final Supplier<MagicRegistry> magics;

    FileNames(Supplier<MagicRegistry> magics) {
        this.magics = magics;
    }

    /** What could stand at the cursor; empty where no file can. */
    Optional<Completions> complete(String source, int cursor) {
        int start = source.lastIndexOf('\n', cursor - 1) + 1;
        Matcher line = LINE.matcher(source.substring(start, cursor));
        if (!line.matches()
                || !magics.get().find(line.group(1)).map(Magic::takesFiles).orElse(false)
                || !JavaOfCell.of(source).startsWith(" ", start + line.start(1))) {
            return Optional.empty();
        }
        int word = startOfWord(line.group(2));
        String begun = line.group(2).substring(word);
        return Optional.of(new Completions(matches(begun), start + line.start(2) + word, cursor));
    }

    private static int startOfWord(String arguments) {
        int start = 0;
        char quote = 0;
        for (int i = 0; i < arguments.length(); i++) {
            char c = arguments.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                start = i + 1;
            } else if (quote == 0 ? c == '"' || c == '\'' : c == quote) {
                quote = quote == 0 ? c : 0;
            }
        }
        return start;
    }

    private static List<String> matches(String begun) {
        String quote = begun.startsWith("'") ? "'" : begun.startsWith("\"") ? "\"" : "";
        String path = begun.substring(quote.length());
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        String name = path.substring(folder.length());
        List<String> matches = new ArrayList<>();
        for (String each : list(folder)) {
            boolean hidden = each.startsWith(".") && !name.startsWith(".");
            if (each.startsWith(name) && !hidden && matches.size() < MOST) {
                matches.add(quoted(folder + each, quote));
            }
        }
        return matches;
    }

    /** By name, folders with a slash behind. */
    private static List<String> list(String folder) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(folder))) {
            files.forEach(file -> names.add(file.getFileName() + (Files.isDirectory(file) ? "/" : "")));
        } catch (IOException | InvalidPathException | UncheckedIOException e) {
            // There is no such folder, or it may not be read: nothing can be said of what is in it.
            names.clear();
        }
        names.sort(null);
        return names;
    }

    /** A word with a blank needs quotes; a folder's stay open, for more is to come. */
    private static String quoted(String path, String quote) {
        String needed = quote.isEmpty() && path.contains(" ") ? "\"" : quote;
        return needed + path + (path.endsWith("/") ? "" : needed);
    }
}
