package org.prompt2model.teacher.rehearsal;

import java.util.List;
import java.util.random.RandomGenerator;

/** Random choices, all from the generator given. */
final class Pick {
    private Pick() {}

    /** One of the options, each as likely as the others; write an option twice to make it twice as likely. */
    static String of(RandomGenerator random, String... options) {
        return options[random.nextInt(options.length)];
    }

    static <T> T of(RandomGenerator random, List<T> options) {
        return options.get(random.nextInt(options.size()));
    }

    static boolean chance(RandomGenerator random, double probability) {
        return random.nextDouble() < probability;
    }

    /** Index into the weights, each as likely as its weight says. */
    static int weighted(RandomGenerator random, int... weights) {
        int sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        int draw = random.nextInt(sum);
        int index = 0;
        while (draw >= weights[index]) {
            draw -= weights[index];
            index++;
        }
        return index;
    }
}
