package org.prompt2model.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a network needs to go on training as if it had never stopped: flat tensors, as safetensors. */
final class StateFile {
    private final Path file;
    private final Map<String, StoredTensor> tensors;

    private StateFile(Path file) throws IOException {
        this.file = file;
        tensors = SafeTensorsHeader.read(file);
    }

    /** Writes tensors of one dimension: whole, or not at all. */
    static void write(Path file, Map<String, NDArray> tensors) throws IOException {
        List<SafeTensors.Tensor> named = new ArrayList<>();
        new TreeMap<>(tensors)
                .forEach((name, flat) ->
                        named.add(new SafeTensors.Tensor(name, List.of(flat.size()), TensorValues.of(flat))));
        SafeTensors.write(file, named);
    }

    static StateFile of(Path file) throws IOException {
        return new StateFile(file);
    }

    /** One of its tensors, in native memory; {@code owner} owns it. */
    NDArray read(String name, NDManager owner, Filling filling) throws IOException {
        StoredTensor stored = tensors.get(name);
        if (stored == null) {
            throw new IOException(file + " holds no tensor '" + name + "'");
        }
        try {
            return filling.filled(owner, stored.size(), target -> copy(stored, target));
        } catch (UncheckedIOException e) {
            throw new IOException(file + " cannot be read", e);
        }
    }

    private static void copy(StoredTensor stored, FlatWeights.Target target) {
        try {
            stored.copyTo(target, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
