package dev.ember.inference.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.testing.FuzzCase;
import dev.ember.inference.testing.JsonMutator;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/** Texts of replays restructured at random: each is read, and can be told on, or is refused. */
public final class ReplayFuzzTest {
  private static final int CASES = 20_000;
  private static final String FILE = "mutant.json";

  @Test
  public void replay_restructured_isReadOrRefused() throws IOException {
    SamplingOptions sampling = new SamplingOptions(0.7f, 40, 0.9f, 0.01f, 1.1f, 8, 5);
    GenerationOptions options = new GenerationOptions(sampling, 20, List.of("\n\n", "end"));
    Replay replay =
        new Replay(
            "0".repeat(64),
            "reference",
            List.of(1, 2, 3),
            options,
            List.of(4, 5),
            "é\n",
            FinishReason.STOP);
    JsonMutator mutator = new JsonMutator(ReplayJson.write(replay));
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      String mutant = mutator.mutant(new Random(i));
      refused += FuzzCase.isRefused(i, IOException.class, () -> readAndWrite(mutant), FILE) ? 1 : 0;
    }
    assertThat(refused).isBetween(CASES / 4, CASES - CASES / 20); // or it is no test
  }

  private static void readAndWrite(String text) throws IOException {
    Replay read = ReplayJson.read(FILE, text);
    assertThat(ReplayJson.read(FILE, ReplayJson.write(read))).isEqualTo(read);
  }
}
