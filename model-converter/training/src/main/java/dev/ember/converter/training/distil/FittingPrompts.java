package dev.ember.converter.training.distil;

import dev.ember.converter.training.encode.AnswerEncoder;
import dev.ember.converter.training.preference.PromptEntry;
import dev.ember.inference.chat.Message;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/** Draws prompts that leave room for an answer. */
final class FittingPrompts {
  /** Draws in a row that may be too long before the file is at fault. */
  private static final int PATIENCE = 1000;

  private final List<PromptEntry> entries;
  private final AnswerEncoder encoder;
  private final int mostTokens;
  private int skipped;

  /** A chat in words and in tokens. */
  static final class Prompt {
    private final List<Message> chat;
    private final int[] tokens;

    private Prompt(List<Message> chat, int[] tokens) {
      this.chat = chat;
      this.tokens = tokens;
    }

    List<Message> chat() {
      return chat;
    }

    int[] tokens() {
      return tokens;
    }
  }

  /**
   * @param mostTokens of a prompt
   */
  FittingPrompts(List<PromptEntry> entries, AnswerEncoder encoder, int mostTokens) {
    this.entries = entries;
    this.encoder = encoder;
    this.mostTokens = mostTokens;
  }

  /**
   * The next prompt.
   *
   * @throws IOException if a thousand in a row are too long
   */
  Prompt draw(SplittableRandom random) throws IOException {
    for (int tries = 0; tries < PATIENCE; tries++) {
      List<Message> chat = entries.get(random.nextInt(entries.size())).draw(random);
      int[] tokens = encoder.prompt(chat);
      if (tokens.length <= mostTokens) {
        return new Prompt(chat, tokens);
      }
      skipped++;
    }
    throw new IOException(
        "expected prompts of at most " + mostTokens + " tokens but found only longer ones");
  }

  int mostTokens() {
    return mostTokens;
  }

  /** How many draws were too long. */
  int skipped() {
    return skipped;
  }
}
