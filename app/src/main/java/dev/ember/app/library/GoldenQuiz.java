package dev.ember.app.library;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.bundle.Golden;

/** The golden answers of a bundle, asked of a loaded model, one prompt at a time. */
public final class GoldenQuiz {
  private final Golden golden;
  private final GoldenCheck check;
  private int asked;

  public GoldenQuiz(Golden golden, Backend backend) {
    this.golden = golden;
    this.check = new GoldenCheck(backend, golden.tolerances());
  }

  /**
   * Asks the next prompt; true when there is none left.
   *
   * @throws Refusal if the prompt is none of this model
   */
  public boolean step() throws Refusal {
    if (asked < golden.prompts().size()) {
      check.run(golden.prompts().get(asked));
      asked++;
    }
    return asked == golden.prompts().size();
  }

  public GoldenVerdict verdict() {
    return GoldenVerdict.of(check.tally(), golden.tolerances());
  }
}
