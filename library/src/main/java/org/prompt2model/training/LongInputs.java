package org.prompt2model.training;

/** What becomes of training rows whose input has more tokens than the model takes; either way they are counted and told. */
public enum LongInputs {
    /** The input loses its end. */
    TRUNCATE,
    /** The row is left out. Validation rows stay, cut, for the student meets such inputs too. */
    DROP
}
