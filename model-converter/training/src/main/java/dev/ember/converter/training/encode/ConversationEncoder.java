package dev.ember.converter.training.encode;

import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.Role;
import dev.ember.inference.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.List;

/** Conversations and plain texts as tokens of the model's own markup. */
public final class ConversationEncoder {
  private final Tokenizer tokenizer;
  private final int endOfText;

  public ConversationEncoder(Tokenizer tokenizer, String endOfText) {
    this.tokenizer = tokenizer;
    this.endOfText =
        tokenizer
            .idOf(endOfText)
            .orElseThrow(
                () -> new IllegalArgumentException("the tokenizer has no token " + endOfText));
  }

  /** The token that stands before and after a plain text, and pads rows. */
  public int endOfText() {
    return endOfText;
  }

  /** A text that stands alone, between two ends of text; all of it is scored. */
  public TokenizedText plain(String text) {
    int[] inner = tokenizer.encode(text);
    int[] tokens = new int[inner.length + 2];
    tokens[0] = endOfText;
    System.arraycopy(inner, 0, tokens, 1, inner.length);
    tokens[tokens.length - 1] = endOfText;
    return TokenizedText.allScored(tokens);
  }

  /** A conversation; what the assistant writes is scored, its end mark included. */
  public TokenizedText conversation(List<Message> messages) {
    int[] tokens = new int[0];
    boolean[] scored = new boolean[0];
    for (Message message : messages) {
      int[] open = tokenizer.encodeWithSpecialTokens("<|im_start|>" + message.role().key() + "\n");
      int[] content = tokenizer.encode(message.content());
      int[] close = tokenizer.encodeWithSpecialTokens("<|im_end|>\n");
      int start = tokens.length;
      tokens = Arrays.copyOf(tokens, start + open.length + content.length + close.length);
      System.arraycopy(open, 0, tokens, start, open.length);
      System.arraycopy(content, 0, tokens, start + open.length, content.length);
      System.arraycopy(close, 0, tokens, start + open.length + content.length, close.length);
      scored = Arrays.copyOf(scored, tokens.length);
      if (message.role() == Role.ASSISTANT) {
        Arrays.fill(scored, start + open.length, start + open.length + content.length + 1, true);
      }
    }
    return new TokenizedText(tokens, scored);
  }
}
