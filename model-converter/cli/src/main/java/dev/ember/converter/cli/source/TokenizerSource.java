package dev.ember.converter.cli.source;

import dev.ember.converter.cli.progress.Amount;
import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.SourceFormat;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import dev.ember.inference.tokenizer.Tokenizer;
import dev.ember.inference.tokenizer.TokenizerFormatException;
import dev.ember.inference.tokenizer.vocabulary.SentencePieceModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds the tokenizer in what a user names: a bundle, a model to import, or a tokenizer's own file,
 * recognised by its content.
 */
public final class TokenizerSource {
  private static final String TOKENIZER_JSON = "tokenizer.json";
  private static final String SENTENCE_PIECE = "tokenizer.model";
  private static final long MAX_BYTES = 64L << 20; // as of a tokenizer that is imported

  private TokenizerSource() {}

  /**
   * Opens it.
   *
   * @throws IOException if there is none, or it is malformed or of another kind
   */
  public static Tokenizer open(Path source) throws IOException {
    return switch (SourceFormat.of(source)) {
      case EMBER_BUNDLE -> ofBundle(source);
      case OTHER_FILE -> ofFile(source);
      case OTHER_FOLDER -> ofFolder(source);
      default -> ofModel(source);
    };
  }

  private static Tokenizer ofBundle(Path source) throws IOException {
    try (Bundle bundle = Bundle.open(source)) {
      return bundle.tokenizer();
    }
  }

  private static Tokenizer ofModel(Path source) throws IOException {
    try (ModelSource model = ModelSources.open(source)) {
      String json = model.chat().tokenizer();
      if (json != null) {
        return SubwordTokenizer.read(new StringReader(json), source.toString());
      }
    }
    return ofFolder(Files.isDirectory(source) ? source : source.resolveSibling("."));
  }

  private static Tokenizer ofFolder(Path folder) throws IOException {
    Path json = folder.resolve(TOKENIZER_JSON);
    Path model = folder.resolve(SENTENCE_PIECE);
    if (!Files.exists(json) && !Files.exists(model)) {
      throw new IOException(
          folder + ": expected " + TOKENIZER_JSON + " or " + SENTENCE_PIECE + " but found neither");
    }
    return ofFile(Files.exists(json) ? json : model);
  }

  private static Tokenizer ofFile(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new TokenizerFormatException(
          file.toString(),
          "size",
          "at most " + Amount.bytes(MAX_BYTES),
          Amount.bytes(Files.size(file)));
    }
    if (isJson(file)) {
      try (BufferedReader json = Files.newBufferedReader(file)) {
        return SubwordTokenizer.read(json, file.toString());
      }
    }
    ByteBuffer model = ByteBuffer.wrap(Files.readAllBytes(file));
    return new SubwordTokenizer(SentencePieceModel.read(model, file.toString()));
  }

  /** A brace, perhaps behind white space: not how a message of protocol buffers can begin. */
  private static boolean isJson(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      int first = bytes.read();
      while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
        first = bytes.read();
      }
      return first == '{';
    }
  }
}
