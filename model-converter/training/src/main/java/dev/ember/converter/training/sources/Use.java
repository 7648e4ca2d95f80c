package dev.ember.converter.training.sources;

import java.util.Locale;

/** What a part of a file is read for; its name is a folder's too. */
enum Use {
  PRETRAIN,
  TOKENIZER;

  /** As a manifest writes it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
