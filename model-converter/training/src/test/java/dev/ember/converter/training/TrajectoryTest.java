package dev.ember.converter.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.training.testing.SmallTexts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * The first fifty steps of each stage, loss and gradient norm, against those that are committed. A
 * change of them is a change of what is learned: {@code -Dember.trajectories=DIR} writes them anew,
 * and the commit says why.
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
            + " --layers 2 --width 32 --heads 4 --kv-heads 2 --context 64"
            + options);
  }

  private Path run(String words) throws IOException {
    Path out = temporary.newFolder().toPath();
    String[] arguments = (words + SMALL + " --out " + out).split(" +");
    assertThat(TrainerMain.commandLine().execute(arguments)).isZero();
    return out;
  }

  private static void check(String name, Path run) throws IOException {
    List<String> found = trajectory(run);
    String folder = System.getProperty("ember.trajectories");
    if (folder != null) {
      Files.write(Path.of(folder, name + ".txt"), found);
      return;
    }
    List<String> committed = committed(name);
    assertThat(found).hasSameSizeAs(committed).hasSize(50);
    for (int step = 0; step < committed.size(); step++) {
      double[] is = numbers(found.get(step));
      double[] was = numbers(committed.get(step));
      assertThat(is[0])
          .as("%s, loss of step %d", name, step)
          .isCloseTo(was[0], within(LOSS_TOLERANCE));
      assertThat(is[1])
          .as("%s, gradient norm of step %d", name, step)
          .isCloseTo(was[1], within(NORM_TOLERANCE * was[1]));
    }
  }

  private static List<String> trajectory(Path run) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("training/metrics.jsonl"))) {
      JsonObject json = JsonParser.parseString(line).getAsJsonObject();
      if (json.has("loss")) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%.4f %.4f",
                json.get("loss").getAsDouble(),
                json.get("gradientNorm").getAsDouble()));
      }
    }
    return lines;
  }

  private static double[] numbers(String line) {
    String[] words = line.split(" ");
    return new double[] {Double.parseDouble(words[0]), Double.parseDouble(words[1])};
  }

  private static List<String> committed(String name) throws IOException {
    InputStream stream =
        Objects.requireNonNull(
            TrajectoryTest.class.getResourceAsStream("trajectory/" + name + ".txt"), name);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return lines.lines().collect(Collectors.toList());
    }
  }
}
