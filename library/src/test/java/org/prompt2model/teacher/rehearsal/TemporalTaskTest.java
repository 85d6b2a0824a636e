package org.prompt2model.teacher.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prompt2model.corpus.Example;

class TemporalTaskTest {
    private final TemporalTask task = new TemporalTask();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "July 20th, 1969 | 1969-07-20",
                "20 July 1969 | 1969-07-20",
                "the 1st of Sept. 1939 | 1939-09-01",
                "Dec. 25 '88 | 1988-12-25",
                "DECEMBER 25, 2049 | 2049-12-25",
                "7/4/76 | 1976-07-04",
                "02/29/2000 | 2000-02-29",
                "2015/3/9 | 2015-03-09",
                "9.3.15 | 2015-03-09",
                "09. 03. 1950 | 1950-03-09",
                "20210303 | 2021-03-03",
                "3-Mar-21 | 2021-03-03",
                "Sunday, the thirty-first of May 1998 | 1998-05-31",
                "April the second, 2004 | 2004-04-02",
                "May 1, nineteen oh five | 1905-05-01",
                "3 June two thousand and seven | 2007-06-03",
                "12:05 am | T00:05",
                "12 p.m. | T12:00",
                "4.30PM | T16:30",
                "0905 hours | T09:05",
                "quarter to one in the afternoon | T12:45",
                "a quarter past midnight | T00:15",
                "ten to midnight | T23:50",
                "twenty-five past 6 in the evening | T18:25",
                "half past twelve | T12:30",
                "half past twelve at night | T00:30",
                "seven forty-five p.m. | T19:45",
                "9 at night | T21:00",
                "two o'clock in the morning | T02:00",
                "12 midnight | T00:00",
                "2021-03-03T14:05 | 2021-03-03T14:05",
                "16:30 March 13, '21 | 2021-03-13T16:30",
                "noon on Friday 1/2/03 | 2003-01-02T12:00",
                "5 May 2005 @ 5pm | 2005-05-05T17:00",
                "24.12.1999 - 8.15 | 1999-12-24T08:15",
            })
    void readsWhatPeopleWrite(String expression, String expected) {
        assertThat(task.answer(expression)).contains(expected);
    }

    @Test
    void knowsNoAnswerWhereThereIsNoMoment() {
        assertThat(task.answer("hello world")).isEmpty();
        assertThat(task.answer("31.31.2020")).isNotPresent();
    }

    @Test
    void readsEveryDayInFormatsThatTheJdkWrites() {
        for (String pattern :
                new String[] {"MMMM d, yyyy", "d MMM yyyy", "EEE, dd.MM.yyyy", "MM/dd/yyyy", "yyyyMMdd"}) {
            DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
            for (LocalDate day = LocalDate.of(1999, 1, 1); day.getYear() < 2001; day = day.plusDays(1)) {
                assertThat(task.answer(day.format(format))).contains(day.toString());
            }
        }
    }

    @Test
    void readsEveryMinuteInFormatsThatTheJdkWrites() {
        for (String pattern : new String[] {"h:mm a", "HH:mm", "h.mma"}) {
            DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
            for (int minute = 0; minute < 24 * 60; minute++) {
                LocalTime time = LocalTime.ofSecondOfDay(minute * 60L);
                assertThat(task.answer(time.format(format))).contains("T" + time);
            }
        }
    }

    @Test
    void whatIsWrittenMeansWhatTheReaderUnderstands() {
        SplittableRandom random = new SplittableRandom(1);
        Set<String> inputs = new HashSet<>();
        for (int i = 0; i < 3_000; i++) {
            Example example = task.write(random, Map.of());
            inputs.add(example.input());
            assertThat(task.answer(example.input())).as(example.input()).contains(example.output());
            assertThat(example.output()).matches("\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d)?|T\\d\\d:\\d\\d");
        }
        assertThat(inputs).hasSizeGreaterThan(2_500);
    }

    @Test
    void aWrongAnswerDiffersFromTheRightOne() {
        SplittableRandom random = new SplittableRandom(2);
        int same = 0;
        for (int i = 0; i < 500; i++) {
            String right = task.write(random, Map.of()).output();
            same += task.wrong(right, random).equals(right) ? 1 : 0;
        }
        // Swapping the fourth of April leaves it as it is.
        assertThat(same).isLessThan(25);
    }

    @Test
    void recognizesItsInstructionInOtherWords() {
        assertThat(task.recognizes("turn a date or time into iso 8601 form")).isTrue();
        assertThat(task.recognizes("translate english to french")).isFalse();
    }
}
