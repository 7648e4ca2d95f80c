package dev.ember.app.inside.window;

import dev.ember.app.inside.tokens.TokenPiece;
import dev.ember.inference.chat.Role;
import java.util.List;

/**
 * A chat as a model sees it.
 *
 * @param windowTokens the most that it can see
 * @param messages oldest first, those that fell out too
 * @param pieces of the prompt, special tokens included
 */
record WindowSight(int windowTokens, List<Seen> messages, List<TokenPiece> pieces) {
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

  int usedTokens() {
    return pieces.size();
  }
}
