package dev.ember.converter.training.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * The files that {@code ember corpus expand} writes. By their names a folder of them is known, so
 * that it can be given to a stage as it is: what is held out is not learned, and the statistics are
 * no text.
 */
public final class CorpusFolder {
  public static final String CHATS = "chats.jsonl";
  public static final String TEXTS = "texts.jsonl";
  public static final String HELD_OUT_CHATS = "held_out_chats.jsonl";
  public static final String HELD_OUT_TEXTS = "held_out_texts.jsonl";
  public static final String STATISTICS = "statistics.json";
  public static final String READABLE_STATISTICS = "statistics.md";

  private static final Set<String> HELD_OUT = Set.of(HELD_OUT_CHATS, HELD_OUT_TEXTS);
  private static final Set<String> LEARNED = Set.of(CHATS, TEXTS);
  private static final Set<String> NO_TEXT = Set.of(STATISTICS, READABLE_STATISTICS);

  private CorpusFolder() {}

  /** Whether a file of a folder may be learned: all may but those that an expansion sets aside. */
  static boolean isLearned(Path file) {
    return !isHeldOut(file) && !isOf(NO_TEXT, file);
  }

  /** Whether a file of a folder may judge: all may but those that an expansion has learned. */
  static boolean mayJudge(Path file) {
    return !isOf(LEARNED, file) && !isOf(NO_TEXT, file);
  }

  /** Whether an expansion holds a file out. */
  static boolean isHeldOut(Path file) {
    return isOf(HELD_OUT, file);
  }

  private static boolean isOf(Set<String> names, Path file) {
    return names.contains(file.getFileName().toString())
        && Files.exists(file.resolveSibling(HELD_OUT_CHATS))
        && Files.exists(file.resolveSibling(STATISTICS));
  }
}
