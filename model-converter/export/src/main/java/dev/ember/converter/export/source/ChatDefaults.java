package dev.ember.converter.export.source;

import dev.ember.inference.sample.SamplingOptions;
import java.util.List;

/**
 * All that a chat needs beside the weights.
 *
 * @param tokenizer the text of {@code tokenizer.json}
 * @param template Jinja
 * @param bosToken text of the token that opens a prompt, or empty
 * @param eosToken text of the token that ends a turn, or empty
 * @param firstTokens ids that open a text, if the source names one
 * @param stopTokens ids that end an answer, at least one
 * @param sampling as the source wishes to be sampled
 */
public record ChatDefaults(
    String tokenizer,
    String template,
    String bosToken,
    String eosToken,
    List<Integer> firstTokens,
    List<Integer> stopTokens,
    SamplingOptions sampling) {

  public ChatDefaults {
    firstTokens = List.copyOf(firstTokens);
    stopTokens = List.copyOf(stopTokens);
  }
}
