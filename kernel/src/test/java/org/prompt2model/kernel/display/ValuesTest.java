package org.prompt2model.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.passthrough.PassthroughNDManager;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Scanner;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.StringColumn;

class ValuesTest {
    private record Point(String name, double x) {}

    @Test
    void aRecordShowsItsComponents() {
        Point point = new Point("<b>", 0.25);
        assertThat(html(point))
                .contains(">Point</caption>", ">name</td>", ">String</td>", ">&lt;b&gt;</td>", ">0.25</td>");
        assertThat(plain(point)).isEqualTo("Point[name=<b>, x=0.25]");
    }

    @Test
    void aListOfRecordsIsATable() {
        assertThat(html(List.of(new Point("a", 1.5), new Point("b", 2))))
                .contains("List of Point", ">double</small>", ">1.5</td>", "2 elements");
    }

    @Test
    void aListShowsItsHeadAndHowManyThereAre() {
        List<Integer> numbers = IntStream.range(0, 2000).boxed().toList();
        assertThat(html(numbers))
                .contains("showing 10 of 2,000 elements", ">9</td>")
                .doesNotContain(">10</td>");
        assertThat(plain(numbers)).startsWith("[0, 1, 2, ").endsWith("99, … 2,000 in all]");
        assertThat(plain(List.of(1, 2))).isEqualTo("[1, 2]");
    }

    @Test
    void numbersKeepTheirFractions() {
        assertThat(html(List.of(new BigDecimal("1.25"), 7))).contains(">1.25</td>");
    }

    @Test
    void aListThatHoldsItselfIsShown() {
        List<Object> list = new ArrayList<>(List.of(1));
        list.add(Collections.singletonList(list));
        assertThat(html(list)).contains("<table");
        assertThat(plain(list)).contains("…");
    }

    @Test
    void anElementThatCannotBeWrittenDoesNotHideTheOthers() {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        };
        assertThat(html(List.of("first", broken)))
                .contains(">first</td>", "throws java.lang.IllegalStateException: no text");
    }

    @Test
    void aMapShowsItsEntries() {
        Map<String, Integer> map = new TreeMap<>(Map.of("a", 12_345, "b", 2));
        assertThat(html(map)).contains("TreeMap", ">a</td>", ">12345</td>", "2 entries");
        assertThat(plain(map)).isEqualTo("{a=12345, b=2}");
    }

    @Test
    void anArrayShowsItsElements() {
        assertThat(plain(new int[] {1, 2})).isEqualTo("[1, 2]");
        assertThat(plain(new String[][] {{"a"}, {"b", "c"}})).isEqualTo("[[a], [b, c]]");
        assertThat(html(new double[] {0.5})).contains("double[]", ">0.5</td>", "1 element<");
    }

    @Test
    void anOptionalShowsWhatIsInIt() {
        assertThat(html(Optional.of(new Point("a", 1)))).contains("present", ">Point</caption>");
        assertThat(html(OptionalInt.of(3))).contains("present", "<pre>3</pre>");
        assertThat(html(Optional.empty())).contains("empty");
        assertThat(plain(Optional.of("a"))).isEqualTo("Optional[a]");
    }

    @Test
    void aStreamIsNotReadByLookingAtIt() {
        Stream<String> stream = Stream.of("a", "b");
        String words = "Stream, not read: it gives its elements only once. To see them: .toList()";
        assertThat(html(stream)).contains(words);
        assertThat(plain(stream)).isEqualTo(words);
        assertThat(stream.toList()).containsExactly("a", "b");
    }

    /** Streams of numbers have no {@code toList()}. */
    @Test
    void aStreamOfNumbersNamesTheCallThatItHas() {
        IntStream numbers = IntStream.of(1, 2);
        assertThat(plain(numbers)).startsWith("IntStream, not read").endsWith(".boxed().toList()");
        assertThat(plain(LongStream.of(1))).startsWith("LongStream");
        assertThat(plain(DoubleStream.of(1))).startsWith("DoubleStream");
        assertThat(numbers.boxed().toList()).containsExactly(1, 2);
    }

    @Test
    void anIteratorStaysWhereItIs() {
        Iterator<Integer> iterator = List.of(1, 2).iterator();
        assertThat(html(iterator)).contains("Iterator, not read", ".forEachRemaining(list::add)");
        assertThat(plain(iterator)).startsWith("Iterator, not read");
        assertThat(iterator.next()).isEqualTo(1);
        assertThat(plain(Collections.enumeration(List.of(1)))).contains("Enumeration", "Collections.list");
        assertThat(plain(List.of(1).spliterator())).contains("Spliterator");
        assertThat(plain(new Scanner("a b"))).startsWith("java.util.Scanner[");
    }

    @Test
    void withinAListTheyAreNotReadEither() {
        Stream<String> stream = Stream.of("a");
        assertThat(plain(List.of(stream))).startsWith("[Stream, not read");
        assertThat(stream.toList()).containsExactly("a");
    }

    @Test
    void anImageIsPng() throws IOException {
        DisplayData data = Display.render(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB));
        byte[] bytes = Base64.getDecoder().decode(String.valueOf(data.getData(MIMEType.IMAGE_PNG)));
        assertThat(ImageIO.read(new ByteArrayInputStream(bytes)).getWidth()).isEqualTo(3);
        assertThat(data.getData(MIMEType.TEXT_PLAIN)).isEqualTo("image of 3 by 2 pixels");
    }

    @Test
    void anExceptionShowsItsCauses() {
        Exception exception = new IllegalStateException("outer <x>", new IOException("inner"));
        assertThat(html(exception))
                .contains("java.lang.IllegalStateException", "outer &lt;x&gt;", "caused by", "java.io.IOException");
        assertThat(plain(exception))
                .startsWith("java.lang.IllegalStateException: outer <x>\ncaused by java.io.IOException: inner\n");
    }

    @Test
    void anArrayOfDjlShowsShapeTypeDeviceAndHeadWithoutAnEngine() {
        NDArray array = PassthroughNDManager.INSTANCE.create(
                FloatBuffer.wrap(new float[] {1, 2.5f, 3, 4, 5, 6}), new Shape(2, 3), DataType.FLOAT32);
        assertThat(html(array)).contains("NDArray (2, 3) float32 cpu()", ">2.5</td>", "6 values");
        assertThat(plain(array).lines()).hasSize(4).first().isEqualTo("NDArray (2, 3) float32 cpu()");
    }

    @Test
    void anArrayWithManyRowsShowsTheFirst() {
        NDArray array = PassthroughNDManager.INSTANCE.create(
                FloatBuffer.allocate(40 * 30), new Shape(40, 30), DataType.FLOAT32);
        assertThat(html(array)).contains("showing 80 of 1,200 values");
    }

    @Test
    void aTypeThatJavaCannotReadIsShownWithoutValues() {
        NDArray array =
                PassthroughNDManager.INSTANCE.create(java.nio.ByteBuffer.allocate(4), new Shape(2), DataType.FLOAT16);
        assertThat(html(array)).contains("NDArray (2) float16 cpu()");
    }

    @Test
    void aColumnIsATableOfOne() {
        assertThat(html(StringColumn.create("name", "a", "b"))).contains("name<br><small", "2 rows");
    }

    @Test
    void longTextIsFoldedAndWholeInPlainText() {
        String text = "<i>" + "word ".repeat(2_000);
        assertThat(html(text)).startsWith("<details><summary").contains("&lt;i&gt;word", "10,003 characters");
        assertThat(plain(text)).isEqualTo(text);
        assertThat(Display.render("short").hasDataForType(MIMEType.TEXT_HTML)).isFalse();
    }

    @Test
    void numbersStandBelowEachOther() {
        assertThat(NumberTexts.of(List.of(1.5, 2.0, 0.125))).containsExactly("1.500", "2.000", "0.125");
        assertThat(NumberTexts.of(java.util.Arrays.asList(0.1f, null, Double.NaN)))
                .containsExactly("0.1", "", "NaN");
        assertThat(NumberTexts.of(List.of(1, 1e300, 1e-9))).containsExactly("1", "1.0E300", "1.0E-9");
        assertThat(NumberTexts.of(List.of(1.0 / 3))).containsExactly("0.333333");
    }

    @Test
    void gridsOfSeveralRowsSortByAClickWithNothingFromOutside() {
        assertThat(html(List.of(1, 2))).containsOnlyOnce("<script").doesNotContain("src=", "onclick=", "http");
        assertThat(html(List.of(1))).doesNotContain("<script");
    }

    private static String html(Object value) {
        return String.valueOf(Display.render(value).getData(MIMEType.TEXT_HTML));
    }

    private static String plain(Object value) {
        return String.valueOf(Display.render(value).getData(MIMEType.TEXT_PLAIN));
    }
}
