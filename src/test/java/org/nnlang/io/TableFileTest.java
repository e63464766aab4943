// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Dataset;

/** A table that stays in its file is the one that is read whole, bit for bit. */
class TableFileTest {
  private final MemoryAccess files = new MemoryAccess();
  private final Disk disk = new Disk(files);
  private Memory memory = new Memory(64 << 20);

  /** Words, numbers, gaps, flags and everything that is refused somewhere. */
  private static final List<String> TABLES =
      List.of(
          "w,h,kind\n1,2,cat\n3,4,ant\n5,6,cat\n",
          "x,y\n5,2\n6,0\n7,1\n",
          "colour,size,y\nred,1,0.5\nblue,2,1.5\n",
          "a,y\n1,2\n?,4\n3,5\n",
          "a,ok,y\n1,true,2\n4,FALSE,5\n7,,6\n",
          "ok,y\ntrue,1\n,2\n",
          "y,a\n1,2\n3\n",
          "a,y\n1,\"x\ny",
          "\n\n",
          "a,y\n",
          "y\n1\n2\n",
          "1,2\n3,4\n",
          "a,y\n1e99,2.5\n1,3\n",
          "a,y\n1,0.5\n2,1.5\n3,n.a.\n4,2.5\n",
          "a,y\n1,0.5\nn.a.,1.5\n3,1\n4,2.5\n",
          "a,y\n1,1\n10%,2\n3,3\n",
          "a,y\n1,1\n\"1,234\",2\n3,3\n",
          "a;b;y\n1,5;1;0\n2,5;2;1\n3,75;3;0\n",
          "id,y\n16777216,1\n16777217,2.5\n",
          "id,y\n16777216.0,1\n16777217,2.5\n",
          "x,x,y\n1,2,0\n4,5,1\n",
          "x,x,y\no,x,o\n",
          ",a,y\n0,5,0\n1,6,1\n",
          ",a,y\n9,5,0\n7,6,1\n",
          "a,y,\n1,0,\n2,1,\n",
          "a,y\n1,0,\n2,1,\n",
          "a,y,\n1,0\n2,1\n",
          "a,y,\n1,0,5\n2,1,\n",
          "a y\n1 0\n2 1\n",
          "  a   y \n  1   0 \n  2   1",
          "sep=;\na;y\n1;0\n2;1\n",
          "\ufeffa,y\n1,0\n2,1\n",
          "2,4,setosa,versicolor,virginica\n5,3,1,0.2,0\n6,3,4,1,1\n",
          "a,y\r\n1,é\r\n\"2\r\n3\",\"é\"\"\ud83d\ude00\"\r\n\r\n4,é\r\n",
          "name,y\n"
              + Stream.iterate(0, i -> i + 1)
                  .limit(60)
                  .map(i -> "p" + i + ",1.5\n")
                  .reduce("", String::concat));

  private static Stream<Table.Missing> missing() {
    return Stream.of(Table.Missing.values());
  }

  /** All that can be seen of a dataset, or what was said in its place. */
  private static List<Object> seen(Supplier<? extends Dataset> read) {
    try {
      Dataset data = read.get();
      List<Object> out =
          new ArrayList<>(List.of(data.size(), data.columns(), data.classes(), data.hash()));
      data.all().forEach(t -> out.addAll(List.of(t.toString(), bits(t))));
      return out;
    } catch (Problem p) {
      return Arrays.asList(p.code(), p.getMessage(), p.hint(), p.notes());
    }
  }

  private static List<Long> bits(Tensor t) {
    List<Long> bits = new ArrayList<>();
    for (long i = 0; i < t.size(); i++) {
      bits.add(Double.doubleToRawLongBits(t.getDouble(i)));
    }
    return bits;
  }

  private void assertSame(
      String text, Table.Options options, List<String> targets, @Nullable Boolean classes) {
    memory = new Memory(64 << 20);
    files.put("t.csv", text.getBytes(StandardCharsets.UTF_8));
    List<Object> blurred = new ArrayList<>();
    List<Object> whole =
        seen(
            () -> {
              Table table = Table.read(disk, "t.csv", options);
              Layout layout = table.layout(targets, classes);
              blurred.add(table.blurred(layout));
              return Disk.reading("t.csv", () -> table.data(memory, layout));
            });
    List<Object> left =
        seen(
            () -> {
              TableFile file =
                  TableFile.csv(memory, disk, "t.csv", options, targets, classes, null);
              assertEquals(blurred, List.of(file.blurred()), text);
              return file;
            });
    assertEquals(whole, left, text);
  }

  private static Table.Options options(
      @Nullable Boolean header, Table.Missing missing, List<String> skip, List<String> words) {
    return new Table.Options(header, '\0', NumberStyle.USUAL, 0, missing, skip, words, List.of());
  }

  @ParameterizedTest
  @MethodSource("missing")
  void everyTableIsTheSame(Table.Missing missing) {
    for (String text : TABLES) {
      for (Boolean classes : new Boolean[] {null, true, false}) {
        for (Boolean header : new Boolean[] {null, true, false}) {
          Table.Options options = options(header, missing, List.of(), List.of());
          assertSame(text, options, List.of("y"), classes);
          assertSame(text, options, List.of("column2"), classes);
          assertSame(text, options, List.of("y", "a"), classes);
        }
        assertSame(text, options(null, missing, List.of("a"), List.of()), List.of("y"), classes);
        assertSame(text, options(null, missing, List.of(), List.of("y")), List.of("y"), classes);
        assertSame(text, options(null, missing, List.of(), List.of("a")), List.of("y"), classes);
      }
    }
  }

  /** Tables of cells of all kinds, drawn. */
  @ParameterizedTest
  @MethodSource("missing")
  void drawnTablesAreTheSame(Table.Missing missing) {
    Random random = new Random(7);
    String[] cells = {
      "1",
      "2",
      "0",
      "-3.5e2",
      "",
      "NA",
      "true",
      "False",
      "ab",
      "?",
      "-",
      "\"a,b\"",
      "16777217",
      "1.0"
    };
    for (int i = 0; i < 300; i++) {
      int kinds = 1 + random.nextInt(cells.length);
      int width = 2 + random.nextInt(3);
      StringBuilder text =
          new StringBuilder(
              random.nextBoolean() ? "" : "y,b,c,d".substring(0, 2 * width - 1) + "\n");
      for (int row = random.nextInt(60); row >= 0; row--) {
        for (int c = 0; c < width; c++) {
          text.append(cells[random.nextInt(kinds)]).append(c + 1 < width ? "," : "\n");
        }
      }
      Table.Options options = options(null, missing, List.of(), List.of());
      assertSame(text.toString(), options, List.of("y"), null);
      assertSame(text.toString(), options, List.of("column1"), null);
    }
  }

  private static final List<String> OBJECTS =
      List.of(
          "{\"a\": 1.5, \"y\": 2}\n{\"y\": 3, \"a\": 4}\n\n",
          "{\"a\": \"red\", \"y\": 2}\n{\"y\": 3, \"b\": true, \"a\": \"blue\"}\n",
          "{\"a\": null, \"y\": 2}\n{\"y\": 3, \"a\": 1}\n{\"y\": 3, \"a\": 2}\n",
          "{\"x\": [[1, 2], [3, 4]], \"y\": \"cat\"}\n{\"y\": \"dog\", \"x\": [[5, 6], [7, 8.5]]}\n",
          "{\"x\": [1, 2], \"y\": 0}\n{\"y\": 1, \"x\": [3]}\n",
          "{\"x\": [1, 2], \"y\": 0}\n{\"y\": 1}\n",
          "{\"x\": [1, 2], \"y\": 0}\n{\"x\": [1, 2]}\n",
          "{\"x\": [1, 2], \"a\": 3, \"y\": 0}\n",
          "{\"x\": {}, \"y\": 0}\n",
          "{\"x\": 1}\n",
          "[1]\n",
          "{\"x\": 1, \"y\": 2\n",
          "\n");

  @ParameterizedTest
  @MethodSource("missing")
  void objectsAreTheSame(Table.Missing missing) {
    for (String text : OBJECTS) {
      for (Boolean classes : new Boolean[] {null, true, false}) {
        for (List<String> skip : List.of(List.<String>of(), List.of("a"))) {
          files.put("t.jsonl", text.getBytes(StandardCharsets.UTF_8));
          Table.Options options = options(true, missing, skip, List.of());
          List<Object> whole =
              seen(() -> Jsonl.data(memory, disk, "t.jsonl", "y", classes, options));
          List<Object> left =
              seen(() -> TableFile.jsonl(memory, disk, "t.jsonl", "y", classes, options));
          assertEquals(whole, left, text);
        }
      }
    }
  }

  /** Near each other, far, twice, and between rows that are left out. */
  @Test
  void rowsAreReadInAnyOrder() {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 1000; i++) {
      text.append(random.nextInt(5) == 0 ? "" : i).append(",\"wörd ").append(i % 3);
      text.append(i % 7 == 0 ? "\n" : "").append("\",").append(i % 4).append("\n");
    }
    files.put("t.csv", text.toString().getBytes(StandardCharsets.UTF_8));
    for (Table.Missing missing : List.of(Table.Missing.DROP, Table.Missing.MEAN)) {
      Table.Options options = options(null, missing, List.of(), List.of());
      Table table = Table.read(disk, "t.csv", options);
      Dataset whole = table.data(memory, table.layout(List.of("y"), null));
      Dataset left = TableFile.csv(memory, disk, "t.csv", options, List.of("y"), null, null);
      for (int i = 0; i < 50; i++) {
        long[] rows = random.longs(1 + random.nextInt(40), 0, whole.size()).toArray();
        List<Tensor> a = whole.batch(rows);
        List<Tensor> b = left.batch(rows);
        assertEquals(bits(a.get(0)), bits(b.get(0)));
        assertEquals(bits(a.get(1)), bits(b.get(1)));
      }
      assertThrows(Problem.class, () -> left.batch(whole.size()));
    }
  }

  @Test
  void anotherTableBecomesTheSame() {
    Table.Options usual = Table.Options.USUAL;
    files.put("a.csv", "colour,size,kind\nred,1,x\nblue,3,z\n".getBytes(StandardCharsets.UTF_8));
    Layout layout =
        TableFile.csv(memory, disk, "a.csv", usual, List.of("kind"), null, null).layout();
    for (String text :
        List.of(
            "size,kind,colour\n2,z,blue\n5,z,red\n",
            "colour,size,kind\nred,1,x\ngreen,3,z\n",
            "colour,size,kind\nred,1,x\nred,3,w\n",
            "colour,size,kind\nred,1,x\nred,big,z\n")) {
      files.put("b.csv", text.getBytes(StandardCharsets.UTF_8));
      assertEquals(
          seen(
              () -> {
                Table table = Table.read(disk, "b.csv", usual);
                return Disk.reading("b.csv", () -> table.data(memory, layout));
              }),
          seen(() -> TableFile.csv(memory, disk, "b.csv", usual, List.of("kind"), null, layout)));
    }
  }

  @Test
  void aFileThatChangesIsSaid() {
    files.put("t.csv", "a,y\n1,2.5\n3,4\n".getBytes(StandardCharsets.UTF_8));
    Dataset data =
        TableFile.csv(memory, disk, "t.csv", Table.Options.USUAL, List.of("y"), null, null);
    for (String other : List.of("a,y\n1,2.5\n3,4\n5,6\n", "a,y\n1,2.5\n3;4\n")) {
      files.put("t.csv", other.getBytes(StandardCharsets.UTF_8));
      Problem p = assertThrows(Problem.class, () -> data.batch(0, 1));
      assertTrue(p.getMessage().startsWith("the file has changed while it was in use"), other);
    }
  }

  @Test
  void aPackedFileIsReadWhole() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("a,y\n1,2.5\n".getBytes(StandardCharsets.UTF_8));
    }
    files.put("t.csv", packed.toByteArray());
    Problem p =
        assertThrows(
            Problem.class,
            () ->
                TableFile.csv(
                    memory, disk, "t.csv", Table.Options.USUAL, List.of("y"), null, null));
    assertTrue(p.getMessage().startsWith("a packed file cannot be left where it is"));
  }
}
