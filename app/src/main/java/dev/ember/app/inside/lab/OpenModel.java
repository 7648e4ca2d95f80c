package dev.ember.app.inside.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ember.app.data.ModelKey;
import dev.ember.app.text.Language;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.chat.ChatTemplate;
import dev.ember.inference.embedding.EmbeddingSpace;
import dev.ember.inference.embedding.WordList;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.observe.Microscope;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A bundle that is open to be looked into. Weights stay in the mapped file; what is read of it
 * (vocabulary, template, lengths of the table's rows) is read once, when it is first asked for.
 *
 * <h2>Threading model</h2>
 *
 * Inside thread only. The tokenizer may leave it, for it does not change.
 */
public final class OpenModel implements AutoCloseable {
  private final String id;
  private final Bundle bundle;
  private @Nullable SubwordTokenizer tokenizer;
  private @Nullable ChatTemplate template;
  private @Nullable Microscope microscope;
  private @Nullable EmbeddingSpace space;
  private @Nullable WordList words;
  private @Nullable Boolean knowsHan;

  private OpenModel(String id, Bundle bundle) {
    this.id = id;
    this.bundle = bundle;
  }

  /** Opens a bundle that was checked when it came to this phone. */
  public static OpenModel open(Path file) throws IOException {
    return open("", file);
  }

  /**
   * The same of a model that settings may be found for.
   *
   * @param id in the library
   */
  static OpenModel open(String id, Path file) throws IOException {
    return new OpenModel(id, Bundle.openInstalled(file));
  }

  /** By what settings of it are found. */
  public ModelKey key() {
    return new ModelKey(id, manifest().name());
  }

  public Bundle bundle() {
    return bundle;
  }

  public Manifest manifest() {
    return bundle.manifest();
  }

  public DecoderConfig config() {
    return bundle.manifest().config();
  }

  public SubwordTokenizer tokenizer() throws IOException {
    if (tokenizer == null) {
      tokenizer = bundle.tokenizer();
    }
    return tokenizer;
  }

  /** What its card says of the texts that it learned from. */
  public CardTexts texts() throws IOException {
    return CardTexts.of(bundle.card());
  }

  public ChatTemplate template() throws IOException {
    if (template == null) {
      template = bundle.template();
    }
    return template;
  }

  public Microscope microscope() {
    if (microscope == null) {
      microscope = Microscope.of(bundle);
    }
    return microscope;
  }

  /** The table of embeddings, measured when it is first asked for: four bytes a token. */
  public EmbeddingSpace space() {
    if (space == null) {
      space = new EmbeddingSpace(bundle);
    }
    return space;
  }

  /** Whether any of its tokens holds a Chinese character; else such a character is bytes to it. */
  public boolean knowsHan() throws IOException {
    if (knowsHan == null) {
      knowsHan = false;
      SubwordTokenizer all = tokenizer();
      for (int id = 0; id < all.vocabularySize() && !knowsHan; id++) {
        knowsHan = Language.han(new String(all.bytes(id), UTF_8)) > 0;
      }
    }
    return knowsHan;
  }

  /** Which of its tokens are words: a bit a token. */
  public WordList words() throws IOException {
    if (words == null) {
      words = new WordList(tokenizer());
    }
    return words;
  }

  @Override
  public void close() {
    bundle.close();
  }
}
