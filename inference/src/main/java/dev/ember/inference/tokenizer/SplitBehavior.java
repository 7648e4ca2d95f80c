package dev.ember.inference.tokenizer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What becomes of the text that a pattern matched, as Hugging Face names it. */
enum SplitBehavior {
  REMOVED("Removed"),
  ISOLATED("Isolated"),
  MERGED_WITH_PREVIOUS("MergedWithPrevious"),
  MERGED_WITH_NEXT("MergedWithNext"),
  CONTIGUOUS("Contiguous");

  /** A stretch of text, matched or lying between matches. */
  record Span(int start, int end, boolean matched) {}

  private final String key;

  SplitBehavior(String key) {
    this.key = key;
  }

  /** The name in {@code tokenizer.json}. */
  String key() {
    return key;
  }

  /** Turns spans that cover a text into the spans of its pieces. */
  List<Span> apply(List<Span> spans) {
    return switch (this) {
      case REMOVED -> unmatched(spans);
      case ISOLATED -> spans;
      case MERGED_WITH_PREVIOUS -> merged(spans);
      case MERGED_WITH_NEXT -> mergedBackwards(spans);
      case CONTIGUOUS -> contiguous(spans);
    };
  }

  private static List<Span> unmatched(List<Span> spans) {
    List<Span> kept = new ArrayList<>(spans);
    kept.removeIf(Span::matched);
    return kept;
  }

  /** The first of several matches in a row joins the text before it, the others stand alone. */
  private static List<Span> merged(List<Span> spans) {
    List<Span> pieces = new ArrayList<>();
    boolean previousMatched = false;
    for (Span span : spans) {
      if (span.matched && !previousMatched && !pieces.isEmpty()) {
        join(pieces, span);
      } else {
        pieces.add(span);
      }
      previousMatched = span.matched;
    }
    return pieces;
  }

  private static List<Span> mergedBackwards(List<Span> spans) {
    List<Span> reversed = new ArrayList<>(spans);
    Collections.reverse(reversed);
    List<Span> pieces = merged(reversed);
    Collections.reverse(pieces);
    return pieces;
  }

  private static List<Span> contiguous(List<Span> spans) {
    List<Span> pieces = new ArrayList<>();
    for (Span span : spans) {
      if (!pieces.isEmpty() && pieces.get(pieces.size() - 1).matched == span.matched) {
        join(pieces, span);
      } else {
        pieces.add(span);
      }
    }
    return pieces;
  }

  private static void join(List<Span> pieces, Span span) {
    Span last = pieces.get(pieces.size() - 1);
    pieces.set(
        pieces.size() - 1,
        new Span(Math.min(last.start, span.start), Math.max(last.end, span.end), last.matched));
  }
}
