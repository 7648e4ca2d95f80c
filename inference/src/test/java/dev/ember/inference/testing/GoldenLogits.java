package dev.ember.inference.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.trust.GoldenRun;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.bundle.GoldenTally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A bundle's own promise, {@code golden.json}, held against a backend that runs it. */
public final class GoldenLogits {

  private static final int KEPT = 3; // candidates of a position

  private GoldenLogits() {}

  /** What a backend gives now at every other token of a prompt, to be held to later. */
  public static Golden of(Backend backend, int[] prompt, Golden.Tolerances tolerances) {
    List<Golden.Position> positions = new ArrayList<>();
    float[] logits = new float[backend.config().vocabulary()]; // [V]
    try (KvCache cache = backend.newCache()) {
      for (int i = 0; i < prompt.length; i++) {
        backend.decode(prompt[i], cache, logits);
        if (i % 2 == 1) {
          positions.add(new Golden.Position(i, List.of(), Golden.Candidate.largest(logits, KEPT)));
        }
      }
    }
    List<Integer> tokens = Arrays.stream(prompt).boxed().collect(Collectors.toList());
    return new Golden(tolerances, List.of(new Golden.Prompt(tokens, positions)));
  }

  /** What a backend says to all of them. */
  public static GoldenTally tally(Golden golden, Backend backend) {
    GoldenRun run = new GoldenRun(golden, backend);
    while (!run.isOver()) {
      run.ask();
    }
    return run.tally();
  }

  /** Fails where the logits are further from the golden ones than any proof allows. */
  public static void assertHold(Golden golden, Backend backend) {
    GoldenTally tally = tally(golden, backend);
    assertThat(tally.positions())
        .as("none is left out")
        .isEqualTo(golden.prompts().stream().mapToInt(prompt -> prompt.positions().size()).sum());
    assertThat(tally.failures()).as(backend.description()).isEmpty();
  }
}
