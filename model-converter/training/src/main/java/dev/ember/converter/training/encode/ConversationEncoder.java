package dev.ember.converter.training.encode;

import dev.ember.inference.chat.ChatTemplate;
import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.TrainingSequence;
import dev.ember.inference.chat.jinja.TemplateException;
import dev.ember.inference.tokenizer.Tokenizer;
import java.util.List;

/**
 * Conversations and plain texts as tokens. A conversation is rendered by the very template that the
 * phone renders it with, so the model meets in use what it met in training.
 */
public final class ConversationEncoder {
  private final Tokenizer tokenizer;
  private final ChatTemplate template;
  private final int startOfText;
  private final int endOfText;

  /** For a tokenizer of Ember's own, with Ember's markup. */
  public ConversationEncoder(Tokenizer tokenizer) {
    this(
        tokenizer,
        ChatMarkup.template(),
        SpecialTokens.of(tokenizer).endOfTextId(),
        SpecialTokens.of(tokenizer).endOfTextId());
  }

  /**
   * For any tokenizer and template.
   *
   * @param startOfText token before a plain text
   * @param endOfText token after it, which pads as well
   */
  public ConversationEncoder(
      Tokenizer tokenizer, ChatTemplate template, int startOfText, int endOfText) {
    this.tokenizer = tokenizer;
    this.template = template;
    this.startOfText = startOfText;
    this.endOfText = endOfText;
  }

  /** The token that stands after a plain text, and pads rows. */
  public int endOfText() {
    return endOfText;
  }

  /** A text that stands alone, between a start and an end of text; all of it is scored. */
  public TokenizedText plain(String text) {
    int[] inner = tokenizer.encode(text);
    int[] tokens = new int[inner.length + 2];
    tokens[0] = startOfText;
    System.arraycopy(inner, 0, tokens, 1, inner.length);
    tokens[tokens.length - 1] = endOfText;
    return TokenizedText.allScored(tokens);
  }

  /**
   * A conversation; what the assistant writes is scored, its end mark included.
   *
   * @throws IllegalArgumentException if the template refuses the order of roles
   */
  public TokenizedText conversation(List<Message> messages) {
    TrainingSequence sequence;
    try {
      sequence = template.encodeForTraining(messages, tokenizer);
    } catch (TemplateException e) {
      throw new IllegalArgumentException("the chat template refuses: " + e.getMessage(), e);
    }
    return new TokenizedText(sequence.tokens(), sequence.answerMask());
  }
}
