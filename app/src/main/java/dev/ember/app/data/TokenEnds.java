package dev.ember.app.data;

import dev.ember.inference.decode.StreamingDetokenizer;
import dev.ember.inference.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the text of each token of an answer ends.
 *
 * @param text of all of them
 * @param ends in characters, one a token; a character's last byte has all of it
 */
public record TokenEnds(String text, List<Integer> ends) {

  public TokenEnds {
    ends = List.copyOf(ends);
  }

  /** Decodes the tokens. */
  public static TokenEnds of(Tokenizer tokenizer, List<Integer> tokens) {
    StreamingDetokenizer decoder = new StreamingDetokenizer(tokenizer);
    StringBuilder text = new StringBuilder();
    List<Integer> ends = new ArrayList<>();
    for (int token : tokens) {
      text.append(decoder.append(token));
      ends.add(text.length());
    }
    text.append(decoder.end());
    if (!ends.isEmpty()) {
      ends.set(ends.size() - 1, text.length());
    }
    return new TokenEnds(text.toString(), ends);
  }
}
