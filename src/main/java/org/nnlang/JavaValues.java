// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.ArrayLibrary;

/** Values of a program as scripts take them. */
final class JavaValues {
  private JavaValues() {}

  /**
   * Arrays of numbers, and those of a library, stay arrays, which become tensors; lists, maps of
   * strings and Java's records become lists and records, functions functions of one argument, paths
   * texts.
   */
  static Object forScript(Object value) {
    return switch (value) {
      case NnValue v -> v.polyglot();
      case NnModel m -> m.value();
      case Path p -> p.toAbsolutePath().toString();
      case Map<?, ?> map -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((name, v) -> fields.put(name.toString(), forScript(v)));
        yield ProxyObject.fromMap(fields);
      }
      case Record record -> ProxyObject.fromMap(fields(record));
      case Iterable<?> items when ArrayLibrary.of(items.getClass()) == null -> {
        List<Object> list = new ArrayList<>();
        items.forEach(item -> list.add(forScript(item)));
        yield ProxyArray.fromList(list);
      }
      case Function<?, ?> f -> function(f);
      case null, default -> value;
    };
  }

  @SuppressWarnings("unchecked")
  private static ProxyExecutable function(Function<?, ?> f) {
    var of = (Function<Object, Object>) f;
    return arguments -> forScript(of.apply(arguments[0].as(Object.class)));
  }

  private static Map<String, Object> fields(Record record) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (RecordComponent c : record.getClass().getRecordComponents()) {
      try {
        var read = c.getAccessor();
        read.setAccessible(true);
        fields.put(c.getName(), forScript(read.invoke(record)));
      } catch (ReflectiveOperationException | RuntimeException e) {
        throw Problem.of(
                ErrorCode.TYPE, "the record " + record.getClass().getName() + " cannot be read")
            .causedBy(e);
      }
    }
    return fields;
  }
}
