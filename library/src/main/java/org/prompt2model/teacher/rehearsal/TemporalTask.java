package org.prompt2model.teacher.rehearsal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.prompt2model.corpus.Example;

/** Date and time expressions to ISO 8601. */
final class TemporalTask implements RehearsalTask {
    private static final String KIND = "kind";

    private final TemporalReader reader = new TemporalReader();

    @Override
    public boolean recognizes(String instruction) {
        boolean iso = instruction.contains("8601") || instruction.contains("yyyy-mm-dd");
        boolean subject = instruction.contains("date") || instruction.contains("time");
        return iso && subject;
    }

    @Override
    public Example write(RandomGenerator random, Map<String, String> attributes) {
        return new TemporalWriter(random).write(attributes.getOrDefault(KIND, ""));
    }

    /** Kinds alone: dates of all eras equally often would train for years that hardly anybody writes. */
    @Override
    public Map<String, List<String>> attributes() {
        return Map.of(KIND, TemporalWriter.KINDS);
    }

    @Override
    public Optional<String> answer(String input) {
        return reader.read(input);
    }

    /** What language models get wrong: month and day swapped, half a day, a neighbouring digit, a part left out. */
    @Override
    public String wrong(String right, RandomGenerator random) {
        boolean date = !right.startsWith("T");
        String day = date ? right.substring(0, 10) : "";
        String time = right.substring(day.length());
        return switch (random.nextInt(4)) {
            case 0 ->
                date ? day.substring(0, 4) + day.substring(7) + day.substring(4, 7) + time : time.replaceFirst("T", "");
            case 1 -> time.isEmpty() ? day.replaceAll("-0", "-") : day + halfADayOff(time);
            case 2 -> time.isEmpty() || !date ? neighbour(right, random) : day;
            default -> neighbour(right, random);
        };
    }

    private static String halfADayOff(String time) {
        int hour = Integer.parseInt(time.substring(1, 3));
        return "T%02d%s".formatted((hour + 12) % 24, time.substring(3));
    }

    private static String neighbour(String right, RandomGenerator random) {
        int last = right.length() - 1;
        int digit = (right.charAt(last) - '0' + 1 + random.nextInt(9)) % 10;
        return right.substring(0, last) + digit;
    }

    @Override
    public String plan() {
        return """
                1. Look in the row's texts for a date or a time of day that is written out in full.
                2. Copy that expression, as it is written, into the input.
                3. Write the same moment in ISO 8601 into the output.
                4. Skip the row if it holds no such expression.""";
    }
}
