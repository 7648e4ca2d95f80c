package dev.ember.app.inside.step;

import dev.ember.app.inside.step.StepState.End;
import dev.ember.app.inside.tokens.TokenCutter;
import dev.ember.app.inside.tokens.TokenPiece;
import dev.ember.app.inside.why.Candidate;
import dev.ember.app.inside.why.Explained;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A text that grows with the dice of one seed. Main thread. */
final class StepRun {
  /** As many of what stands before them as tell where one is; the field above has it whole. */
  private static final int BEFORE_SHOWN = 24;

  /** More chips would be slow to lay out, and nobody reads them. */
  private static final int MOST_SHOWN = 200;

  private final List<TakenToken> taken = new ArrayList<>();
  private long seed;
  private boolean ended;
  private List<Integer> start = List.of(); // what stands before them, once it was read
  private @Nullable Tokenizer tokenizer;
  private StepLook.@Nullable Result read;
  private @Nullable Explained next;

  StepRun(long seed) {
    this.seed = seed;
  }

  /** The tokens behind the start. */
  List<Integer> written() {
    List<Integer> written = new ArrayList<>();
    taken.forEach(token -> written.add(token.id()));
    return written;
  }

  /** The same, with what is known of each. */
  List<TakenToken> taken() {
    return List.copyOf(taken);
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
  void restore(List<TakenToken> tokens, boolean atItsEnd) {
    List<TakenToken> kept = List.copyOf(tokens); // they may be its own
    taken.clear();
    taken.addAll(kept);
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
    restore(other.taken, false);
    tokenizer = other.tokenizer;
    read = other.read;
    start = other.start;
  }

  /** Whether the model has to read it. */
  boolean isUnread() {
    return read == null;
  }

  void heard(StepLook.Result result) {
    read = result;
    int before = result.tokens().length - taken.size();
    start = Arrays.stream(result.tokens(), 0, before).boxed().collect(Collectors.toList());
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
    return settings.withSeed(seed).afterDraws(taken.size());
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
      Candidate named = next == null ? null : next.find(token);
      taken.add(new TakenToken(token, named == null ? null : Float.valueOf(named.raw())));
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
    return taken.size() + (ended ? 1 : 0);
  }

  private void back() {
    if (ended) {
      ended = false;
    } else if (!taken.isEmpty()) {
      taken.remove(taken.size() - 1);
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
            : StepText.of(tokenizer, written(), ended);
    return new StepState.Run(seed, grown, chips(), start.size(), end(), next);
  }

  /** The last tokens of the text; none before it was read for the first time. */
  private List<StepChip> chips() {
    List<StepChip> chips = new ArrayList<>();
    if (tokenizer == null) {
      return chips;
    }
    int own = Math.min(start.size(), BEFORE_SHOWN);
    int from = Math.max(0, taken.size() - MOST_SHOWN);
    List<Integer> shown = new ArrayList<>(start.subList(start.size() - own, start.size()));
    taken.subList(from, taken.size()).forEach(token -> shown.add(token.id()));
    List<TokenPiece> pieces =
        new TokenCutter(tokenizer).pieces(shown.stream().mapToInt(Integer::intValue).toArray());
    for (int i = 0; i < pieces.size(); i++) {
      int token = from + i - own;
      chips.add(
          i < own
              ? new StepChip(pieces.get(i), null, i - own)
              : new StepChip(pieces.get(i), taken.get(token).sure(), token));
    }
    return chips;
  }
}
