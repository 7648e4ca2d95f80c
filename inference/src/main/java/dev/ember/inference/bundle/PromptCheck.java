package dev.ember.inference.bundle;

import dev.ember.inference.model.DecoderConfig;
import java.util.List;

/** Whether golden prompts can be asked of a model: the file comes from anywhere. */
final class PromptCheck {
  private final DecoderConfig config;
  private final BundleFaults faults;

  PromptCheck(DecoderConfig config, BundleFaults faults) {
    this.config = config;
    this.faults = faults;
  }

  /**
   * @throws BundleFormatException if a prompt is longer than the model's window, has or expects a
   *     token that is none, or does not have its positions in order
   */
  void check(Golden golden) throws BundleFormatException {
    for (Golden.Prompt prompt : golden.prompts()) {
      int length = prompt.tokens().size();
      if (length > config.context()) {
        throw fault("prompts of at most " + config.context() + " tokens", length);
      }
      for (int token : prompt.tokens()) {
        requireToken(token);
      }
      int last = -1;
      for (Golden.Position position : prompt.positions()) {
        if (position.index() <= last) {
          throw fault("positions in order, the next above " + last, position.index());
        }
        last = position.index();
        requireTokens(position.quantized());
        requireTokens(position.reference());
      }
    }
  }

  private void requireTokens(List<Golden.Candidate> candidates) throws BundleFormatException {
    for (Golden.Candidate candidate : candidates) {
      requireToken(candidate.token());
    }
  }

  private void requireToken(int token) throws BundleFormatException {
    if (token < 0 || token >= config.vocabulary()) {
      throw fault("tokens below " + config.vocabulary(), token);
    }
  }

  private BundleFormatException fault(String expected, int found) {
    return faults.inEntry(EntryName.GOLDEN, expected, found);
  }
}
