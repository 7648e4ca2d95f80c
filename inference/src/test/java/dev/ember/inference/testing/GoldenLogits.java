package dev.ember.inference.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.Golden;

/** A bundle's own promise, {@code golden.json}, held against a backend that runs it. */
public final class GoldenLogits {

  private GoldenLogits() {}

  /** Fails where a logit is further from the golden one than the bundle itself allows. */
  public static void assertHold(Golden golden, Backend backend) {
    assertThat(golden.prompts()).isNotEmpty();
    for (Golden.Prompt prompt : golden.prompts()) {
      assertPromptHolds(prompt, golden.tolerances().backendLogit(), backend);
    }
  }

  private static void assertPromptHolds(Golden.Prompt prompt, float tolerance, Backend backend) {
    assertThat(prompt.positions()).isNotEmpty();
    float[] logits = new float[backend.config().vocabulary()]; // [V]
    try (KvCache cache = backend.newCache()) {
      int at = 0;
      for (Golden.Position position : prompt.positions()) {
        for (; at <= position.index(); at++) {
          backend.decode(prompt.tokens().get(at), cache, logits);
        }
        for (Golden.Candidate candidate : position.quantized()) {
          assertThat(Math.abs(logits[candidate.token()] - candidate.logit()))
              .as("%s, position %d", backend.description(), position.index())
              .isLessThanOrEqualTo(tolerance);
        }
      }
    }
  }
}
