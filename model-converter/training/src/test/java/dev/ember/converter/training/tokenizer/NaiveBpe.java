package dev.ember.converter.training.tokenizer;

import dev.ember.inference.tokenizer.ByteAlphabet;
import dev.ember.inference.tokenizer.Merge;
import dev.ember.inference.tokenizer.PreTokenization;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The textbook trainer: counts every pair of the whole corpus before each merge. */
final class NaiveBpe {
  private NaiveBpe() {}

  static List<Merge> merges(List<String> documents, int vocabularySize) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (int b = 0; b < 256; b++) {
      ids.put(String.valueOf(ByteAlphabet.character(b)), b);
    }
    List<List<String>> pieces = pieces(documents);
    List<Merge> merges = new ArrayList<>();
    while (ids.size() < vocabularySize) {
      Merge best = best(pieces, ids);
      if (best.left().isEmpty()) {
        return merges;
      }
      merges.add(best);
      ids.putIfAbsent(best.merged(), ids.size());
      pieces.forEach(piece -> apply(piece, best));
    }
    return merges;
  }

  private static List<List<String>> pieces(List<String> documents) {
    List<List<String>> pieces = new ArrayList<>();
    for (String document : documents) {
      for (String piece : PreTokenization.wordsAndSingleDigits().split(document)) {
        String spelled = ByteAlphabet.spell(piece.getBytes(StandardCharsets.UTF_8));
        pieces.add(new ArrayList<>(List.of(spelled.split(""))));
      }
    }
    return pieces;
  }

  /** The merge to make, or one of nothing and nothing when no pair stands twice. */
  private static Merge best(List<List<String>> pieces, Map<String, Integer> ids) {
    Map<Merge, Integer> counts = new HashMap<>();
    for (List<String> piece : pieces) {
      for (int i = 0; i + 1 < piece.size(); i++) {
        counts.merge(new Merge(piece.get(i), piece.get(i + 1)), 1, Integer::sum);
      }
    }
    Merge best = new Merge("", "");
    int bestCount = 1;
    for (Map.Entry<Merge, Integer> entry : counts.entrySet()) {
      boolean tied = entry.getValue() == bestCount && bestCount > 1;
      if (entry.getValue() > bestCount || (tied && order(entry.getKey(), best, ids) < 0)) {
        best = entry.getKey();
        bestCount = entry.getValue();
      }
    }
    return best;
  }

  private static int order(Merge a, Merge b, Map<String, Integer> ids) {
    int left = Integer.compare(ids.getOrDefault(a.left(), 0), ids.getOrDefault(b.left(), 0));
    return left != 0
        ? left
        : Integer.compare(ids.getOrDefault(a.right(), 0), ids.getOrDefault(b.right(), 0));
  }

  private static void apply(List<String> piece, Merge merge) {
    for (int i = 0; i + 1 < piece.size(); i++) {
      if (piece.get(i).equals(merge.left()) && piece.get(i + 1).equals(merge.right())) {
        piece.set(i, merge.merged());
        piece.remove(i + 1);
      }
    }
  }
}
