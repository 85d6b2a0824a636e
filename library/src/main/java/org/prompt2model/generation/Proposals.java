package org.prompt2model.generation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.prompt2model.teacher.JsonReplies;
import org.prompt2model.teacher.JsonShape;
import org.prompt2model.teacher.Reply;

/** Asks for new inputs, alone or with their outputs, and sorts out what cannot be used or is known. */
final class Proposals {
    private static final int PATIENCE = 10;
    private static final JsonShape EXAMPLES =
            JsonShape.list("examples", JsonShape.text("input"), JsonShape.text("output"));

    private final GenerationOptions options;
    private final GenerationPrompt prompts;
    private final RowFilter filter;
    private final Pool pool;
    private final Showcase showcase;
    private final Consumer<Candidate> opened;
    private final Combinations combinations;
    private final SplittableRandom random;
    /** The prompt that was asked last, and how many more replies to it are wanted. */
    private Sheet sheet;

    private int repeats;
    private int inFlight;
    private int expected;
    private long asked;
    private long fresh;
    private int barren;
    private final Map<String, Integer> troubles = new LinkedHashMap<>();

    private record Sheet(String prompt, double temperature, Combinations.Hand attributes, int count) {}

    /** @param opened takes each new candidate */
    Proposals(Parts parts, Plan plan, GenerationOptions options, Consumer<Candidate> opened) {
        this.options = options;
        this.prompts = parts.prompts();
        this.filter = parts.filter();
        this.pool = parts.pool();
        this.showcase = parts.showcase();
        this.opened = opened;
        this.combinations = new Combinations(plan, options.seed());
        this.random = new SplittableRandom(options.seed());
    }

    /** What the parts of a generation share. */
    record Parts(GenerationPrompt prompts, RowFilter filter, Pool pool, Showcase showcase) {}

    /**
     * The next request.
     *
     * @param missing rows that nothing so far will bring
     * @param share of the rows that is done or under way, 0 to 1
     */
    Optional<Errand> next(double missing, double share, Seeds seeds) {
        double need = missing - expected * freshShare();
        boolean first = fresh == 0 && inFlight + barren >= PATIENCE;
        if (need <= 0 || exhausted() || first) {
            return Optional.empty();
        }
        if (repeats == 0) {
            sheet = sheet(need, share);
            repeats = options.sampling().responsesPerRequest();
        }
        repeats--;
        inFlight++;
        expected += sheet.count();
        Sheet used = sheet;
        int room = prompts.replyTokens(used.count());
        return Optional.of(new Errand(
                options.steering().inputsFirst()
                        ? seeds.question(used.prompt(), used.temperature(), room, used.count())
                        : seeds.question(used.prompt(), used.temperature(), room, EXAMPLES),
                (request, key, reply) -> take(used, request, key, reply)));
    }

    private Sheet sheet(double need, double share) {
        int most = Math.min(options.sampling().examplesPerReply(), prompts.mostInReply());
        int count = (int) Math.max(1, Math.min(most, Math.ceil(need / freshShare())));
        double rise = options.sampling().highTemperature() - options.sampling().lowTemperature();
        double temperature = options.sampling().lowTemperature() + rise * Math.min(1, share);
        Combinations.Hand attributes = combinations.next(count);
        var own = showcase.sample(options.steering().ownExamples(), random);
        String prompt = options.steering().inputsFirst()
                ? prompts.newInputs(own, attributes.toString(), count)
                : prompts.newExamples(own, attributes.toString(), count);
        return new Sheet(prompt, temperature, attributes, count);
    }

    /** New inputs for each one asked for, as it has been so far. */
    private double freshShare() {
        return (fresh + 10.0) / (asked + 10.0);
    }

    /** Whether requests are under way. */
    boolean expecting() {
        return inFlight > 0;
    }

    /** Inputs asked for whose reply has not come, times the share of them that is usually new. */
    double expected() {
        return expected * freshShare();
    }

    /** Whether so many replies in a row brought nothing new that there is no point in further ones. */
    boolean exhausted() {
        return barren >= PATIENCE;
    }

    /** What the replies in a row brought that brought nothing new: the most frequent reason. */
    String trouble() {
        String most = troubles.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("it gave nothing");
        int count = troubles.values().stream().mapToInt(each -> each).sum();
        return most.contains("same input")
                ? "it repeats itself: %d of the last %d inputs were known".formatted(known(), count)
                : "the most frequent reason in the last replies was: " + most;
    }

    private int known() {
        return troubles.entrySet().stream()
                .filter(trouble -> trouble.getKey().contains("same input"))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private void take(Sheet used, int request, String key, Reply reply) {
        inFlight--;
        expected -= used.count();
        asked += used.count();
        long before = fresh;
        List<Draft> drafts =
                options.steering().inputsFirst() ? inputs(reply, used, request, key) : pairs(reply, used, request, key);
        drafts.forEach(this::propose);
        if (drafts.isEmpty()) {
            Draft.Origin origin = new Draft.Origin(request, used.temperature(), "", key);
            drop(new Draft("", "", Errand.trouble(reply), origin, reply.costUsd()));
        }
        barren = fresh > before ? 0 : barren + 1;
        if (barren == 0) {
            troubles.clear();
        }
    }

    /** Inputs alone. That one was written for a label counts as a vote for it. */
    private static List<Draft> inputs(Reply reply, Sheet sheet, int request, String key) {
        Map<Integer, String> inputs = Numbered.read(Errand.text(reply));
        List<Draft> drafts = new ArrayList<>();
        inputs.forEach((number, input) -> drafts.add(new Draft(
                input,
                sheet.attributes().of(number).getOrDefault(Plan.LABEL, ""),
                "",
                origin(sheet, number, request, key),
                reply.costUsd() / inputs.size())));
        return drafts;
    }

    private static List<Draft> pairs(Reply reply, Sheet sheet, int request, String key) {
        List<Draft> drafts = new ArrayList<>();
        List<JsonNode> items = JsonReplies.items(Errand.text(reply), "examples");
        for (JsonNode item : items) {
            Draft.Origin origin = origin(sheet, drafts.size() + 1, request, key);
            drafts.add(
                    new Draft(words(item, "input"), words(item, "output"), "", origin, reply.costUsd() / items.size()));
        }
        return drafts;
    }

    private static Draft.Origin origin(Sheet sheet, int number, int request, String key) {
        return new Draft.Origin(
                request,
                sheet.temperature(),
                Combinations.line(sheet.attributes().of(number)),
                key);
    }

    private static String words(JsonNode item, String field) {
        JsonNode node = item.path(field);
        return node.isContainerNode() ? node.toString() : node.asText().strip();
    }

    private void propose(Draft draft) {
        boolean bare = options.steering().inputsFirst() && draft.output().isEmpty();
        Draft checked = bare ? draft.because(filter.input(draft.input())) : filter.check(draft);
        if (!checked.reason().isEmpty()) {
            drop(checked);
            return;
        }
        Optional<Candidate> known = pool.known(checked.input());
        if (known.isPresent()) {
            repeated(known.get(), checked);
            return;
        }
        boolean tooLong = GenerationPrompt.tokens(checked.input()) > prompts.room();
        String close = tooLong ? "longer than a prompt has room for" : pool.tooClose(checked.input());
        if (!close.isEmpty()) {
            drop(checked.because(close));
            return;
        }
        fresh++;
        Candidate candidate = pool.open(checked);
        if (!bare) {
            candidate.vote(vote(checked));
        }
        opened.accept(candidate);
    }

    /** Where outputs come with their inputs, the output of a repeated input is one more vote (arXiv 2308.12261). */
    private void repeated(Candidate known, Draft again) {
        boolean votes = !options.steering().inputsFirst() && known.rating() == 0;
        if (votes) {
            known.vote(vote(again));
        }
        drop(again.because("same input as a row of request "
                + known.draft().origin().request() + (votes ? ", whose vote it joined" : "")));
    }

    private static Ballot.Vote vote(Draft draft) {
        return new Ballot.Vote(
                draft.output(), draft.origin().temperature(), draft.origin().request());
    }

    private void drop(Draft draft) {
        troubles.merge(outline(draft.reason()), 1, Integer::sum);
        pool.add(draft);
    }

    private static String outline(String reason) {
        return reason.replaceAll(" of request \\d+.*", "");
    }
}
