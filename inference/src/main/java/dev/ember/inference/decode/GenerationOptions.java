package dev.ember.inference.decode;

import dev.ember.inference.sample.SamplingOptions;
import java.util.List;

/**
 * What one answer may do.
 *
 * @param sampling how tokens are drawn
 * @param maxTokens the most tokens written, at least 1
 * @param stopStrings texts that end the answer and are not part of it, beside the bundle's own stop
 *     tokens
 */
public record GenerationOptions(SamplingOptions sampling, int maxTokens, List<String> stopStrings) {

  public GenerationOptions {
    if (maxTokens < 1) {
      throw new IllegalArgumentException("expected maxTokens of at least 1 but found " + maxTokens);
    }
    stopStrings = List.copyOf(stopStrings);
    if (stopStrings.contains("")) {
      throw new IllegalArgumentException("expected stop strings that are not empty");
    }
  }
}
