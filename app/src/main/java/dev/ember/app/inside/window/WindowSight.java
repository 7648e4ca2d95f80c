package dev.ember.app.inside.window;

import dev.ember.app.inside.tokens.TokenPiece;
import dev.ember.inference.chat.Role;
import java.util.List;

/**
 * A chat as a model sees it.
 *
 * @param wholeTokens the most that it can see
 * @param windowTokens the most that it could see in the window that is looked at
 * @param parts of the prompt in its order, messages that fell out too
 * @param pieces of the prompt, special tokens included
 * @param fits whether there is room for the newest turn at all, and for an answer
 */
record WindowSight(
    int wholeTokens, int windowTokens, List<Seen> parts, List<TokenPiece> pieces, boolean fits) {
  WindowSight {
    parts = List.copyOf(parts);
    pieces = List.copyOf(pieces);
  }

  /** Whose a part of the prompt is. */
  enum Part {
    /** What the template writes into any chat by itself. */
    TEMPLATE,
    SYSTEM,
    USER,
    ASSISTANT,
    /** Where the answer is to begin: the template's too. */
    OPENING;

    static Part of(Role role) {
      return switch (role) {
        case SYSTEM -> SYSTEM;
        case USER -> USER;
        case ASSISTANT -> ASSISTANT;
      };
    }
  }

  /**
   * One part.
   *
   * @param text of a message; empty where the part is the template's
   * @param tokens that it takes, a message with what the template puts around it
   * @param inside whether the model sees it
   */
  record Seen(Part part, String text, int tokens, boolean inside) {}

  /**
   * Before which part the line lies that everything out of the window is above; one that is kept in
   * it may be above too. 0 if nothing fell out.
   */
  int cutLine() {
    int line = parts.size();
    while (line > 0 && parts.get(line - 1).inside()) {
      line--;
    }
    return line;
  }

  int usedTokens() {
    return pieces.size();
  }
}
