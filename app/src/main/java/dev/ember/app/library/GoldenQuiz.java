package dev.ember.app.library;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.Golden;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The golden answers of a bundle, asked of a loaded model, one prompt at a time. A model that is
 * loaded with less than its own window is not asked what does not fit, as in a proof.
 */
public final class GoldenQuiz {
  private final Golden golden;
  private final Backend backend;
  private final GoldenCheck check;
  private final int ownTokens;
  private int next;
  private boolean leftOut;

  /**
   * @param bundle what the backend runs; not read after this
   * @throws IOException if its golden answers cannot be read
   */
  public GoldenQuiz(Bundle bundle, Backend backend) throws IOException {
    this.golden = bundle.golden();
    this.backend = backend;
    this.check = new GoldenCheck(backend, golden.tolerances());
    this.ownTokens = bundle.manifest().config().context();
  }

  /**
   * Asks the next prompt; true when there is none left.
   *
   * @throws Refusal if the prompt is none of this model
   */
  public boolean step() throws Refusal {
    if (next < golden.prompts().size()) {
      Golden.Prompt prompt = golden.prompts().get(next);
      if (isOfTheModelAlone(prompt)) {
        leftOut = true;
      } else {
        check.run(prompt);
      }
      next++;
    }
    return next == golden.prompts().size();
  }

  /** Whether the model has room for it, and what is loaded of it has not. */
  private boolean isOfTheModelAlone(Golden.Prompt prompt) {
    int tokens = prompt.tokens().size();
    return tokens > backend.config().context() && tokens <= ownTokens;
  }

  /** Null where nothing was compared because nothing fitted. */
  public @Nullable GoldenVerdict verdict() {
    if (leftOut && check.tally().positions() == 0) {
      return null;
    }
    return GoldenVerdict.of(check.tally(), golden.tolerances());
  }
}
