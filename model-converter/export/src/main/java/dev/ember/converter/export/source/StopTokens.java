package dev.ember.converter.export.source;

import dev.ember.inference.chat.ChatTemplate;
import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.Role;
import dev.ember.inference.chat.jinja.TemplateException;
import dev.ember.inference.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which tokens end an answer. No single file says it: a base model's {@code eos_token_id} ends a
 * document and not a turn, and many a chat model was published with its base model's. So three
 * things count together: what the source declares, what its template writes behind an answer, and
 * special tokens that end a text in every model that has them.
 */
final class StopTokens {
  /** End a document wherever they are special. */
  private static final List<String> ENDS_OF_TEXT =
      List.of("<|endoftext|>", "<|end_of_text|>", "</s>", "<eos>", "<｜end▁of▁sentence｜>");

  /** End a turn where the template knows them. */
  private static final List<String> ENDS_OF_TURN =
      List.of(
          "<|im_end|>", "<|eot_id|>", "<|eom_id|>", "<|end|>", "<end_of_turn>", "<|end_of_turn|>");

  /** Words that no template writes itself. */
  private static final String ANSWER = "Qxzanswer";

  private static final String NEXT_QUESTION = "Qxznext";

  private final Tokenizer tokenizer;
  private final Set<Integer> ids = new LinkedHashSet<>();

  private StopTokens(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * @param template the one that the bundle will have
   * @return ids, those declared first
   */
  static List<Integer> of(SourceChat source, ChatTemplate template, Tokenizer tokenizer) {
    StopTokens stops = new StopTokens(tokenizer);
    stops.ids.addAll(source.stopTokens());
    if (!source.eosToken().isEmpty()) {
      tokenizer.idOf(source.eosToken()).ifPresent(stops.ids::add);
    }
    stops.addBehindAnswer(template);
    for (String name : ENDS_OF_TURN) {
      if (template.source().contains(name)) {
        stops.addIfSpecial(name);
      }
    }
    ENDS_OF_TEXT.forEach(stops::addIfSpecial);
    return new ArrayList<>(stops.ids);
  }

  /** The first special token between an answer and the next question. */
  private void addBehindAnswer(ChatTemplate template) {
    String text;
    try {
      text =
          template.render(
              List.of(
                  new Message(Role.USER, "Q"),
                  new Message(Role.ASSISTANT, ANSWER),
                  new Message(Role.USER, NEXT_QUESTION)),
              false);
    } catch (TemplateException refused) {
      return; // some want another order of roles; the names below are left
    }
    int answer = text.lastIndexOf(ANSWER);
    int next = text.indexOf(NEXT_QUESTION, Math.max(answer, 0));
    if (answer < 0 || next < 0) {
      return;
    }
    String between = text.substring(answer + ANSWER.length(), next);
    for (int token : tokenizer.encodeWithSpecialTokens(between)) {
      if (tokenizer.isSpecial(token)) {
        ids.add(token);
        return;
      }
    }
  }

  private void addIfSpecial(String name) {
    OptionalInt id = tokenizer.idOf(name);
    if (id.isPresent() && tokenizer.isSpecial(id.getAsInt())) {
      ids.add(id.getAsInt());
    }
  }
}
