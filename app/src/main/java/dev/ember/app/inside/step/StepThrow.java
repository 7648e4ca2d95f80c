package dev.ember.app.inside.step;

import dev.ember.app.inside.why.Candidate;
import dev.ember.app.inside.why.Explained;
import dev.ember.app.inside.why.TokenName;
import dev.ember.inference.sample.Draw;
import dev.ember.inference.sample.DrawCandidate;
import dev.ember.inference.sample.DrawRecorder;
import dev.ember.inference.sample.SamplingOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * A throw of the dice to come.
 *
 * @param over what was read
 * @param dice the settings with the dice of the place
 */
record StepThrow(StepRun run, StepLook.Result over, SamplingOptions dice) {
  private static final int CANDIDATES = 6;

  /** Sends the logits through the sampler. Not for the main thread. */
  Explained explain() {
    Draw draw = DrawRecorder.draw(over.logits(), over.tokens(), dice, CANDIDATES);
    List<Candidate> candidates = new ArrayList<>();
    for (DrawCandidate each : draw.candidates()) {
      TokenName name = TokenName.of(over.tokenizer(), each.token(), over.ends(each.token()));
      candidates.add(Candidate.of(each, name));
    }
    return new Explained(candidates, draw.token(), draw.token(), draw.dice(), true, true);
  }
}
