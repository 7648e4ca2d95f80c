package dev.ember.converter.export.source;

import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source has for a chat, which may be less than a chat needs; {@link #complete} asks for all
 * of it.
 *
 * @param tokenizer the text of a {@code tokenizer.json}, whatever form the source stores it in;
 *     null if it has none
 * @param template Jinja; null if it has none
 * @param bosToken text of the token that opens a prompt, or empty
 * @param eosToken text of the token that ends a turn, or empty
 * @param firstTokens ids that open a text, if the source names one
 * @param stopTokens ids that the source says end an answer
 * @param sampling as the source wishes to be sampled
 */
public record SourceChat(
    @Nullable String tokenizer,
    @Nullable String template,
    String bosToken,
    String eosToken,
    List<Integer> firstTokens,
    List<Integer> stopTokens,
    SamplingOptions sampling) {

  public SourceChat {
    firstTokens = List.copyOf(firstTokens);
    stopTokens = List.copyOf(stopTokens);
  }

  /** The same with another template. */
  public SourceChat withTemplate(String other) {
    return new SourceChat(tokenizer, other, bosToken, eosToken, firstTokens, stopTokens, sampling);
  }

  /**
   * All that a chat needs.
   *
   * @param origin the source's path, for messages
   * @throws UnsupportedCheckpointException if there is no tokenizer, no template, or nothing says
   *     which token ends an answer
   */
  public ChatDefaults complete(String origin) throws IOException {
    if (tokenizer == null) {
      throw missing(origin, "tokenizer", "tokenizer.json, or another form of it");
    }
    if (template == null) {
      throw missing(origin, "chat template", "one in the model, or one given with it");
    }
    if (stopTokens.isEmpty()) {
      throw missing(origin, "eos_token_id", "the tokens that end an answer");
    }
    return new ChatDefaults(
        tokenizer, template, bosToken, eosToken, firstTokens, stopTokens, sampling);
  }

  private static UnsupportedCheckpointException missing(
      String origin, String part, String expected) {
    return new UnsupportedCheckpointException(origin, part, expected, "none");
  }
}
