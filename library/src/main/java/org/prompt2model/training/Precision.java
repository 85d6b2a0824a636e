package org.prompt2model.training;

import org.prompt2model.model.Torch;

/** Number format of a network's arithmetic; weights, gradients' sums and optimizer state are float32 in each. */
public enum Precision {
    /** bfloat16 where the processor multiplies it in hardware, else float32. */
    AUTO,
    /** 32 bits. */
    FLOAT32,
    /** 16 bits with float32's range. */
    BFLOAT16;

    boolean bfloat16() {
        return this == BFLOAT16 || (this == AUTO && Torch.fastBfloat16());
    }
}
