package dev.ember.converter.training.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.checkpoint.TrainingState;
import dev.ember.converter.training.testing.SmallTexts;
import dev.ember.inference.checkpoint.SafetensorsFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Two processes on the loopback, one of which is killed in the middle of a step. */
public final class LostProcessTest {
  private static final long PATIENCE_SECONDS = TrainerJvms.PATIENCE_SECONDS;

  /** More than are ever taken before the kill. */
  private static final int ENDLESS = 1_000_000;

  private static final int STEPS_BEFORE = 3;

  /** A step moves a weight by about the rate, 1e-4 and more; rounding moves it by much less. */
  private static final double MEAN_DISTANCE = 2e-5;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  @Rule public final TrainerJvms trainers = new TrainerJvms();

  @Test
  public void pretrain_aProcessIsKilled_saysSoAndTheSameCommandGoesOn() throws Exception {
    Path texts = SmallTexts.write(temporary.newFolder().toPath());
    Path out = temporary.newFolder().toPath();
    int port = freePort();
    Path said = temporary.newFile("leader.txt").toPath();
    Process leader = start(0, port, said, command(texts, out, ENDLESS));
    Process other =
        start(1, port, temporary.newFile("other.txt").toPath(), command(texts, out, ENDLESS));

    Path metrics = out.resolve("training/metrics.jsonl");
    trainers.awaitLines(metrics, STEPS_BEFORE, leader, said);
    other.destroyForcibly();

    assertThat(leader.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("the leader ends").isTrue();
    assertThat(leader.exitValue()).as(Files.readString(said)).isEqualTo(1);
    assertThat(Files.readString(said))
        .contains("pretrain: expected 2 processes but one is gone, as rank 0 sees: ");
    List<String> learned = Files.readAllLines(metrics);

    assertKeptIsWhatOneLearns(texts, out.resolve("training/state.safetensors"));

    // Alone, the same command goes on where they were, and leaves a model.
    int steps = (int) learned.stream().filter(line -> line.contains("\"loss\"")).count();
    List<String> until = command(texts, out, ENDLESS);
    until.addAll(List.of("--until", Integer.toString(steps + 2)));
    Path alone = temporary.newFile("alone.txt").toPath();
    Process last = start(null, port, alone, until);
    assertThat(last.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).as(Files.readString(alone)).isZero();
    assertThat(Files.readAllLines(metrics)).hasSizeGreaterThan(learned.size()).containsAll(learned);
    Checkpoint.open(out).close();
  }

  /** The weights that were kept are those of a run of one process that ends there. */
  private void assertKeptIsWhatOneLearns(Path texts, Path state) throws Exception {
    Path whole = temporary.newFolder().toPath();
    List<String> words = command(texts, whole, ENDLESS);
    words.addAll(List.of("--until", Integer.toString(TrainingState.position(state).nextStep())));
    Path said = temporary.newFile("one.txt").toPath();
    Process one = start(null, 0, said, words);
    assertThat(one.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(one.exitValue()).as(Files.readString(said)).isZero();

    float[] kept = weights(state);
    float[] learned = weights(whole.resolve("training/state.safetensors"));
    assertThat(kept).hasSameSizeAs(learned);
    double distance = 0;
    for (int i = 0; i < kept.length; i++) {
      distance += Math.abs(kept[i] - learned[i]) / (double) kept.length;
    }
    assertThat(distance).isLessThan(MEAN_DISTANCE);
  }

  private static float[] weights(Path state) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(state)) {
      return file.floats("weights");
    }
  }

  private static List<String> command(Path texts, Path out, int steps) {
    String options =
        "--layers 1 --width 16 --heads 2 --context 32 --rows 2 --length 16 --accumulate 2"
            + " --threads 1 --precision float32 --held-out 20 --evaluate 1000 --warm-up 10";
    List<String> words = new ArrayList<>();
    words.add("pretrain");
    words.add(texts.resolve("texts.jsonl").toString());
    words.addAll(List.of("--tokenizer", texts.toString(), "--out", out.toString()));
    words.addAll(List.of("--steps", Integer.toString(steps)));
    words.addAll(List.of(options.split(" ")));
    return words;
  }

  /**
   * Starts the trainer as a process of its own.
   *
   * @param rank null for one that trains alone
   */
  private Process start(@Nullable Integer rank, int port, Path said, List<String> words)
      throws IOException {
    Map<String, String> environment =
        rank == null
            ? Map.of()
            : Map.of(
                "RANK",
                rank.toString(),
                "WORLD_SIZE",
                "2",
                "MASTER_ADDR",
                "127.0.0.1",
                "MASTER_PORT",
                Integer.toString(port));
    return trainers.start(said, environment, words);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
