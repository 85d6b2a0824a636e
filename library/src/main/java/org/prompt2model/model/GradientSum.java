package org.prompt2model.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The gradient of a batch that comes in parts, each weighed by how much of it counts, on one copy of a network or more. */
final class GradientSum {
    private final TorchScript script;
    private final List<Replica> replicas;
    private final List<? extends Batch> parts;
    private final float[] settings;
    private final double counted;

    GradientSum(TorchScript script, List<Replica> replicas, List<? extends Batch> parts, float[] settings) {
        this.script = script;
        this.replicas = replicas;
        this.parts = parts;
        this.settings = settings;
        counted = Math.max(1, parts.stream().mapToLong(Batch::counted).sum());
    }

    /**
     * Adds up the gradients; those of other copies always in the same order, so that the sum is the same each time.
     *
     * @return mean loss of the batch
     */
    double into(NDArray gradient, NDArray flat, NDManager scope) {
        List<CompletableFuture<Part>> others = new ArrayList<>();
        for (int i = 0; i < replicas.size(); i++) {
            Replica replica = replicas.get(i);
            int copy = i + 1;
            others.add(CompletableFuture.supplyAsync(
                    () -> part(copy, replica), work -> new Thread(work, "replica-" + copy).start()));
        }
        double loss = part(0, script, gradient, flat, scope);
        for (CompletableFuture<Part> other : others) {
            try (Part part = other.join()) {
                NDArray here = part.gradient().toDevice(gradient.getDevice(), false);
                gradient.addi(here);
                loss += part.loss();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
        return loss;
    }

    /** What one copy adds. */
    private record Part(NDManager scope, NDArray gradient, double loss) implements AutoCloseable {
        @Override
        public void close() {
            scope.close();
        }
    }

    private Part part(int copy, Replica replica) {
        NDManager scope = replica.manager().newSubManager();
        NDArray gradient = replica.weights().zerosLike();
        gradient.attach(scope);
        return new Part(scope, gradient, part(copy, replica.script(), gradient, replica.weights(), scope));
    }

    private double part(int copy, TorchScript on, NDArray gradient, NDArray flat, NDManager outer) {
        double loss = 0;
        for (int i = copy; i < parts.size(); i += replicas.size() + 1) {
            Batch batch = parts.get(i);
            double share = batch.counted() / counted;
            try (NDManager scope = outer.newSubManager()) {
                NDArray found = on.call(
                                scope,
                                "accumulate",
                                Tensors.inputs(batch, scope),
                                Tensors.labels(batch, scope),
                                scope.create(settings),
                                scope.create((float) share),
                                flat,
                                gradient)
                        .get(0);
                loss += share * found.getFloat();
            }
        }
        return loss;
    }
}
