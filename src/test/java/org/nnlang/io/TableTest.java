// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    return new Table.Options(null, '\0', missing, List.of());
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
    assertEquals("a cell is missing in column \"a\", line 3", p.getMessage());
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
    Table.Layout layout = t.layout(List.of("kind"), null);
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
            new Table.Options(null, '\0', Table.Missing.ERROR, List.of("b")));
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
    assertEquals("column \"a\", line 2: expected a number, found \"1e99\"", p.getMessage());
  }
}
