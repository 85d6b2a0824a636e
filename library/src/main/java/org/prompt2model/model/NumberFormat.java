package org.prompt2model.model;

/** Formats of floating-point numbers, as safetensors names them. */
enum NumberFormat {
    F32(Float.BYTES, 6),
    F16(Short.BYTES, 5),
    BF16(Short.BYTES, 15);

    private final int bytes;
    private final int scalarType;

    NumberFormat(int bytes, int scalarType) {
        this.bytes = bytes;
        this.scalarType = scalarType;
    }

    /** Bytes of a number. */
    int bytes() {
        return bytes;
    }

    /** PyTorch's number of the format, c10::ScalarType. */
    int scalarType() {
        return scalarType;
    }
}
