package org.prompt2model.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;

/** A copy of a network on another device, or on the same, that works on its share of a step's batch. */
final class Replica implements AutoCloseable {
    private final NDManager manager;
    private final TorchScript script;
    private NDArray flat;

    Replica(NDManager manager, Map<String, Object> attributes, List<String> sources, NDArray weights) {
        this.manager = manager;
        script = new TorchScript(manager, attributes, sources);
        copy(weights);
    }

    /** Takes over weights, whatever device they are on. */
    void copy(NDArray weights) {
        NDArray before = flat;
        flat = weights.toDevice(manager.getDevice(), true);
        flat.attach(manager);
        if (before != null) {
            before.close();
        }
    }

    /** Calls a method of the network's own source, whatever device the input is on; its result is of no interest. */
    void call(String method, NDArray input) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray here = input.toDevice(manager.getDevice(), true);
            here.attach(scope);
            script.call(scope, method, here, flat);
        }
    }

    NDManager manager() {
        return manager;
    }

    TorchScript script() {
        return script;
    }

    NDArray weights() {
        return flat;
    }

    @Override
    public void close() {
        script.close();
        manager.close();
    }
}
