package dev.ember.converter.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.training.testing.SmallTexts;
import dev.ember.converter.training.testing.Trajectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * What pretraining and tuning learn in fifty steps; the stages behind them have tests of their own.
 */
public final class TrajectoryTest {
  /** Losses of 1 to 6 nats; processors add in other orders, and 50 steps make it grow. */
  private static final double LOSS_TOLERANCE = 2e-3;

  /** The norm moves with single weights, so it is known less well. */
  private static final double NORM_TOLERANCE = 0.02;

  private static final String SMALL =
      " --threads 1 --precision float32 --rows 4 --length 32 --steps 50 --rate 5e-3 --evaluate 50";

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private Path texts;

  @Before
  public void writeTexts() throws IOException {
    texts = SmallTexts.write(temporary.newFolder().toPath());
  }

  @Test
  public void pretrain_fiftySteps_asCommitted() throws IOException {
    check("pretrain", pretrain(""));
  }

  @Test
  public void pretrainAsGpt2_fiftySteps_asCommitted() throws IOException {
    String gpt2 = " --positions learned --norm layer --activation gelu --bias";
    check("pretrain-gpt2", pretrain(gpt2));
  }

  @Test
  public void pretrainByMuon_fiftySteps_asCommitted() throws IOException {
    check("pretrain-muon", pretrain(" --optimizer muon"));
  }

  @Test
  public void sft_fiftySteps_asCommitted() throws IOException {
    String chats = texts.resolve("chats.jsonl") + " --from " + pretrain("");
    check("sft", run("sft " + chats + " --mix-text " + texts.resolve("texts.jsonl")));
    check("sft-lora", run("sft " + chats + " --lora-rank 4"));
  }

  private Path pretrain(String options) throws IOException {
    return run(
        "pretrain "
            + texts.resolve("texts.jsonl")
            + " --tokenizer "
            + texts
            + " --held-out 100 --layers 2 --width 32 --heads 4 --kv-heads 2 --context 64"
            + options);
  }

  private Path run(String words) throws IOException {
    Path out = temporary.newFolder().toPath();
    String[] arguments = (words + SMALL + " --out " + out).split(" +");
    assertThat(TrainerMain.commandLine().execute(arguments)).isZero();
    return out;
  }

  private static void check(String name, Path run) throws IOException {
    Trajectory trajectory = new Trajectory();
    for (String line : Files.readAllLines(run.resolve("training/metrics.jsonl"))) {
      JsonObject json = JsonParser.parseString(line).getAsJsonObject();
      if (json.has("loss")) {
        trajectory.add(json.get("loss").getAsDouble(), json.get("gradientNorm").getAsDouble());
      }
    }
    trajectory.assertAsCommitted(name, LOSS_TOLERANCE, NORM_TOLERANCE);
  }
}
