package dev.ember.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.jobs.JobProgress.Pause;
import dev.ember.app.testing.TinyCheckpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.JUnit4;

@RunWith(JUnit4.class)
public final class ConversionTest {
  private static final JobRecord JOB =
      new JobRecord(
          "job-1", JobRecord.Kind.FILES, "tiny", "", "", false, JobRecord.Status.RUNNING, null);

  private static final FreeRoom ROOM = new FreeRoom(place -> Long.MAX_VALUE);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /** What the phone says, one after the other; then it is well. */
  private final Queue<Pause> health = new ArrayDeque<>();

  private final List<JobProgress> told = new ArrayList<>();
  private final long[] nowMs = new long[1];
  private final JobControl control = new JobControl(() -> nowMs[0] += 1_000, this::tell);

  @Test
  public void run_phoneRecovers_goesOnByItself() throws IOException {
    health.addAll(List.of(Pause.BATTERY_LOW, Pause.BATTERY_LOW, Pause.WARM, Pause.WARM));

    Path bundle = convert();

    assertThat(bundle).isRegularFile();
    assertThat(told).extracting(JobProgress::pause).contains(Pause.BATTERY_LOW, Pause.WARM);
    assertThat(told.get(told.size() - 1).pause()).isEqualTo(Pause.NONE);
    assertThat(control.hurried()).as("nobody touched it").isFalse();
  }

  @Test
  public void run_layersPass_saysHowLongItStillTakes() throws IOException {
    convert();

    assertThat(told)
        .filteredOn(now -> now.step() == JobProgress.Step.CONVERTING)
        .extracting(JobProgress::secondsLeft)
        .as("none at first, and then fewer than all thousandths take")
        .contains(-1L)
        .anySatisfy(left -> assertThat(left).isBetween(0L, 999L));
  }

  @Test
  public void options_leaveAThirdOfTheHeapToTheScreens() {
    long heapBytes = Runtime.getRuntime().maxMemory();
    assertThat(Conversion.options(JOB).effort().memoryBytes()).isEqualTo(heapBytes * 2 / 3);
  }

  private Path convert() throws IOException {
    Path source = TinyCheckpoint.write(folder.newFolder("tiny").toPath());
    Path bundle = folder.newFolder("models").toPath().resolve("job-1.ember");
    new Conversion(this::phone, ROOM, 1).run(JOB, source, bundle, control);
    return bundle;
  }

  private Pause phone() {
    Pause now = health.poll();
    return now == null ? Pause.NONE : now;
  }

  private void tell() {
    told.add(control.progress());
  }

  @Test
  public void nameOf_file_isWithoutItsEnding() {
    assertThat(Conversion.nameOf("tiny.poet.gguf")).isEqualTo("tiny.poet");
  }

  @Test
  public void nameOf_titleWithADot_staysWhole() {
    assertThat(Conversion.nameOf("Qwen2.5 0.5B Instruct")).isEqualTo("Qwen2.5 0.5B Instruct");
  }

  @Test
  public void nameOf_nothingButAnEnding_isTheTitle() {
    assertThat(Conversion.nameOf(".gguf")).isEqualTo(".gguf");
    assertThat(Conversion.nameOf(" .gguf")).isEqualTo(" .gguf");
  }
}
