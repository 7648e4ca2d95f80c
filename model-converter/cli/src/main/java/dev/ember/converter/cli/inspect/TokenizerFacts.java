package dev.ember.converter.cli.inspect;

import dev.ember.inference.tokenizer.AddedToken;
import dev.ember.inference.tokenizer.Tokenizer;
import java.util.List;

/** A tokenizer as facts. */
final class TokenizerFacts {
  private static final int MOST_SHOWN = 12;

  private TokenizerFacts() {}

  static FactSheet of(Tokenizer tokenizer) {
    FactSheet sheet = new FactSheet();
    sheet.add("tokenizer", summary(tokenizer));
    List<AddedToken> special = tokenizer.specialTokens();
    for (AddedToken token : special.subList(0, Math.min(special.size(), MOST_SHOWN))) {
      sheet.add("special", token.id() + " \"" + token.content() + "\"");
    }
    if (special.size() > MOST_SHOWN) {
      sheet.add("special", special.size() - MOST_SHOWN + " more");
    }
    return sheet;
  }

  static String summary(Tokenizer tokenizer) {
    return tokenizer.vocabularySize()
        + " tokens, "
        + tokenizer.specialTokens().size()
        + " of them special";
  }
}
