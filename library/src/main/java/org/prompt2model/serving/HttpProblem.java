package org.prompt2model.serving;

/** A request that gets an error for an answer. */
final class HttpProblem extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String remedy;

    HttpProblem(int status, String what, String remedy) {
        super(what);
        this.status = status;
        this.remedy = remedy;
    }

    int status() {
        return status;
    }

    String remedy() {
        return remedy;
    }
}
