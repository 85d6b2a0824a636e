package org.prompt2model.model;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;

/** Products with weights that PyTorch has put into the order of its kernels before, where it can. */
final class PackedProduct {
    private static final String SOURCE = "packed_product.py";
    private static final String PLAIN = "plain_product.py";

    private PackedProduct() {}

    /** The resource that defines a network's products. Packing pays in bfloat16 on a CPU alone. */
    static String source(boolean bfloat16) {
        return bfloat16 && !Torch.onGpu() && Probe.WORKS ? SOURCE : PLAIN;
    }

    // Not every build of PyTorch has the operations, nor every CPU the instructions.
    private static final class Probe {
        static final boolean WORKS = works();

        private static boolean works() {
            try (NDManager scope = Torch.newManager();
                    TorchScript script = new TorchScript(scope, Map.of(), List.of(SOURCE, "packing_probe.py"))) {
                NDArray ones = scope.ones(new Shape(2, 2));
                return script.call(scope, "probe", ones).get(0).contentEquals(ones.mul(2));
            } catch (EngineException e) {
                return false;
            }
        }
    }
}
