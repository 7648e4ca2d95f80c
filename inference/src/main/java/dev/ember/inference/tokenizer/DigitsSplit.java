package dev.ember.inference.tokenizer;

import java.util.List;

/** Hugging Face's {@code Digits}: numbers apart from other text, digit by digit or whole. */
final class DigitsSplit implements PreTokenizer {
  private final boolean individual;

  DigitsSplit(boolean individual) {
    this.individual = individual;
  }

  @Override
  public void split(String text, TextPart part, List<String> pieces) {
    char[] characters = text.toCharArray();
    int done = 0;
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      int end = at + Character.charCount(c);
      if (CharacterClass.of(c) == CharacterClass.NUMBER) {
        if (done < at) {
          pieces.add(text.substring(done, at));
        }
        end = individual ? end : CharacterClass.NUMBER.runEnd(characters, at);
        pieces.add(text.substring(at, end));
        done = end;
      }
      at = end;
    }
    if (done < text.length()) {
      pieces.add(done == 0 ? text : text.substring(done));
    }
  }

  boolean isIndividual() {
    return individual;
  }
}
