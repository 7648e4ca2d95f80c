package dev.ember.app.inside.window;

import dev.ember.app.inside.tokens.TokenPiece;
import dev.ember.inference.chat.Role;
import java.util.List;

/**
 * A chat as a model sees it.
 *
 * @param wholeTokens the most that it can see
 * @param windowTokens the most that it could see in the window that is looked at
 * @param messages oldest first, those that fell out too
 * @param pieces of the prompt, special tokens included
 * @param fits whether there is room for the newest turn at all, and for an answer
 */
record WindowSight(
    int wholeTokens, int windowTokens, List<Seen> messages, List<TokenPiece> pieces, boolean fits) {
  WindowSight {
    messages = List.copyOf(messages);
    pieces = List.copyOf(pieces);
  }

  /**
   * One message.
   *
   * @param tokens that it takes with what the template puts around it
   * @param inside whether the model sees it
   */
  record Seen(Role role, String text, int tokens, boolean inside) {}

  /**
   * Before which message the line lies that everything out of the window is above; one that is kept
   * in it may be above too. 0 if nothing fell out.
   */
  int cutLine() {
    int line = messages.size();
    while (line > 0 && messages.get(line - 1).inside()) {
      line--;
    }
    return line;
  }

  int usedTokens() {
    return pieces.size();
  }
}
