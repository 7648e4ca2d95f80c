package dev.ember.inference.tokenizer;

import java.util.Map;

/** What turns a piece of text into tokens: the {@code model} of a {@code tokenizer.json}. */
public sealed interface SubwordModel permits BpeModel, UnigramModel {

  /** Ids by spelling, without the added tokens that are not part of the model. */
  Map<String, Integer> vocabulary();
}
