package dev.ember.converter.training.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.training.testing.SmallModel;
import dev.ember.converter.training.testing.SmallTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Real processes that one command starts learn what one process learns from the same batches. */
public final class NodesTest {
  /** For four JVMs to load libtorch and train a little, on a busy machine. */
  private static final long PATIENCE_SECONDS = 240;

  private static final int STEPS = 8;

  /** Of its words a process is told so much by Linux. */
  private static final int PAGE_BYTES = 4096;

  private static final int FILES = 60;

  /** Float32 losses after few steps, whose gradients were added in another order. */
  private static final double TOLERANCE = 1e-4;

  private static final Pattern LOSS = Pattern.compile("\"loss\":([0-9.]+)");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  @Rule public final TrainerJvms trainers = new TrainerJvms();

  private Path texts;

  @Before
  public void writeTexts() throws IOException {
    texts = SmallTexts.write(temporary.newFolder().toPath());
  }

  @Test
  public void pretrain_inTwoAndFourProcesses_hasTheCurveOfOne() throws Exception {
    List<String> words =
        List.of(
            "pretrain",
            texts.resolve("texts.jsonl").toString(),
            "--tokenizer",
            texts.toString(),
            "--layers",
            "1",
            "--width",
            "16",
            "--heads",
            "2",
            "--context",
            "32",
            "--length",
            "16",
            "--accumulate",
            "4");
    List<Double> alone = curve(1, words);
    assertThat(alone).hasSize(STEPS);
    assertSame(curve(2, words), alone);
    assertSame(curve(4, words), alone);
  }

  @Test
  public void pretrain_moreWordsThanASystemTells_reachesAllProcesses() throws Exception {
    List<String> words = new ArrayList<>(List.of("pretrain"));
    String text = Files.readString(texts.resolve("texts.jsonl"));
    for (int i = 0; i < FILES; i++) {
      Path copy = texts.resolve("one-of-the-many-files-that-a-pattern-stands-for-" + i + ".jsonl");
      words.add(Files.writeString(copy, text).toString());
    }
    assertThat(String.join(" ", words)).hasSizeGreaterThan(PAGE_BYTES);
    words.addAll(List.of("--tokenizer", texts.toString(), "--layers", "1", "--width", "16"));
    words.addAll(List.of("--heads", "2", "--context", "32", "--length", "16"));
    words.addAll(List.of("--accumulate", "2"));
    assertThat(curve(2, words)).hasSize(STEPS);
  }

  @Test
  public void join_aProcessEndsAtOnce_saysSoInsteadOfWaiting() {
    ThisProgram broken = new ThisProgram("dev.ember.NoSuchClass", List.of());
    long begun = System.nanoTime();
    assertThatThrownBy(() -> new Nodes(Map.of()).join(2, broken))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected 2 processes but the one of rank 1 ended with exit code 1");
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun))
        .isLessThan(PATIENCE_SECONDS);
  }

  @Test(timeout = PATIENCE_SECONDS * 1000)
  public void meet_anErrorOfLibtorch_isThrownInsteadOfWaiting() {
    Error missing = new UnsatisfiedLinkError("no gloo here");
    StartedProcesses nobody = new StartedProcesses();
    assertThatThrownBy(
            () ->
                nobody.meet(
                    () -> {
                      throw missing;
                    }))
        .isSameAs(missing);
  }

  @Test
  public void sft_inTwoProcesses_hasTheCurveOfOne() throws Exception {
    Path model = temporary.newFolder().toPath();
    SmallModel.write(texts, model);
    List<String> words =
        List.of(
            "sft",
            texts.resolve("chats.jsonl").toString(),
            "--from",
            model.toString(),
            "--length",
            "64",
            "--accumulate",
            "2");
    List<Double> alone = curve(1, words);
    assertThat(alone).hasSize(STEPS);
    assertSame(curve(2, words), alone);
  }

  private static void assertSame(List<Double> curve, List<Double> expected) {
    assertThat(curve).hasSameSizeAs(expected);
    for (int step = 0; step < curve.size(); step++) {
      assertThat(curve.get(step))
          .as("step %d", step)
          .isCloseTo(expected.get(step), within(TOLERANCE));
    }
  }

  /** The losses of a run in so many processes. */
  private List<Double> curve(int nodes, List<String> words) throws Exception {
    Path out = temporary.newFolder().toPath();
    Path said = temporary.newFile().toPath();
    List<String> command = new ArrayList<>(words);
    command.addAll(List.of("--out", out.toString(), "--steps", Integer.toString(STEPS)));
    command.addAll(List.of("--rows", "2", "--threads", "1", "--precision", "float32"));
    command.addAll(List.of("--nodes", Integer.toString(nodes)));
    Process leader = trainers.start(said, Map.of(), command);
    assertThat(leader.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
    assertThat(leader.exitValue()).as(Files.readString(said)).isZero();
    String metrics = Files.readString(out.resolve("training/metrics.jsonl"));
    return LOSS.matcher(metrics)
        .results()
        .map((MatchResult result) -> Double.valueOf(result.group(1)))
        .toList();
  }
}
