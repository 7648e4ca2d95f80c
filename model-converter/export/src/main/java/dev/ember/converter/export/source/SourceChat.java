package dev.ember.converter.export.source;

import dev.ember.inference.chat.ChatTemplate;
import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.Role;
import dev.ember.inference.chat.jinja.TemplateException;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.util.ArrayList;
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
   * All that a chat needs, read as a chat will read it, so that a model without a voice is refused
   * here and not on a phone. Stop tokens are those of the source, of the template and of the
   * tokenizer together.
   *
   * @param origin the source, for messages
   * @param vocabulary rows of the model's embedding; special tokens beyond are left out
   * @throws dev.ember.inference.tokenizer.TokenizerFormatException if the tokenizer is none that
   *     Ember reads
   * @throws UnsupportedCheckpointException if there is no tokenizer, no template, or nothing says
   *     which token ends an answer; if the tokenizer has more words than the model has rows; if the
   *     template is malformed, or writes no prompt for a first question: it refuses or never ends
   */
  public ChatDefaults complete(String origin, int vocabulary) throws IOException {
    if (tokenizer == null) {
      throw missing(origin, "tokenizer", "tokenizer.json, or another form of it");
    }
    if (template == null) {
      throw missing(origin, "chat template", "one in the model, or one given with it");
    }
    FittedTokenizer fitted = FittedTokenizer.read(tokenizer, vocabulary);
    List<Integer> stops =
        within(StopTokens.of(this, parse(template), fitted.tokenizer()), vocabulary);
    if (stops.isEmpty()) {
      throw missing(origin, "eos_token_id", "the tokens that end an answer");
    }
    return new ChatDefaults(
        fitted.json(),
        template,
        bosToken,
        eosToken,
        within(firstTokens, vocabulary),
        stops,
        sampling);
  }

  /** Without ids that the model has no row for, and so can neither read nor write. */
  private static List<Integer> within(List<Integer> ids, int vocabulary) {
    List<Integer> known = new ArrayList<>();
    for (int id : ids) {
      if (id >= 0 && id < vocabulary) {
        known.add(id);
      }
    }
    return known;
  }

  /** A template that writes a prompt: one that fails on each chat is found out here. */
  private ChatTemplate parse(String text) throws IOException {
    try {
      ChatTemplate parsed = new ChatTemplate(text, bosToken, eosToken);
      parsed.render(List.of(new Message(Role.USER, "Q")), true);
      return parsed;
    } catch (TemplateException fault) {
      throw new UnsupportedCheckpointException(
          "chat template",
          "Jinja",
          "a template that writes a prompt for a question",
          String.valueOf(fault.getMessage()));
    }
  }

  private static UnsupportedCheckpointException missing(
      String origin, String part, String expected) {
    return new UnsupportedCheckpointException(origin, part, expected, "none");
  }
}
