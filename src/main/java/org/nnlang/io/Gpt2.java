// SPDX-License-Identifier: Apache-2.0
package org.nnlang.io;

import java.util.ArrayList;
import java.util.List;
import org.nnlang.source.ErrorCode;
import org.nnlang.source.Problem;
import org.nnlang.tensor.Memory;
import org.nnlang.value.None;
import org.nnlang.value.Record;
import org.nnlang.value.Show;

/**
 * GPT-2's tokenizer from the files it is published in: {@code vocab.json} and {@code merges.txt},
 * or {@code encoder.json} and {@code vocab.bpe}, or {@code tokenizer.json}.
 */
public final class Gpt2 {
  private static final String END = "<|endoftext|>";

  private Gpt2() {}

  /**
   * Reads them from a folder.
   *
   * @throws Problem {@code file} where they are not there or not whole
   */
  public static AbstractTokenizer read(Disk disk, String folder, Memory memory) {
    String start = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
    for (String[] pair :
        new String[][] {{"vocab.json", "merges.txt"}, {"encoder.json", "vocab.bpe"}}) {
      if (disk.exists(start + pair[0]) && disk.exists(start + pair[1])) {
        String vocabulary = disk.corpus(start + pair[0]);
        String merges = disk.corpus(start + pair[1]);
        return Disk.reading(start + pair[0], () -> of(memory, vocabulary, merges, disk.poll()));
      }
    }
    if (disk.exists(start + "tokenizer.json")) {
      return TokenizerFile.read(disk, start + "tokenizer.json", memory);
    }
    throw Problem.of(
            ErrorCode.FILE, "there is no vocabulary of GPT-2 in the folder " + Show.quoted(folder))
        .hint(
            "put vocab.json and merges.txt there, as the model openai-community/gpt2 has them, or"
                + " name their folder: gpt2(\"models/gpt2\")");
  }

  /**
   * @param vocabulary a JSON object of tokens and their numbers
   * @param merges a line for each pair that is merged, the first ones first
   */
  static AbstractTokenizer of(Memory memory, String vocabulary, String merges, Runnable poll) {
    if (!(Json.parse(vocabulary) instanceof Record ids)) {
      throw Problem.of(ErrorCode.FILE, "this is no vocabulary: expected a JSON object of tokens");
    }
    List<Object> pairs = new ArrayList<>();
    for (String line : merges.lines().toList()) {
      if (!line.startsWith("#version") && !line.isBlank()) {
        pairs.add(line);
      }
    }
    List<Object> special = new ArrayList<>();
    if (ids.get(END) instanceof Long id) {
      special.add(new Record().with("id", id).with("content", END).with("special", true));
    }
    Record words =
        new Record()
            .with("type", "ByteLevel")
            .with("add_prefix_space", false)
            .with("use_regex", true);
    Record model = new Record().with("type", "BPE").with("vocab", ids).with("merges", pairs);
    Record file =
        new Record()
            .with("added_tokens", special)
            .with("normalizer", None.NONE)
            .with("pre_tokenizer", words)
            .with("decoder", new Record().with("type", "ByteLevel"))
            .with("model", model);
    return TokenizerJson.parse(memory, Json.write(file), poll);
  }
}
