package org.prompt2model.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A network's TorchScript source, compiled from memory; each method is one native call. */
final class TorchScript implements AutoCloseable {
    private final PtSymbolBlock block;
    private final ParameterStore parameters;

    /**
     * @param resources names of source files beside this class, joined to one class body
     * @param attributes what the source reads as {@code self.<name>}: {@code Integer}, {@code Long}, {@code Double},
     *     {@code int[]}, {@code double[]}, or {@code List.of()} for a list of tensors that the script fills
     */
    TorchScript(NDManager manager, Map<String, Object> attributes, List<String> resources) {
        StringBuilder body = new StringBuilder();
        for (String resource : resources) {
            body.append(read(resource)).append('\n');
        }
        byte[] archive = TorchScriptArchive.of(body.toString(), attributes);
        try {
            block = JniUtils.loadModule((PtNDManager) manager, new ByteArrayInputStream(archive), true, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        parameters = new ParameterStore(manager, false);
    }

    /**
     * Calls a method.
     *
     * @param batch owns the results and should be closed after they are read
     */
    NDList call(NDManager batch, String method, NDArray... arguments) {
        // Results attach to the manager of the first input, so the tag that names the method comes from the batch.
        NDArray tag = batch.create(0f);
        tag.setName("module_method:" + method);
        NDList inputs = new NDList(tag);
        for (NDArray argument : arguments) {
            inputs.add(argument);
        }
        return block.forward(parameters, inputs, true, null);
    }

    @Override
    public void close() {
        block.close();
    }

    private static String read(String resource) {
        try (InputStream in = TorchScript.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
