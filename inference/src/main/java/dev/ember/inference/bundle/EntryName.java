package dev.ember.inference.bundle;

import java.util.List;

/** The names of a bundle's entries; no other name is allowed. */
public final class EntryName {
  public static final String MANIFEST = "manifest.json";
  public static final String MODEL = "model.tflite";
  public static final String EMBEDDINGS = "embeddings.bin";
  public static final String TOKENIZER = "tokenizer.json";
  public static final String CHAT_TEMPLATE = "chat_template.jinja";
  public static final String GOLDEN = "golden.json";
  public static final String CARD = "card.md";

  /** All of them; only {@link #EMBEDDINGS} may be missing. */
  public static final List<String> ALL =
      List.of(MANIFEST, MODEL, EMBEDDINGS, TOKENIZER, CHAT_TEMPLATE, GOLDEN, CARD);

  private EntryName() {}
}
