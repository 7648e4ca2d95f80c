package dev.ember.converter.export.parity;

import dev.ember.inference.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tokens that two models are compared on. */
public final class ParityTexts {
  /** Of a window, or the context if that is less: over several chunks of prefill. */
  private static final int WINDOW = 256;

  /** Of a prompt that lies within one chunk of prefill. */
  private static final int SHORT = 12;

  private final String description;
  private final int wanted;
  private final List<int[]> texts = new ArrayList<>();

  private ParityTexts(String description, int wanted) {
    this.description = description;
    this.wanted = wanted;
  }

  /**
   * The prompts that a source brings, a short one, and windows of a text.
   *
   * @param given each cut to the context
   * @param text what to read, and {@code description} what it is
   * @param wanted how many positions to compare in windows, about; 0 for none
   */
  public static ParityTexts of(
      List<List<Integer>> given, MeasuringText text, Tokenizer tokenizer, int context, int wanted) {
    ParityTexts result = new ParityTexts(text.description(), wanted);
    for (List<Integer> tokens : given) {
      int count = Math.min(tokens.size(), context);
      result.texts.add(tokens.subList(0, count).stream().mapToInt(Integer::intValue).toArray());
    }
    int[] plain = tokenizer.encode(text.text());
    int[] opening = opening(tokenizer, text.text());
    int room = Math.min(WINDOW, context) - opening.length;
    result.add(opening, plain, 0, Math.min(SHORT, room));
    int from = 0;
    for (int left = wanted; left > 0 && from < plain.length && room > 0; left -= room) {
      result.add(opening, plain, from, Math.min(room, left));
      from += room;
    }
    if (result.texts.isEmpty()) {
      result.texts.add(new int[1]); // any token is better than none
    }
    return result;
  }

  /** What the windows are of. */
  String description() {
    return description;
  }

  /** How many positions were asked for. */
  int wanted() {
    return wanted;
  }

  /** Each at least a token and at most a context long. */
  List<int[]> texts() {
    return texts;
  }

  private void add(int[] opening, int[] tokens, int from, int count) {
    int end = Math.min(tokens.length, from + count);
    int[] text = Arrays.copyOf(opening, opening.length + Math.max(0, end - from));
    System.arraycopy(tokens, from, text, opening.length, Math.max(0, end - from));
    if (text.length > 0) {
      texts.add(text);
    }
  }

  /** What the model wants in front of a text; without it some models say nothing sensible. */
  private static int[] opening(Tokenizer tokenizer, String text) {
    int[] plain = tokenizer.encodeWithSpecialTokens(text);
    int[] framed = tokenizer.encodeFramed(text);
    for (int start = 0; start + plain.length <= framed.length; start++) {
      int[] inside = Arrays.copyOfRange(framed, start, start + plain.length);
      if (Arrays.equals(inside, plain)) {
        return Arrays.copyOf(framed, start);
      }
    }
    return new int[0];
  }
}
