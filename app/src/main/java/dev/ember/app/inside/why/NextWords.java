package dev.ember.app.inside.why;

import dev.ember.inference.sample.DrawCandidate;
import dev.ember.inference.sample.DrawRecorder;
import dev.ember.inference.sample.SamplingOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What may come next at one place of an answer, under whatever settings. Any thread. */
public final class NextWords {
  /** Of so many the names are known; no setting brings others so far up. */
  static final int NAMED = 16;

  /** As many as a strip has room for. */
  private static final int SHOWN = 4;

  private final String before;
  private final float[] logits; // [V]
  private final int[] tokens;
  private final Map<Integer, TokenName> names;

  NextWords(String before, float[] logits, int[] tokens, Map<Integer, TokenName> names) {
    this.before = before;
    this.logits = logits;
    this.tokens = tokens;
    this.names = names;
  }

  /** The text up to the place. */
  public String before() {
    return before;
  }

  /** The likeliest in the draw, by the sampler itself; those that a setting cuts are left out. */
  public List<Candidate> under(SamplingOptions settings) {
    List<Candidate> candidates = new ArrayList<>();
    for (DrawCandidate draw : DrawRecorder.draw(logits, tokens, settings, NAMED).candidates()) {
      TokenName name = names.get(draw.token());
      if (name != null && draw.finalProbability() > 0) {
        candidates.add(Candidate.of(draw, name));
      }
    }
    candidates.sort(Comparator.comparingDouble(candidate -> -candidate.last()));
    return candidates.subList(0, Math.min(SHOWN, candidates.size()));
  }
}
