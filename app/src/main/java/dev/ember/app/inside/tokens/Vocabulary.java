package dev.ember.app.inside.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ember.inference.tokenizer.BpeModel;
import dev.ember.inference.tokenizer.Merge;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a vocabulary is made of, and how each of its pieces came to be. Does not change. */
final class Vocabulary {
  /** A piece that was made of two others, as merge {@code rank} of all, from 1. */
  record Origin(String left, String right, int rank) {}

  private final SubwordTokenizer tokenizer;
  private final Map<Integer, Integer> ranks = new HashMap<>(); // by id, from 0
  private final List<Merge> merges;
  private final Map<String, Integer> ids;
  private int latin;
  private int han;

  Vocabulary(SubwordTokenizer tokenizer) {
    this.tokenizer = tokenizer;
    if (tokenizer.definition().model() instanceof BpeModel model) {
      merges = model.merges();
      ids = model.vocabulary();
      for (int rank = 0; rank < merges.size(); rank++) {
        Integer id = ids.get(merges.get(rank).merged());
        if (id != null) {
          ranks.putIfAbsent(id, rank);
        }
      }
    } else {
      merges = List.of();
      ids = Map.of();
    }
    for (int id = 0; id < tokenizer.vocabularySize(); id++) {
      count(new String(tokenizer.bytes(id), UTF_8));
    }
  }

  private void count(String piece) {
    boolean hasLatin = false;
    boolean hasHan = false;
    for (int at = 0; at < piece.length(); at += Character.charCount(piece.codePointAt(at))) {
      Character.UnicodeScript script = Character.UnicodeScript.of(piece.codePointAt(at));
      hasLatin |= script == Character.UnicodeScript.LATIN;
      hasHan |= script == Character.UnicodeScript.HAN;
    }
    latin += hasLatin ? 1 : 0;
    han += hasHan ? 1 : 0;
  }

  boolean isOf(SubwordTokenizer other) {
    return tokenizer == other;
  }

  int size() {
    return tokenizer.vocabularySize();
  }

  /** How many merges it was learned by; 0 where it was learned another way. */
  int merges() {
    return merges.size();
  }

  /** How many pieces hold a Latin letter. */
  int latin() {
    return latin;
  }

  /** How many pieces hold a Chinese character. */
  int han() {
    return han;
  }

  /** What a piece was made of; null if it was there from the beginning. */
  @Nullable Origin origin(int id) {
    Integer rank = ranks.get(id);
    if (rank == null) {
      return null;
    }
    Merge merge = merges.get(rank);
    return new Origin(text(merge.left()), text(merge.right()), rank + 1);
  }

  /** A spelling as people read it; of one that is part of a character, its bytes. */
  private String text(String spelling) {
    Integer id = ids.get(spelling);
    if (id == null) {
      return spelling;
    }
    TokenPiece piece = new TokenCutter(tokenizer).pieces(new int[] {id}).get(0);
    return piece.text().indexOf('\uFFFD') >= 0 ? piece.hexBytes() : piece.label();
  }
}
