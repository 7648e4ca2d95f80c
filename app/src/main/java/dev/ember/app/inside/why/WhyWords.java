package dev.ember.app.inside.why;

import static java.util.stream.Collectors.toList;

import android.content.Context;
import androidx.annotation.StringRes;
import dev.ember.app.R;
import dev.ember.app.inside.page.PieceSpelling;
import dev.ember.inference.sample.SamplingStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A draw in words. */
public final class WhyWords {
  private static final float PERCENT = 100;

  /** From here on a word is as good as certain. */
  private static final float CERTAIN = 0.9f;

  /** What two words share where the choice was between them. */
  private static final float TWO_SHARE = 0.6f;

  /** Below this a number has a decimal; below {@link #LEAST} none is written. */
  private static final float SMALL = 1;

  private static final float LEAST = 0.1f;

  private final Context context;
  private final boolean aloud;

  /** Words to be seen. */
  public WhyWords(Context context) {
    this(context, false);
  }

  private WhyWords(Context context, boolean aloud) {
    this.context = context;
    this.aloud = aloud;
  }

  /** The same words to be heard: white space is named, not marked. */
  public WhyWords aloud() {
    return new WhyWords(context, true);
  }

  /** What was so, and what that means. */
  record Verdict(String title, String body) {}

  Verdict verdict(Explained draw) {
    Verdict drawn = drawn(draw);
    if (draw.agrees() && draw.sameBackend()) {
      return drawn;
    }
    int differs = draw.agrees() ? R.string.why_other_runtime : R.string.why_differs;
    return new Verdict(drawn.title(), drawn.body() + " " + context.getString(differs));
  }

  private Verdict drawn(Explained draw) {
    List<Candidate> likeliest = new ArrayList<>(draw.candidates());
    likeliest.sort(Comparator.comparingDouble(candidate -> -candidate.last()));
    Candidate first = likeliest.get(0);
    Candidate drawn = find(draw, draw.drawn(), first);
    if (!draw.agrees()) {
      return verdict(R.string.why_other_draw, R.string.why_other_draw_body, name(drawn));
    }
    if (draw.byHand()) {
      return verdict(R.string.why_by_hand, R.string.why_by_hand_body, name(drawn));
    }
    if (draw.dice() == null) {
      return verdict(
          R.string.why_greedy, R.string.why_greedy_body, name(drawn), percent(drawn.raw()));
    }
    return thrown(likeliest, drawn);
  }

  private Verdict thrown(List<Candidate> likeliest, Candidate drawn) {
    Candidate first = likeliest.get(0);
    Candidate second = likeliest.size() > 1 ? likeliest.get(1) : first;
    float two = first.last() + second.last();
    if (drawn.last() >= CERTAIN) {
      return verdict(R.string.why_sure, R.string.why_sure_body, name(drawn), percent(drawn.last()));
    }
    boolean oneOfTwo = drawn.token() == first.token() || drawn.token() == second.token();
    if (oneOfTwo && two >= TWO_SHARE && first.last() < 2 * second.last()) {
      return verdict(
          R.string.why_torn, R.string.why_torn_body, name(first), name(second), percent(two));
    }
    if (drawn.last() < first.last()) {
      return verdict(
          R.string.why_surprise,
          R.string.why_surprise_body,
          name(drawn),
          percent(drawn.last()),
          name(first),
          percent(first.last()));
    }
    return verdict(R.string.why_open, R.string.why_open_body, name(first), percent(first.last()));
  }

  private Verdict verdict(@StringRes int title, @StringRes int body, Object... parts) {
    return new Verdict(context.getString(title), context.getString(body, parts));
  }

  private static Candidate find(Explained draw, int token, Candidate otherwise) {
    Candidate found = draw.find(token);
    return found == null ? otherwise : found;
  }

  /** A token as it is read. */
  String name(Candidate candidate) {
    return name(candidate.name());
  }

  /** A token as it is read. */
  public String name(TokenName name) {
    return switch (name.kind()) {
      case END -> context.getString(R.string.why_end);
      case BYTES -> context.getString(R.string.why_bytes, name.text());
      case SPECIAL -> name.text();
      case TEXT -> text(name.text());
    };
  }

  /** A piece of text as it is read. */
  String text(String piece) {
    return aloud ? PieceSpelling.aloud(context.getResources(), piece) : PieceSpelling.name(piece);
  }

  /** What tokens are called beside each other; those that a space alone tells apart show it. */
  List<String> names(List<Candidate> candidates) {
    return tokenNames(candidates.stream().map(Candidate::name).collect(toList()));
  }

  /** As {@link #names}, of tokens alone. */
  public List<String> tokenNames(List<TokenName> tokens) {
    Map<String, Integer> counts = new HashMap<>();
    tokens.forEach(token -> counts.merge(name(token), 1, Integer::sum));
    List<String> names = new ArrayList<>();
    for (TokenName token : tokens) {
      String name = name(token);
      names.add(Objects.requireNonNull(counts.get(name)) > 1 ? exactName(token) : name);
    }
    return names;
  }

  private String exactName(TokenName name) {
    if (name.kind() != TokenName.Kind.TEXT) {
      return name(name);
    }
    return aloud
        ? PieceSpelling.exactAloud(context.getResources(), name.text())
        : PieceSpelling.exact(name.text());
  }

  /** A probability as a number of per cent. */
  public String percent(float probability) {
    float percent = probability * PERCENT;
    String number =
        percent < LEAST
            ? context.getString(R.string.why_less_than)
            : String.format(locale(), percent < SMALL ? "%.1f" : "%.0f", percent);
    return context.getString(R.string.why_percent, number);
  }

  private Locale locale() {
    return context.getResources().getConfiguration().getLocales().get(0);
  }

  String numbers(Candidate candidate) {
    SamplingStep cut = candidate.cutBy();
    return cut == null
        ? context.getString(R.string.why_both, percent(candidate.raw()), percent(candidate.last()))
        : context.getString(R.string.why_cut, percent(candidate.raw()), step(cut));
  }

  /** A row of the list; {@code name} as it is to be heard. */
  String spoken(Candidate candidate, String name, boolean drawn) {
    SamplingStep cut = candidate.cutBy();
    String words =
        cut == null
            ? context.getString(
                R.string.why_spoken, name, percent(candidate.raw()), percent(candidate.last()))
            : context.getString(R.string.why_cut_spoken, name, percent(candidate.raw()), step(cut));
    return drawn ? context.getString(R.string.why_spoken_drawn, words) : words;
  }

  /** What the strip shows; nothing where nothing was thrown. */
  String dice(Explained draw) {
    if (draw.dice() == null) {
      return "";
    }
    Candidate drawn = find(draw, draw.drawn(), draw.candidates().get(0));
    String value = String.format(locale(), "%.2f", draw.dice().value());
    return context.getString(R.string.why_dice_spoken, value, name(drawn));
  }

  private String step(SamplingStep step) {
    return context.getString(
        switch (step) {
          case LOGITS, PENALTY -> R.string.step_penalty;
          case TOP_K -> R.string.step_top_k;
          case TEMPERATURE -> R.string.step_temperature;
          case MIN_P -> R.string.step_min_p;
          case TOP_P -> R.string.step_top_p;
        });
  }
}
