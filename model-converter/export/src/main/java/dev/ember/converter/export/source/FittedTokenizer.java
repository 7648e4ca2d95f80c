package dev.ember.converter.export.source;

import dev.ember.inference.tokenizer.AddedToken;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import dev.ember.inference.tokenizer.TokenizerDefinition;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A tokenizer that knows no id which the model has no row for. Gemma 3's text-only sizes come with
 * the tokenizer of their siblings that see, which has one special token more than they have rows:
 * such tokens are taken out. A word of the vocabulary without a row is an error.
 *
 * @param json the text of {@code tokenizer.json}, the very text of the source if it fitted
 * @param tokenizer read from it
 */
record FittedTokenizer(String json, SubwordTokenizer tokenizer) {
  private static final String FILE = "tokenizer.json";

  /**
   * @param vocabulary rows of the model's embedding
   * @throws dev.ember.inference.tokenizer.TokenizerFormatException if it is none that Ember reads
   * @throws UnsupportedCheckpointException if the vocabulary has more ids than the model has rows
   */
  static FittedTokenizer read(String json, int vocabulary) throws IOException {
    SubwordTokenizer read = SubwordTokenizer.read(new StringReader(json), FILE);
    if (read.vocabularySize() <= vocabulary) {
      return new FittedTokenizer(json, read);
    }
    TokenizerDefinition whole = read.definition();
    List<AddedToken> kept = new ArrayList<>();
    for (AddedToken token : whole.addedTokens()) {
      if (token.id() < vocabulary) {
        kept.add(token);
      }
    }
    SubwordTokenizer fitted =
        new SubwordTokenizer(
            new TokenizerDefinition(
                whole.normalizations(),
                whole.preTokenization(),
                whole.model(),
                whole.decoding(),
                whole.framing(),
                kept));
    if (fitted.vocabularySize() > vocabulary) {
      throw new UnsupportedCheckpointException(
          FILE, "model.vocab", "at most " + vocabulary + " ids", "" + fitted.vocabularySize());
    }
    StringWriter text = new StringWriter();
    fitted.write(text);
    return new FittedTokenizer(text.toString(), fitted);
  }
}
