// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.DType;
import org.nnlang.tensor.Memory;
import org.nnlang.tensor.Tensor;
import org.nnlang.value.Callable;
import org.nnlang.value.HasMembers;
import org.nnlang.value.Signature;
import org.nnlang.value.Tokenizer;
import org.nnlang.value.TypeNames;

/**
 * What all tokenizers have in common: their members {@code encode}, {@code decode}, {@code size}.
 */
public abstract class AbstractTokenizer implements Tokenizer, HasMembers {
  /** The members of every tokenizer. */
  public static final List<String> MEMBERS = List.of("encode", "decode", "size");

  private static final Signature ENCODE = Signature.of("encode(text: string|dataset)");
  private static final Signature DECODE = Signature.of("decode(tokens: tensor|list|integer)");

  private final Memory memory;

  protected AbstractTokenizer(Memory memory) {
    this.memory = memory;
  }

  @Override
  public final String type() {
    return "tokenizer";
  }

  @Override
  public final Collection<String> names() {
    return MEMBERS;
  }

  @Override
  public final @Nullable Object member(String name) {
    return switch (name) {
      case "encode" -> new Member(ENCODE, this::encodedText);
      case "decode" -> new Member(DECODE, tokens -> decode(numbers(tokens)));
      case "size" -> size();
      default -> null;
    };
  }

  private Object encodedText(Object text) {
    return switch (text) {
      case String s -> encoded(s);
      case TextFile file -> encoded(file);
      default ->
          throw Problem.of(
              ErrorCode.TYPE, "only texts are encoded, found " + TypeNames.found(text));
    };
  }

  /**
   * The tokens of a text that stays in its file: by some tokenizers left there too, else all of
   * them as an int tensor.
   */
  abstract Object encoded(TextFile file);

  /** What a file of the tokenizers library says of it, which {@link TokenizerFile} reads back. */
  abstract String json();

  final Memory memory() {
    return memory;
  }

  /** The tokens as an int tensor of one axis. */
  public final Tensor encoded(String text) {
    long[] ids = encode(text);
    return Tensor.of(memory, ids, ids.length);
  }

  private static long[] numbers(Object tokens) {
    return switch (tokens) {
      case Long id -> new long[] {id};
      case Tensor t when t.dtype() == DType.INT -> t.toLongs();
      case List<?> list when list.stream().allMatch(Long.class::isInstance) ->
          list.stream().mapToLong(Long.class::cast).toArray();
      default ->
          throw Problem.of(
              ErrorCode.TYPE,
              "tokens are integers in a tensor or a list, found " + TypeNames.found(tokens));
    };
  }

  /** A token that is none of this tokenizer's. */
  protected final Problem unknown(long token) {
    return Problem.of(
        ErrorCode.INDEX, "tokens are numbers from 0 to " + (size() - 1) + ", found " + token);
  }

  private record Member(Signature signature, java.util.function.Function<Object, Object> body)
      implements Callable {
    @Override
    public String name() {
      return signature.name();
    }

    @Override
    public Object call(Object[] positional, Map<String, Object> named) {
      return body.apply(
          signature.bind(positional, named).get(signature.parameters().get(0).name()));
    }
  }
}
