package dev.ember.converter.export.source;

import dev.ember.inference.chat.jinja.Template;
import dev.ember.inference.chat.jinja.TemplateException;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.StringReader;
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
  private static final String TOKENIZER = "tokenizer.json";
  private static final String TEMPLATE = "chat_template.jinja";

  public ChatDefaults {
    firstTokens = List.copyOf(firstTokens);
    stopTokens = List.copyOf(stopTokens);
  }

  /**
   * Reads the tokenizer and the template as a chat will, so that a model without a voice is refused
   * here and not on a phone.
   *
   * @param vocabulary rows of the model's embedding
   * @throws dev.ember.inference.tokenizer.TokenizerFormatException if the tokenizer is of another
   *     kind
   * @throws UnsupportedCheckpointException if the tokenizer has more ids than the model has rows,
   *     or the template does not parse
   */
  public void requireUsable(int vocabulary) throws IOException {
    Tokenizer read = SubwordTokenizer.read(new StringReader(tokenizer), TOKENIZER);
    if (read.vocabularySize() > vocabulary) {
      throw new UnsupportedCheckpointException(
          TOKENIZER, "model.vocab", "at most " + vocabulary + " ids", "" + read.vocabularySize());
    }
    try {
      Template.parse(template);
    } catch (TemplateException malformed) {
      throw new UnsupportedCheckpointException(
          TEMPLATE, "template", "Jinja", String.valueOf(malformed.getMessage()));
    }
  }
}
