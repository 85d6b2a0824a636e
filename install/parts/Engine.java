import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Starts PyTorch as the options of this JVM choose it, multiplies two matrices, and says with what and on what. */
class Engine {
    private static final int WIDTH = 512;

    public static void main(String[] arguments) {
        System.setProperty("OPT_OUT_TRACKING", "true");
        ai.djl.engine.Engine engine = ai.djl.engine.Engine.getEngine("PyTorch");
        int gpus = engine.getGpuCount();
        Device device = gpus > 0 ? Device.gpu() : Device.cpu();
        try (NDManager manager = engine.newBaseManager(device)) {
            NDArray ones = manager.ones(new Shape(WIDTH, WIDTH));
            float sum = ones.matMul(ones).sum().getFloat();
            if (sum != (float) WIDTH * WIDTH * WIDTH) {
                throw new IllegalStateException("the product of two matrices is wrong on " + device);
            }
        }
        System.out.printf(
                "PyTorch %s, %d GPUs, computes on %s%n", engine.getVersion(), gpus, device.isGpu() ? "the GPU" : "the CPU");
    }
}
