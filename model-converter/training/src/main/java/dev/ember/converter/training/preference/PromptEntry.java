package dev.ember.converter.training.preference;

import dev.ember.inference.chat.Message;
import java.util.List;
import java.util.SplittableRandom;

/** Something that a user may say, perhaps in several ways. */
@FunctionalInterface
public interface PromptEntry {

  /** A chat that ends with the user's words; depends on nothing but the random source. */
  List<Message> draw(SplittableRandom random);
}
