package dev.ember.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ember.app.library.Refusal;
import dev.ember.app.testing.TinyCheckpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A conversion begins only where there is room for all of it. */
public final class ConversionRoomTest {
  private static final JobRecord JOB =
      new JobRecord(
          "job-1", JobRecord.Kind.FILES, "tiny", "", "", false, JobRecord.Status.RUNNING, null);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final List<Long> weights = new ArrayList<>();
  private Path source;
  private Path bundle;

  @Before
  public void offer() throws IOException {
    source = TinyCheckpoint.write(folder.newFolder("tiny").toPath());
    bundle = folder.newFolder("models").toPath().resolve("job-1.ember");
  }

  @Test
  public void run_noRoom_isRefusedBeforeAnythingIsWritten() {
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class,
            () -> conversion(FreeRoom.SPARE_BYTES).run(JOB, source, bundle, control()));
    assertThat(Objects.requireNonNull(refusal).reason())
        .as("the source is here")
        .isEqualTo(Refusal.Reason.NO_SPACE_FOR_REST);
    assertThat(refusal.expected()).isGreaterThan(refusal.found());
    assertThat(refusal.found()).isEqualTo(FreeRoom.SPARE_BYTES);
    assertThat(bundle.getParent()).isEmptyDirectory();
  }

  @Test
  public void run_room_askedForWhatItThenTakes() throws IOException {
    conversion(Long.MAX_VALUE).run(JOB, source, bundle, control());
    assertThat(bundle).isRegularFile();
    long last = weights.get(weights.size() - 1);
    assertThat(last).isPositive();

    Refusal refusal =
        catchThrowableOfType(
            Refusal.class,
            () ->
                conversion(3 * last + FreeRoom.SPARE_BYTES - 1)
                    .run(JOB, source, bundle, control()));
    assertThat(Objects.requireNonNull(refusal).expected())
        .as("converted, its draft, and the bundle")
        .isEqualTo(3 * last + FreeRoom.SPARE_BYTES);
  }

  private Conversion conversion(long freeBytes) {
    return new Conversion(() -> JobProgress.Pause.NONE, new FreeRoom(path -> freeBytes));
  }

  /** Sees at each step how much of the weights lies in the scratch folder. */
  private JobControl control() {
    return new JobControl(System::currentTimeMillis, this::look);
  }

  private void look() {
    Path scratch = bundle.resolveSibling(".job-1.ember.part");
    Path model = scratch.resolve("model.tflite");
    if (!Files.exists(scratch.resolve("draft.ember")) || !Files.exists(bundle)) {
      return; // all three copies are there at the very end
    }
    try {
      Path tables = scratch.resolve("embeddings.bin");
      weights.add(Files.size(model) + (Files.exists(tables) ? Files.size(tables) : 0));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
