package dev.ember.converter.cli;

import dev.ember.inference.tokenizer.ByteLevelBpeTokenizer;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the tokenizer in what a user names: a file, a folder of a checkpoint, or a bundle. */
final class TokenizerSource {
  private static final String TOKENIZER_FILE = "tokenizer.json";

  private TokenizerSource() {}

  static Tokenizer open(Path source) throws IOException {
    Path file = Files.isDirectory(source) ? source.resolve(TOKENIZER_FILE) : source;
    try (BufferedReader json = Files.newBufferedReader(file)) {
      return ByteLevelBpeTokenizer.read(json, file.toString());
    }
  }
}
