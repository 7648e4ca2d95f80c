package dev.ember.app.inside.step;

import dev.ember.app.inside.step.StepState.End;
import dev.ember.app.inside.why.Explained;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text that grows with the dice of one seed. Main thread. */
final class StepRun {
  private final List<Integer> written = new ArrayList<>();
  private long seed;
  private boolean ended;
  private int before; // tokens of the reader's own text, once they are counted
  private @Nullable Tokenizer tokenizer;
  private StepLook.@Nullable Result read;
  private @Nullable Explained next;

  StepRun(long seed) {
    this.seed = seed;
  }

  /** The tokens behind the reader's own text. */
  List<Integer> written() {
    return written;
  }

  long seed() {
    return seed;
  }

  boolean ended() {
    return ended;
  }

  /** Other dice, from the next token on: what stands, stands, and so does an end. */
  void seed(long changed) {
    seed = changed;
  }

  /** Begins again with the reader's own text. */
  void rewind() {
    restore(List.of(), false);
  }

  /** Stands where it was kept. */
  void restore(List<Integer> tokens, boolean atItsEnd) {
    written.clear();
    written.addAll(tokens);
    ended = atItsEnd;
    forget();
  }

  /** It must be read again. */
  private void forget() {
    read = null;
    next = null;
  }

  /**
   * Goes on where another stands, with a seed of its own; whether the text ends there is for its
   * own dice to say.
   */
  void follow(StepRun other) {
    restore(other.written, false);
    tokenizer = other.tokenizer;
    read = other.read;
    before = other.before;
  }

  /** Whether the model has to read it. */
  boolean isUnread() {
    return read == null;
  }

  void heard(StepLook.Result result) {
    read = result;
    before = result.tokens().length - written.size();
    tokenizer = result.tokenizer();
  }

  /** What the dice are thrown over; null before it is read, and where nothing more fits. */
  StepLook.@Nullable Result over() {
    return read == null || read.logits().length == 0 ? null : read;
  }

  /** Whether the dice may go on. */
  boolean isOpen() {
    return end() == End.OPEN;
  }

  /** The settings with the dice of this place. */
  SamplingOptions dice(SamplingOptions settings) {
    return settings.withSeed(seed).afterDraws(written.size());
  }

  void drawn(Explained explained) {
    next = explained;
  }

  /** Takes what the dice say. */
  void forward() {
    if (next != null && isOpen()) {
      take(next.drawn());
    }
  }

  /** Takes a token, whatever the dice say. */
  void take(int token) {
    StepLook.Result result = read;
    if (result == null || end() == End.TOO_LONG) {
      return;
    }
    ended = result.ends(token);
    if (!ended) {
      written.add(token);
      forget();
    }
  }

  /** Takes the last step of several texts back, of the longest ones alone. */
  static void back(List<StepRun> runs) {
    int longest = runs.stream().mapToInt(StepRun::steps).max().orElse(0);
    for (StepRun run : runs) {
      if (run.steps() == longest) {
        run.back();
      }
    }
  }

  /** How often it was gone forward; to its end too. */
  private int steps() {
    return written.size() + (ended ? 1 : 0);
  }

  private void back() {
    if (ended) {
      ended = false;
    } else if (!written.isEmpty()) {
      written.remove(written.size() - 1);
      forget();
    }
  }

  private End end() {
    if (ended) {
      return End.ENDED;
    }
    return read != null && read.logits().length == 0 ? End.TOO_LONG : End.OPEN;
  }

  StepState.Run state() {
    StepText grown =
        tokenizer == null
            ? new StepText("", List.of(), List.of(), false)
            : StepText.of(tokenizer, written, ended);
    return new StepState.Run(seed, grown, before, end(), next);
  }
}
