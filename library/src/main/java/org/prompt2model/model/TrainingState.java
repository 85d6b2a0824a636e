package org.prompt2model.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a network needs to go on training as if it had never stopped, in the order of its layout.
 *
 * @param steps steps taken
 * @param weights the trained weights
 * @param mean AdamW's mean of the gradients
 * @param square AdamW's mean of their squares
 * @param best the weights with the best score so far; empty where none was scored
 */
// Up to gigabytes that are written or read once: nobody compares them, and a copy could be too much.
@SuppressWarnings("ArrayRecordComponent")
public record TrainingState(long steps, float[] weights, float[] mean, float[] square, float[] best) {
    private static final List<String> NAMES = List.of("weights", "mean", "square", "best");

    /** Writes the state as safetensors, whole or not at all; the number of steps is the caller's to keep. */
    public void write(Path file) throws IOException {
        List<SafeTensors.Tensor> tensors = new ArrayList<>();
        float[][] values = {weights, mean, square, best};
        for (int i = 0; i < values.length; i++) {
            tensors.add(new SafeTensors.Tensor(NAMES.get(i), new long[] {values[i].length}, values[i]));
        }
        SafeTensors.write(file, tensors);
    }

    /** Reads what {@link #write} wrote. */
    public static TrainingState read(Path file, long steps) throws IOException {
        Map<String, SafeTensors.Tensor> tensors = SafeTensors.read(file);
        float[][] values = new float[NAMES.size()][];
        for (int i = 0; i < values.length; i++) {
            SafeTensors.Tensor tensor = tensors.get(NAMES.get(i));
            if (tensor == null) {
                throw new IOException(file + " holds no tensor '" + NAMES.get(i) + "'");
            }
            values[i] = tensor.values();
        }
        return new TrainingState(steps, values[0], values[1], values[2], values[3]);
    }
}
