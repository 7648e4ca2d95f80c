package dev.ember.converter.cli;

import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Finds the tokenizer in what a user names: a file, a folder of a checkpoint, or a bundle. */
final class TokenizerSource {
  private static final String TOKENIZER_FILE = "tokenizer.json";

  /** How a ZIP begins; a JSON text cannot. */
  private static final byte[] ZIP = {'P', 'K'};

  private TokenizerSource() {}

  static Tokenizer open(Path source) throws IOException {
    Path file = Files.isDirectory(source) ? source.resolve(TOKENIZER_FILE) : source;
    if (isZip(file)) {
      try (Bundle bundle = Bundle.open(file)) {
        return bundle.tokenizer();
      }
    }
    try (BufferedReader json = Files.newBufferedReader(file)) {
      return SubwordTokenizer.read(json, file.toString());
    }
  }

  private static boolean isZip(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      return Arrays.equals(bytes.readNBytes(ZIP.length), ZIP);
    }
  }
}
