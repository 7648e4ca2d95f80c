package dev.ember.app.inside.attention;

import dev.ember.app.inside.lab.LabFault;
import dev.ember.app.inside.lab.LabRefusal;
import dev.ember.app.inside.lab.OpenModel;
import dev.ember.app.inside.tokens.TokenCutter;
import dev.ember.app.inside.tokens.TokenPiece;
import dev.ember.inference.decode.StreamingDetokenizer;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.List;

/** A text as the model reads it: its tokens, and what each is called. Does not change. */
final class ReadText {
  /** A map of more would not be read any more, and takes a phone minutes with a large model. */
  static final int MOST_TOKENS = 128;

  private final Tokenizer tokenizer;
  private final int[] tokens; // T
  private final List<TokenPiece> pieces; // T

  private ReadText(Tokenizer tokenizer, int[] tokens) {
    this.tokenizer = tokenizer;
    this.tokens = tokens;
    pieces = List.copyOf(new TokenCutter(tokenizer).pieces(tokens));
  }

  /**
   * Cuts a text. Inside thread.
   *
   * @throws LabRefusal if it has too many tokens
   */
  static ReadText of(String text, OpenModel model) throws IOException, LabRefusal {
    Tokenizer tokenizer = model.tokenizer();
    int[] tokens = tokenizer.encodeFramed(text);
    int most = most(model);
    if (tokens.length > most) {
      throw new LabRefusal(LabFault.TOO_LONG, tokens.length, most);
    }
    return new ReadText(tokenizer, tokens);
  }

  /** How many tokens can be looked at. */
  static int most(OpenModel model) {
    return Math.min(MOST_TOKENS, model.config().context());
  }

  /** Not to be changed. */
  int[] tokens() {
    return tokens;
  }

  List<TokenPiece> pieces() {
    return pieces;
  }

  /** The text up to a token and with it; of a character that is not whole yet nothing. */
  String upTo(int last) {
    StreamingDetokenizer whole = new StreamingDetokenizer(tokenizer);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i <= last; i++) {
      text.append(whole.append(tokens[i]));
    }
    return text.toString();
  }
}
