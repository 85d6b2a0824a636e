package org.prompt2model.kernel.magics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.prompt2model.kernel.jshell.Completions;
import org.prompt2model.kernel.jshell.JShellInterpreter;

class MagicQuestionsTest {
    private static final MagicRunner INTERPRETER = new MagicRunner(new JShellInterpreter());

    @AfterAll
    static void close() {
        INTERPRETER.close();
    }

    @Test
    void aLineMagicIsCompleteAndACellMagicEndsWithAnEmptyLine() {
        assertThat(state("%maven a:b:1")).isEqualTo("complete");
        assertThat(state("%time int x = 1\nfor (int i = 0; i < 2; i++) {")).isEqualTo("incomplete");
        assertThat(state("%%time")).isEqualTo("incomplete");
        assertThat(state("%%time\n1 + 1")).isEqualTo("incomplete");
        assertThat(state("%%time\n1 + 1\n")).isEqualTo("complete");
    }

    @Test
    void namesOfMagicsAreCompleted() {
        Completions found = INTERPRETER.complete("int a = 1;\n%mav", 15);
        assertThat(found.matches()).containsExactly("%maven", "%mavenRepo");
        assertThat(found.start()).isEqualTo(11);
        assertThat(INTERPRETER.complete("%%tim", 5).matches()).containsExactly("%%time", "%%timeit");
    }

    @Test
    void javaBesideMagicsIsCompletedInItsPlace() {
        String cell = "%maven a:b:1\n\"\".isBla";
        Completions found = INTERPRETER.complete(cell, cell.length());
        assertThat(found.matches()).anyMatch(match -> match.startsWith("isBlank"));
        assertThat(found.start()).isEqualTo(cell.indexOf("isBla"));
        String timed = "%time \"\".isBla";
        assertThat(INTERPRETER.complete(timed, timed.length()).matches())
                .anyMatch(match -> match.startsWith("isBlank"));
    }

    @Test
    void aMagicIsDescribedWithItsArguments() {
        assertThat(INTERPRETER.describe("%maven a:b:1", 3).orElseThrow())
                .contains("%maven GROUP:ARTIFACT:VERSION", "class path");
    }

    private static String state(String source) {
        return INTERPRETER.completeness(source).state();
    }
}
