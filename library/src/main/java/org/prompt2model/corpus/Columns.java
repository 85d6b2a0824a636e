package org.prompt2model.corpus;

/** Names of the columns of every stage's table, lower_snake_case; a contract with notebooks, so written only here. */
public final class Columns {
    /** Text given to the model. */
    public static final String INPUT = "input";
    /** Text expected of the model. */
    public static final String OUTPUT = "output";
    /** Where a row comes from: {@code demonstration}, {@code generated}, {@code transformed:<dataset>}, {@code dataset:<dataset>}. */
    public static final String SOURCE = "source";

    /** {@value #KEPT} or {@value #DROPPED}. */
    public static final String VERDICT = "verdict";
    /** Value of {@link #VERDICT} for rows that later stages use. */
    public static final String KEPT = "kept";
    /** Value of {@link #VERDICT} for rows that are shown but not used. */
    public static final String DROPPED = "dropped";
    /** Why a row was dropped; empty for kept rows. */
    public static final String REASON = "reason";
    /** Number of outputs that were voted on. */
    public static final String VOTES = "votes";
    /** Share of the votes that the winning output got, 0 to 1. */
    public static final String AGREEMENT = "agreement";
    /** Sampling temperature of the request. */
    public static final String TEMPERATURE = "temperature";
    /** Number of the request that brought the row. */
    public static final String REQUEST = "request";
    /** Cost in US dollars; missing where the price is unknown. */
    public static final String COST_USD = "cost_usd";
    /** Attributes of the plan that a row was asked for with, as {@code topic: travel; length: short}. */
    public static final String ATTRIBUTES = "attributes";
    /** How good the teacher rated a row, 1 to 5; missing where it was not asked. */
    public static final String RATING = "rating";
    /** Keys of the requests behind a row in the run's journal, separated by spaces, in their order. */
    public static final String JOURNAL = "journal";

    /** Name of a table, or of a source of rows, whose diversity was measured. */
    public static final String CORPUS = "corpus";

    /** What a person said of a row: {@code accepted}, {@code edited}, {@code dropped}, or nothing. */
    public static final String REVIEW = "review";

    /** Position in a ranking, from 1. */
    public static final String RANK = "rank";
    /** Identifier of a dataset. */
    public static final String DATASET = "dataset";
    /** Score: of a ranking, or of a metric. */
    public static final String SCORE = "score";
    /** Number of rows of a dataset. */
    public static final String ROWS = "rows";
    /** SPDX identifier or name of a licence. */
    public static final String LICENCE = "licence";
    /** Comma-separated language codes. */
    public static final String LANGUAGES = "languages";
    /** Downloads a month, as the catalogue recorded them. */
    public static final String DOWNLOADS = "downloads";
    /** Whether it loads without a network. */
    public static final String OFFLINE = "offline";
    /** One or two sentences. */
    public static final String DESCRIPTION = "description";

    /** Identifier of a model. */
    public static final String MODEL = "model";
    /** Architecture family of a model. */
    public static final String FAMILY = "family";
    /** Number of weights. */
    public static final String PARAMETERS = "parameters";
    /** Size of the weights on disk, in bytes. */
    public static final String SIZE_BYTES = "size_bytes";
    /** Whether training it fits this machine's memory. */
    public static final String FITS = "fits";

    /** Optimizer step, from 1. */
    public static final String STEP = "step";
    /** Passes over the training split so far, fractional. */
    public static final String EPOCH = "epoch";
    /** {@code train} or {@code validation}. */
    public static final String SPLIT = "split";
    /** Name of a metric. */
    public static final String METRIC = "metric";
    /** Value of a metric. */
    public static final String VALUE = "value";
    /** Seconds since the stage began, or that it took. */
    public static final String SECONDS = "seconds";

    /** Number of a trial of a hyper-parameter search, from 1. */
    public static final String TRIAL = "trial";
    /** State of a trial: {@code done}, or {@code stopped:} or {@code failed:} with the reason. */
    public static final String STATUS = "status";

    /** Text that a model answered. */
    public static final String PREDICTION = "prediction";
    /** Probability that the model gives its own answer, 0 to 1; missing where it tells none. */
    public static final String CONFIDENCE = "confidence";

    /** Lower end of the 95% interval. */
    public static final String LOW = "low";
    /** Upper end of the 95% interval. */
    public static final String HIGH = "high";
    /** Number of examples that a score rests on. */
    public static final String N = "n";
    /** Settings and version that a score was computed with. */
    public static final String SIGNATURE = "signature";
    /** p-value of the difference to the first row. */
    public static final String P_VALUE = "p_value";
    /** Milliseconds an example. */
    public static final String MS_PER_EXAMPLE = "ms_per_example";
    /** US dollars for a thousand examples; missing where the price is unknown. */
    public static final String USD_PER_1000 = "usd_per_1000";

    private Columns() {}
}
