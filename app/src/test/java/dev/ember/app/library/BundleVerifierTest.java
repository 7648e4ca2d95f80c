package dev.ember.app.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import android.app.Application;
import dev.ember.app.testing.RunnableBundle;
import dev.ember.inference.bundle.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** A model that comes in is held to all that the proof of a runtime asks. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class BundleVerifierTest {
  private static final ModelCard.Arrival ARRIVAL = new ModelCard.Arrival("a test", "", 0);

  /** Wider than the logits are high, as an import in 4-bit blocks once carried it. */
  private static final Golden.Tolerances WIDE = new Golden.Tolerances(1_000, 1_000, 0);

  /** More than the model's own window. */
  private static final int TOO_LONG = 200;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void verify_whatItsMakerWroteDown_isTaken() throws IOException {
    assertThat(
            BundleVerifier.verify(
                    RunnableBundle.write(folder.newFile().toPath(), Map.of()),
                    ARRIVAL,
                    (check, share) -> {})
                .name())
        .isEqualTo(RunnableBundle.NAME);
  }

  @Test
  public void verify_progress_namesEachCheckInItsTurnAndNeverGoesBack() throws IOException {
    Path file = RunnableBundle.write(folder.newFile().toPath(), Map.of());
    Set<BundleVerifier.Check> checks = new LinkedHashSet<>();
    List<Double> shares = new ArrayList<>();
    BundleVerifier.verify(
        file,
        ARRIVAL,
        (check, share) -> {
          checks.add(check);
          shares.add(share);
        });
    assertThat(checks).containsExactly(BundleVerifier.Check.values());
    assertThat(shares).isSorted().endsWith(1.0);
  }

  @Test
  public void verify_oneLogitFarAway_isRefused() throws IOException {
    Refusal refusal = refusal(golden -> written(golden, golden.tolerances(), 5, 1));
    assertThat(refusal.reason()).isEqualTo(Refusal.Reason.WRONG_ANSWERS);
    assertThat(refusal.detail()).startsWith("golden.json: expected logits within 1.0000 but found");
  }

  /** Each single logit lies within the bound. */
  @Test
  public void verify_equalLogitsWithinAWideBound_isRefusedWithWhatWasFound() throws IOException {
    Refusal refusal = refusal(golden -> written(golden, WIDE, 0, 0));
    assertThat(refusal.reason()).isEqualTo(Refusal.Reason.WRONG_ANSWERS);
    assertThat(refusal.detail()).contains("in the mean but found them").contains("nats");
  }

  @Test
  public void verify_nothingToCompare_isRefused() throws IOException {
    Refusal refusal = refusal(golden -> new Golden(golden.tolerances(), List.of()));
    assertThat(refusal.reason()).isEqualTo(Refusal.Reason.DAMAGED);
    assertThat(refusal.detail()).contains("expected golden positions but found none");
  }

  @Test
  public void verify_promptLongerThanTheModel_isRefused() throws IOException {
    Golden.Prompt prompt = new Golden.Prompt(Collections.nCopies(TOO_LONG, 1), List.of());
    Refusal refusal = refusal(golden -> new Golden(golden.tolerances(), List.of(prompt)));
    assertThat(refusal.reason()).isEqualTo(Refusal.Reason.DAMAGED);
    assertThat(refusal.detail()).contains("golden.json: expected prompts of at most");
  }

  /** All logits times {@code factor}, the first of them and {@code more}. */
  private static Golden written(
      Golden golden, Golden.Tolerances tolerances, float more, float factor) {
    List<Golden.Prompt> prompts = new ArrayList<>();
    for (Golden.Prompt prompt : golden.prompts()) {
      List<Golden.Position> positions = new ArrayList<>();
      for (Golden.Position position : prompt.positions()) {
        List<Golden.Candidate> kept = new ArrayList<>();
        for (Golden.Candidate candidate : position.quantized()) {
          float added = kept.isEmpty() ? more : 0;
          kept.add(new Golden.Candidate(candidate.token(), factor * candidate.logit() + added));
        }
        positions.add(new Golden.Position(position.index(), position.reference(), kept));
      }
      prompts.add(new Golden.Prompt(prompt.tokens(), positions));
    }
    return new Golden(tolerances, prompts);
  }

  private Refusal refusal(UnaryOperator<Golden> written) throws IOException {
    Path file = RunnableBundle.writeWrong(folder.newFile().toPath(), written);
    return catchThrowableOfType(
        Refusal.class, () -> BundleVerifier.verify(file, ARRIVAL, (check, share) -> {}));
  }
}
