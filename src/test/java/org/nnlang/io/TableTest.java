// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Record;

class TableTest {
  private final Memory memory = new Memory(1 << 20);

  private static Table table(String text) {
    return Table.parse(text, Table.Options.USUAL);
  }

  private static Table.Options missing(Table.Missing missing) {
    return Table.Options.USUAL.without(missing);
  }

  private TableData data(Table table, String target, Boolean classes) {
    return table.data(memory, table.layout(List.of(target), classes));
  }

  private static List<List<String>> cells(String text) {
    return Csv.parse(text, '\0').stream().map(Csv.Line::cells).toList();
  }

  /** The examples of RFC 4180, section 2. */
  @Test
  void cellsAsTheStandardSays() {
    assertEquals(
        List.of(List.of("aaa", "bbb", "ccc"), List.of("zzz", "yyy", "xxx")),
        cells("aaa,bbb,ccc\r\nzzz,yyy,xxx"));
    assertEquals(
        List.of(List.of("aaa", "b\r\nbb", "c\"c"), List.of("zzz", "", "x,x")),
        cells("\"aaa\",\"b\r\nbb\",\"c\"\"c\"\r\nzzz,,\"x,x\"\r\n"));
  }

  @Test
  void otherSeparatorsAreFound() {
    assertEquals(List.of(List.of("1,5", "2"), List.of("3", "4")), cells("1,5;2\n3;4\n"));
    assertEquals(List.of(List.of("a b", "c")), cells("a b\tc\n"));
  }

  @Test
  void columnsAreNumbersOrWords() {
    Record columns = table("name,age,city\nAnn,31,Rome\nBob,4e1,Oslo\n").columns(memory);
    assertEquals(List.of("name", "age", "city"), List.copyOf(columns.keySet()));
    assertArrayEquals(new float[] {31, 40}, ((Tensor) columns.get("age")).toFloats());
    assertEquals(List.of("Rome", "Oslo"), columns.get("city"));
    assertEquals(
        List.of("column1", "column2"), List.copyOf(table("1,2\n3,4\n").columns(memory).keySet()));
  }

  @Test
  void wordsOfTheTargetAreClasses() {
    TableData data = data(table("w,h,kind\n1,2,cat\n3,4,ant\n5,6,cat\n"), "kind", null);
    assertEquals("float32[3, 2]", data.tensors().get(0).toString());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, data.tensors().get(0).toFloats());
    assertArrayEquals(new long[] {1, 0, 1}, data.tensors().get(1).toLongs());
    assertEquals(List.of("ant", "cat"), data.classes());
    assertEquals("dataset of 3 rows, 2 columns, 2 classes", data.show());
  }

  @Test
  void numbersWithoutGapsAreClassesUnlessToldOtherwise() {
    Table t = table("x,y\n5,2\n6,0\n7,1\n");
    assertArrayEquals(new long[] {2, 0, 1}, data(t, "y", null).tensors().get(1).toLongs());
    Tensor y = data(t, "y", false).tensors().get(1);
    assertEquals("float32[3, 1]", y.toString());
    assertEquals("float32[3, 1]", data(t, "x", null).tensors().get(1).toString());
    Tensor x = data(t, "x", true).tensors().get(1);
    assertArrayEquals(new long[] {0, 1, 2}, x.toLongs());
  }

  @Test
  void wordsAmongInputsBecomeOneColumnEach() {
    TableData data = data(table("colour,size,y\nred,1,0.5\nblue,2,1.5\n"), "y", null);
    assertEquals(List.of("colour=blue", "colour=red", "size"), data.columns());
    assertArrayEquals(new float[] {0, 1, 1, 1, 0, 2}, data.tensors().get(0).toFloats());
  }

  @Test
  void missingCellsAreSaidOrFilled() {
    String text = "a,b\n1,2\n?,4\n3,5\n";
    Problem p = assertThrows(Problem.class, () -> table(text));
    assertEquals("a cell is missing in column \"a\", line 3, where \"?\" stands", p.getMessage());
    Record filled = Table.parse(text, missing(Table.Missing.MEAN)).columns(memory);
    assertArrayEquals(new float[] {1, 2, 3}, ((Tensor) filled.get("a")).toFloats());
    Record dropped = Table.parse(text, missing(Table.Missing.DROP)).columns(memory);
    assertArrayEquals(new float[] {2, 5}, ((Tensor) dropped.get("b")).toFloats());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`a,b\n1,2\n3\n`|each line of a table has as many cells as its first, 2, line 3 has 1",
        "`a,b\n1,\"x\ny`|a cell in quotes does not end, it begins in line 2",
        "`a,\"b\"c\n`|after a cell in quotes a new cell must begin, not so in line 1",
        "`\n\n`|this table has no lines",
      })
  void wrongTablesSayWhere(String text, String message) {
    Problem p = assertThrows(Problem.class, () -> table(text));
    assertEquals(message, p.getMessage());
  }

  @Test
  void anUnknownTargetNamesANearOne() {
    Problem p =
        assertThrows(Problem.class, () -> data(table("price,size\n1,2\n3,4\n"), "prize", null));
    assertEquals("did you mean \"price\"?", p.hint());
  }

  @Test
  void severalTargetsAndFlags() {
    Table t = table("a,ok,b,c\n1,true,2,3\n4,FALSE,5,6\n");
    TableData data = t.data(memory, t.layout(List.of("c", "a"), null));
    assertEquals(List.of("ok", "b"), data.columns());
    assertArrayEquals(new float[] {1, 2, 0, 5}, data.tensors().get(0).toFloats());
    assertEquals("float32[2, 2]", data.tensors().get(1).toString());
    assertArrayEquals(new float[] {3, 1, 6, 4}, data.tensors().get(1).toFloats());
    assertThrows(Problem.class, () -> t.layout(List.of("c", "ok"), null));
  }

  @Test
  void anotherTableBecomesTheSame() {
    Table t = table("colour,size,kind\nred,1,x\nblue,3,z\n");
    Layout layout = t.layout(List.of("kind"), null);
    TableData data = table("size,kind,colour\n2,z,blue\n5,z,red\n").data(memory, layout);
    assertEquals(List.of("colour=blue", "colour=red", "size"), data.columns());
    assertArrayEquals(new float[] {1, 0, 2, 0, 1, 5}, data.tensors().get(0).toFloats());
    assertArrayEquals(new long[] {1, 1}, data.tensors().get(1).toLongs());
    Problem p =
        assertThrows(
            Problem.class,
            () -> table("colour,size,kind\nred,1,x\ngreen,3,z\n").data(memory, layout));
    assertEquals(
        "column \"colour\", line 3: expected one of `blue`, `red`, found \"green\"",
        p.getMessage());
    p =
        assertThrows(
            Problem.class,
            () -> table("colour,size,kind\nred,1,x\nred,big,z\n").data(memory, layout));
    assertEquals("column \"size\", line 3: expected a number, found \"big\"", p.getMessage());
  }

  @Test
  void columnsAreLeftOut() {
    Table t =
        Table.parse(
            "a,b,c\n1,,2\n3,,4\n",
            options(NumberStyle.USUAL, Table.Missing.ERROR, List.of("b"), List.of()));
    assertEquals(List.of("a", "c"), List.copyOf(t.columns(memory).keySet()));
    StringBuilder names = new StringBuilder("name,y\n");
    for (int i = 0; i < 60; i++) {
      names.append("person").append(i).append(",").append(i * 0.5).append("\n");
    }
    Problem p = assertThrows(Problem.class, () -> data(table(names.toString()), "y", null));
    assertEquals("`skip: [\"name\"]` leaves it out", p.hint());
  }

  @Test
  void numbersBeyondFloatsAreRefused() {
    Problem p = assertThrows(Problem.class, () -> data(table("a,y\n1e99,2.5\n1,3\n"), "y", null));
    assertEquals(
        "column \"a\", line 2: expected a number that fits a float of 32 bits, found \"1e99\"",
        p.getMessage());
  }

  private static Table.Options options(
      NumberStyle style, Table.Missing missing, List<String> skip, List<String> words) {
    return new Table.Options(null, '\0', style, 0, missing, skip, words, List.of());
  }

  private static final String NA = "a,y\n1,0.5\n2,1.5\n3,n.a.\n4,2.5\n";

  /** A column that is mostly numbers is never made words of without a word. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "n.a.|a cell is missing in column \"a\", line 3, where \"n.a.\" stands|missing: \"drop\"",
        "-|a cell is missing in column \"a\", line 3, where \"-\" stands|missing: \"mean\"",
        "\\N|a cell is missing in column \"a\", line 3, where \"\\\\N\" stands|missing:",
        "10%|column \"a\", line 3: expected a number, found \"10%\"|words: [\"a\"]",
        "$5|column \"a\", line 3: expected a number, found \"$5\"|skip: [\"a\"]",
        "unsure|column \"a\", line 3: expected a number, found \"unsure\"|missing:",
        "inf|column \"a\", line 3: expected a number, found \"inf\"|missing:",
        "`\"1,234\"`|column \"a\", line 3: expected a number, found \"1,234\""
            + "|`thousands: \",\"` reads it as 1234.0, `decimal: \",\"` reads it as 1.234",
        "`\"1,5\"`|column \"a\", line 3: expected a number, found \"1,5\""
            + "|`decimal: \",\"` reads it as 1.5",
        "1.234.567|column \"a\", line 3: expected a number, found \"1.234.567\""
            + "|`thousands: \".\"` with `decimal: \",\"` reads it as 1234567.0",
        "1 234|column \"a\", line 3: expected a number, found \"1 234\""
            + "|`thousands: \" \"` reads it as 1234.0",
      })
  void anOddCellAmongNumbersIsSaid(String cell, String message, String hint) {
    Problem p = assertThrows(Problem.class, () -> table("a,b\n1,2\n" + cell + ",3\n4,5\n"));
    assertEquals(message, p.getMessage());
    assertTrue(p.hint().contains(hint), p.hint());
  }

  /** {@code na.csv}; values as pandas has them with {@code na_values="n.a."}. */
  @Test
  void oddWordsAmongNumbersAreMissingWhereThatIsAsked() {
    Record dropped = Table.parse(NA, missing(Table.Missing.DROP)).columns(memory);
    assertArrayEquals(new float[] {0.5f, 1.5f, 2.5f}, ((Tensor) dropped.get("y")).toFloats());
    Record filled = Table.parse(NA, missing(Table.Missing.MEAN)).columns(memory);
    assertArrayEquals(new float[] {0.5f, 1.5f, 1.5f, 2.5f}, ((Tensor) filled.get("y")).toFloats());
    // a number that is only written oddly is not thrown away
    assertThrows(Problem.class, () -> Table.parse("a\n1\n10%\n3\n", missing(Table.Missing.DROP)));
    Table words =
        Table.parse(NA, options(NumberStyle.USUAL, Table.Missing.ERROR, List.of(), List.of("y")));
    assertEquals(List.of("0.5", "1.5", "n.a.", "2.5"), words.columns(memory).get("y"));
    assertEquals(List.of("0.5", "1.5", "2.5", "n.a."), data(words, "y", null).classes());
  }

  /** {@code deccomma.csv}. */
  @Test
  void numbersMayBeWrittenOtherwise() {
    String text = "a;b;y\n1,5;1;0\n2,5;2;1\n3,75;3;0\n";
    Problem p = assertThrows(Problem.class, () -> table(text));
    assertEquals("column \"a\", line 2: expected a number, found \"1,5\"", p.getMessage());
    assertTrue(p.hint().startsWith("`decimal: \",\"` reads it as 1.5"), p.hint());
    NumberStyle comma = new NumberStyle(',', '.');
    Table.Options options = options(comma, Table.Missing.ERROR, List.of(), List.of());
    Record read = Table.parse(text, options).columns(memory);
    assertArrayEquals(new float[] {1.5f, 2.5f, 3.75f}, ((Tensor) read.get("a")).toFloats());
    assertEquals(-1234567.5, comma.value("-1.234.567,5"));
    assertEquals(1.5e-3, comma.value("1,5E-3"));
    assertTrue(Double.isNaN(comma.value("1.23")));
    assertTrue(Double.isNaN(comma.value("1.2345")));
    assertTrue(Double.isNaN(new NumberStyle('.', ',').value("1,234,5")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+1",
        "1.",
        ".5",
        "1e5",
        "1E+05",
        "0.1",
        "123456789012345678",
        "1e-30",
        "3.141592653589793",
        "9007199254740993",
        "99999999999999999999",
        "0.000001234",
        "1e400"
      })
  void numbersAreReadAsJavaReadsThem(String number) {
    assertEquals(Double.parseDouble(number), NumberStyle.USUAL.value(number));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", ".", "e5", "1e", "1e+", "0x10", "1f", "1d", "NaN", "1_000", "1.2.3"})
  void whatIsNoNumberIsNone(String word) {
    assertTrue(Double.isNaN(NumberStyle.USUAL.value(word)));
  }

  /** {@code bigid.csv}: 2^24 and the number after it. */
  @Test
  void largeIntegersKeepTheirDigits() {
    Table t = table("id,v\n16777216,1\n16777217,2\n");
    Tensor ids = (Tensor) t.columns(memory).get("id");
    assertArrayEquals(new long[] {16777216, 16777217}, ids.toLongs());
    assertEquals("float32[2]", t.columns(memory).get("v").toString());
    assertEquals(List.of("id"), t.blurred(t.layout(List.of("v"), null)));
    Table small = table("id,v\n16777215,1\n16777214,2\n");
    assertEquals(List.of(), small.blurred(small.layout(List.of("v"), null)));
  }

  /** {@code dup.csv}: a name twice is an error, though it was a row once. */
  @Test
  void twoColumnsOfOneNameAreRefused() {
    Problem p = assertThrows(Problem.class, () -> table("x,x,y\n1,2,0\n4,5,1\n"));
    assertEquals("two columns have the same name, \"x\"", p.getMessage());
    // of words alone nothing tells names from cells: tic-tac-toe's first line is a row
    assertEquals(
        2,
        table("x,x,o\no,x,o\n").columns(memory).values().stream()
            .mapToInt(c -> ((List<?>) c).size())
            .max()
            .orElse(0));
  }

  /** {@code index.csv}: as pandas writes it. */
  @Test
  void aColumnWithoutANameGetsOne() {
    Table t = table(",a,y\n0,5,0\n1,6,1\n");
    assertEquals(List.of("column1", "a", "y"), List.copyOf(t.columns(memory).keySet()));
    Problem p = assertThrows(Problem.class, () -> data(t, "y", null));
    assertEquals("`skip: [\"column1\"]` leaves it out", p.hint());
    Table without =
        Table.parse(
            ",a,y\n0,5,0\n1,6,1\n",
            options(NumberStyle.USUAL, Table.Missing.ERROR, List.of("column1"), List.of()));
    assertEquals(List.of("a"), data(without, "y", null).columns());
    assertEquals(List.of("column1", "a"), data(table(",a,y\n9,5,0\n7,6,1\n"), "y", null).columns());
  }

  /** {@code trailing.csv} and {@code pipe.csv}: a separator at the end makes no column. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,y,\n1,0,\n2,1,\n", "a,y\n1,0,\n2,1,\n", "a,y,\n1,0\n2,1\n", "a|y|\n1|0|\n2|1|\n",
        "a y\n1 0\n2 1\n", "  a   y \n  1   0 \n  2   1", "a\ty\n1\t0\n2\t1\n",
            "sep=;\na;y\n1;0\n2;1\n",
        "sep=,\r\na,y\r\n1,0\r\n2,1\r\n", "\ufeffa,y\n1,0\n2,1\n"
      })
  void separatorsAreFound(String text) {
    Record columns = table(text).columns(memory);
    assertEquals(List.of("a", "y"), List.copyOf(columns.keySet()));
    assertArrayEquals(new float[] {1, 2}, ((Tensor) columns.get("a")).toFloats());
    assertArrayEquals(new float[] {0, 1}, ((Tensor) columns.get("y")).toFloats());
  }

  @Test
  void sentencesAreNoTable() {
    assertEquals(
        List.of(List.of("good day"), List.of("well done")), cells("good day\nwell done\n"));
  }

  @Test
  void aHeaderAloneIsNoTable() {
    Problem p = assertThrows(Problem.class, () -> table("a,b\n"));
    assertEquals(
        "this table has one line, which names its columns, and no rows: `a`, `b`", p.getMessage());
    assertEquals(
        List.of("column1", "column2"), List.copyOf(table("1,2\n").columns(memory).keySet()));
  }

  /** scikit-learn's iris.csv and wine_data.csv begin so. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2,4,setosa,versicolor,virginica\n5,3,1,0.2,0\n6,3,4,1,1\n",
        "2,3,class_0,class_1\n5,3,1,0\n6,3,4,1\n"
      })
  void aFirstLineThatCountsIsSaid(String text) {
    Problem p = assertThrows(Problem.class, () -> table(text));
    assertEquals("`skip_rows: 1` begins after it", p.hint());
    Table.Options skipped =
        new Table.Options(
            null, '\0', NumberStyle.USUAL, 1, Table.Missing.ERROR, List.of(), List.of(), List.of());
    Record columns = Table.parse(text, skipped).columns(memory);
    assertArrayEquals(new float[] {5, 6}, ((Tensor) columns.get("column1")).toFloats());
  }

  /** It was quadratic: each column was looked for among the names of all. */
  @Test
  void manyColumns() {
    int width = 100_000;
    String names = IntStream.range(0, width).mapToObj(i -> "c" + i).collect(joining(","));
    String row = IntStream.range(0, width).mapToObj(i -> i % 7 + "").collect(joining(","));
    Table t = table(names + "\n" + row + "\n" + row + "\n");
    TableData data = t.data(new Memory(1 << 24), t.layout(List.of("c3"), false));
    assertEquals(width - 1, data.columns().size());
    assertArrayEquals(new float[] {3, 3}, data.tensors().get(1).toFloats());
  }

  /** Each stage asks now and then whether to end, of many rows and of many columns. */
  @Test
  void everyStageAsksWhetherToEnd() {
    String row = "1,a,true\n";
    String wide = "1,".repeat(9_999) + "1\n";
    for (String text : List.of("x,y,z\n" + row.repeat(20_000), wide.repeat(3))) {
      MemoryAccess files = new MemoryAccess();
      files.put("t.csv", text.getBytes(StandardCharsets.UTF_8));
      int[] asked = {0};
      Table table = Table.read(new Disk(files, () -> asked[0]++), "t.csv", Table.Options.USUAL);
      assertTrue(asked[0] > 10, "reading asked " + asked[0]);
      asked[0] = 0;
      Layout layout = table.layout(List.of(text.startsWith("x") ? "y" : "column1"), null);
      assertTrue(asked[0] > 0 || !text.startsWith("x"), "the layout asked " + asked[0]);
      asked[0] = 0;
      table.data(new Memory(1 << 24), layout);
      assertTrue(asked[0] > 0 || !text.startsWith("x"), "the data asked " + asked[0]);
    }
  }
}
