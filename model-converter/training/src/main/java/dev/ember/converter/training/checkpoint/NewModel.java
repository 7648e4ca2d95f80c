package dev.ember.converter.training.checkpoint;

import dev.ember.converter.export.source.ChatDefaults;
import dev.ember.converter.training.encode.ChatMarkup;
import dev.ember.converter.training.encode.SpecialTokens;
import dev.ember.converter.training.model.Parameters;
import dev.ember.inference.file.Utf8File;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a model that is yet to learn speaks with: a tokenizer of Ember's, and Ember's template. */
public final class NewModel {
  /** As the tiny preset samples. */
  private static final SamplingOptions SAMPLING =
      new SamplingOptions(0.5f, 20, 0.9f, 0.05f, 1.05f, 64, 0);

  private final String json;
  private final SubwordTokenizer tokenizer;

  private NewModel(String json, SubwordTokenizer tokenizer) {
    this.json = json;
    this.tokenizer = tokenizer;
  }

  /**
   * Reads a {@code tokenizer.json}, or that of a folder.
   *
   * @throws IOException if it is none, or lacks Ember's special tokens
   */
  public static NewModel withTokenizer(Path path) throws IOException {
    Path file = tokenizerFile(path);
    String json = Utf8File.read(file);
    SubwordTokenizer tokenizer = SubwordTokenizer.read(new StringReader(json), file.toString());
    for (String name : List.of(SpecialTokens.END_OF_TEXT, SpecialTokens.END_OF_TURN)) {
      if (tokenizer.idOf(name).isEmpty()) {
        throw new IOException(
            file + ": expected a tokenizer of ember tokenizer, with " + name + ", but it has none");
      }
    }
    return new NewModel(json, tokenizer);
  }

  /** The file that is read, of a folder or itself. */
  public static Path tokenizerFile(Path path) {
    return Files.isDirectory(path) ? path.resolve("tokenizer.json") : path;
  }

  public SubwordTokenizer tokenizer() {
    return tokenizer;
  }

  /** The model with these weights, which it takes over. */
  public Checkpoint with(Parameters parameters) throws IOException {
    SpecialTokens specials = SpecialTokens.of(tokenizer);
    ChatDefaults chat =
        new ChatDefaults(
            json,
            ChatMarkup.TEMPLATE,
            "",
            specials.endOfTurn(),
            List.of(),
            List.of(specials.endOfTurnId(), specials.endOfTextId()),
            SAMPLING);
    return new Checkpoint(parameters, chat);
  }
}
