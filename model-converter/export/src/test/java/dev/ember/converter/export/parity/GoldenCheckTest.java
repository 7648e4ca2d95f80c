package dev.ember.converter.export.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.testing.GoldenLogits;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** What a runtime does wrongly and what quantization took are told apart. */
public final class GoldenCheckTest {
  private static final int[] PROMPT = {5, 6, 7, 8, 9, 10};

  @Test
  public void run_theModelItself_passes() {
    GoldenCheck.Result result = check(golden(1, 0), 1);
    assertThat(result.failures()).isEmpty();
    assertThat(result.summary())
        .startsWith("3 positions, largest difference 0.0000 from the bundle's own logits");
  }

  @Test
  public void run_anotherModel_isWrong() {
    GoldenCheck.Result result = check(golden(2, 0), 1);
    assertThat(result.wrong()).isNotEmpty();
    assertThat(result.failures()).containsAll(result.wrong()).containsAll(result.lost());
  }

  @Test
  public void run_furtherFromTheFloatModelThanTheBundleSays_isLost() {
    GoldenCheck.Result result = check(golden(1, 3), 1);
    assertThat(result.wrong()).isEmpty();
    assertThat(result.lost())
        .singleElement()
        .asString()
        .startsWith("expected logits at most 2.0 from the float model's but found one ");
    assertThat(result.failures()).isEqualTo(result.lost());
  }

  @Test
  public void run_progress_reachesItsEnd() {
    List<Double> shares = new ArrayList<>();
    new GoldenCheck(golden(1, 0), model(1)).run(shares::add);
    assertThat(shares).containsExactly(1.0);
  }

  private static GoldenCheck.Result check(Golden golden, int seed) {
    return new GoldenCheck(golden, model(seed)).run(done -> {});
  }

  /**
   * @param away how far the float model's first logit is from the bundle's own
   */
  private static Golden golden(int seed, float away) {
    Golden own = GoldenLogits.of(model(seed), PROMPT, new Golden.Tolerances(0.01f, 2, 0));
    List<Golden.Position> positions = new ArrayList<>();
    for (Golden.Position position : own.prompts().get(0).positions()) {
      Golden.Candidate first = position.quantized().get(0);
      positions.add(
          new Golden.Position(
              position.index(),
              List.of(new Golden.Candidate(first.token(), first.logit() + away)),
              position.quantized()));
    }
    return new Golden(
        own.tolerances(), List.of(new Golden.Prompt(own.prompts().get(0).tokens(), positions)));
  }

  private static ReferenceBackend model(int seed) {
    return new ReferenceBackend(TinyModel.random(TinyModel.TIED, seed));
  }
}
