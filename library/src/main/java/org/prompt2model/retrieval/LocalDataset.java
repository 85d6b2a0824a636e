package org.prompt2model.retrieval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.corpus.TableFiles;
import tech.tablesaw.api.Table;

/** A dataset in a file, or in a folder whose files have the same columns. */
final class LocalDataset {
    private LocalDataset() {}

    static boolean isThere(String dataset) {
        try {
            return Files.exists(Path.of(dataset));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    static boolean looksLikeOne(String dataset) {
        try {
            return dataset.startsWith(".") || dataset.startsWith("/") || TableFiles.knows(Path.of(dataset));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    static Prompt2ModelException missing(String dataset) {
        return new Prompt2ModelException(
                "There is no file or folder " + dataset,
                "nothing stands at " + Path.of(dataset).toAbsolutePath().normalize(),
                "check the path; a relative one starts at " + Path.of("").toAbsolutePath());
    }

    static Table read(String dataset) {
        Path path = Path.of(dataset);
        if (!Files.isDirectory(path)) {
            return TableFiles.read(path);
        }
        List<Path> files = filesIn(path);
        if (files.isEmpty()) {
            throw new Prompt2ModelException(
                    "The folder " + dataset + " holds no table",
                    "none of its files ends in .csv, .tsv, .jsonl, .json or .parquet",
                    "pass a file, or a folder with such files");
        }
        Table all = TableFiles.read(files.get(0));
        for (Path file : files.subList(1, files.size())) {
            Table next = TableFiles.read(file);
            if (!next.columnNames().equals(all.columnNames())) {
                throw new Prompt2ModelException(
                        "The files of the folder " + dataset + " have different columns",
                        files.get(0).getFileName() + " has " + all.columnNames() + " and " + file.getFileName() + " "
                                + next.columnNames(),
                        "pass one of the files, or move those that belong together into a folder");
            }
            all.append(next);
        }
        return all;
    }

    private static List<Path> filesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(TableFiles::knows)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Prompt2ModelException(
                    "The folder " + folder + " cannot be read", e.toString(), "check its permissions", e);
        }
    }
}
