package dev.ember.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import android.app.Application;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.library.Refusal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** What another app offers, copied: all of it, the rest of it, or none of it. */
@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class FileCopyTest {
  private static final int BYTES = 700_000; // some buffers, and a piece of one
  private static final int HALF = 300_000;

  /** Beyond what an {@code int} counts, and twice that. */
  private static final long FIVE_GIGABYTES = 5L << 30;

  private static final FreeRoom ROOM = new FreeRoom(folder -> Long.MAX_VALUE);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final byte[] content = new byte[BYTES];
  private final List<JobProgress> told = new ArrayList<>();
  private final JobControl[] control = {new JobControl(() -> 0, this::tell)};
  private OfferedFiles offers;
  private Path file;
  private Path part;

  @Before
  public void offer() throws IOException {
    new Random(1).nextBytes(content);
    file = folder.newFolder("other-app").toPath().resolve("model.ember");
    part = folder.newFolder("here").toPath().resolve("job-1.part");
    Files.write(file, content);
    offers = OfferedFiles.register().offer(file);
  }

  @Test
  public void run_partIsHere_isKeptAndGoneOnBehind() throws IOException {
    byte[] kept = new byte[HALF]; // as no beginning of the file is, so that a new one would be seen
    Files.write(part, kept);

    copy(ROOM);

    byte[] expected = content.clone();
    System.arraycopy(kept, 0, expected, 0, HALF);
    assertThat(part).hasBinaryContent(expected);
    assertThat(told.get(0).done()).isEqualTo(HALF);
    assertThat(last().done()).isEqualTo(BYTES);
  }

  @Test
  public void run_partIsLongerThanTheFile_beginsAnew() throws IOException {
    Files.write(part, new byte[BYTES + 1]);
    copy(ROOM);
    assertThat(part).hasBinaryContent(content);
  }

  @Test
  public void run_pipe_isCopiedToItsEndWithoutALength() throws IOException {
    offers.throughAPipe();

    copy(ROOM);

    assertThat(part).hasBinaryContent(content);
    assertThat(last().done()).isEqualTo(BYTES);
    assertThat(told).allSatisfy(now -> assertThat(now.permille()).isZero());
    assertThat(told).allSatisfy(now -> assertThat(now.secondsLeft()).isNegative());
  }

  @Test
  public void run_pipeAndAPartIsHere_beginsAnew() throws IOException {
    Files.write(part, new byte[HALF]);
    offers.throughAPipe();

    copy(ROOM);

    assertThat(part).hasBinaryContent(content);
    assertThat(told.get(0).done()).isZero();
  }

  @Test
  public void run_severalGigabytes_goesOnFarBehindTheFirstTwo() throws IOException {
    try (RandomAccessFile big = new RandomAccessFile(file.toFile(), "rw")) {
      big.seek(FIVE_GIGABYTES); // a hole before it, which takes no room on the disk
      big.write(content);
    }
    try (RandomAccessFile begun = new RandomAccessFile(part.toFile(), "rw")) {
      begun.setLength(FIVE_GIGABYTES);
    }

    control[0] = new JobControl(() -> 0, this::tellAndStopAtTheBeginning);

    copy(new FreeRoom(place -> FreeRoom.SPARE_BYTES + BYTES));

    assertThat(Files.size(part)).isEqualTo(FIVE_GIGABYTES + BYTES);
    byte[] end = new byte[BYTES];
    try (RandomAccessFile copied = new RandomAccessFile(part.toFile(), "r")) {
      copied.seek(FIVE_GIGABYTES);
      copied.readFully(end);
    }
    assertThat(end).isEqualTo(content);
    assertThat(told.get(0).done()).isEqualTo(FIVE_GIGABYTES);
    assertThat(told.get(0).permille()).isEqualTo(999);
    assertThat(last().permille()).isEqualTo(1_000);
  }

  /** A copy that began anew would fill the disk. */
  private void tellAndStopAtTheBeginning() {
    tell();
    if (told.get(0).done() < FIVE_GIGABYTES) {
      control[0].stop();
    }
  }

  @Test
  public void progress_ofSeveralGigabytes_hasItsPaceAndItsTimeLeft() throws IOException {
    long[] nowMs = {0};
    JobControl hours = new JobControl(() -> nowMs[0], () -> {});
    hours.at(JobProgress.Step.COPYING, 0, 3 * FIVE_GIGABYTES);
    nowMs[0] = 100_000;
    hours.at(JobProgress.Step.COPYING, FIVE_GIGABYTES, 3 * FIVE_GIGABYTES);

    assertThat(hours.progress().permille()).isEqualTo(333);
    assertThat(hours.progress().secondsLeft()).isEqualTo(200);
  }

  @Test
  public void run_cancelledInTheMiddle_keepsWhatHasCome() throws IOException {
    control[0] = new JobControl(() -> 0, () -> stopBehindTheFirst());

    assertThat(catchThrowableOfType(JobControl.Stopped.class, () -> copy(ROOM))).isNotNull();

    int came = (int) Files.size(part);
    assertThat(came).isPositive().isLessThan(BYTES);
    assertThat(part).hasBinaryContent(Arrays.copyOf(content, came));
  }

  private void stopBehindTheFirst() {
    if (control[0].progress().done() > 0) {
      control[0].stop();
    }
  }

  @Test
  public void run_lessRoomThanNeeded_isRefusedBeforeAnythingIsWritten() {
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class, () -> copy(new FreeRoom(place -> FreeRoom.SPARE_BYTES + BYTES - 1)));

    assertThat(Objects.requireNonNull(refusal).reason()).isEqualTo(Refusal.Reason.NO_SPACE);
    assertThat(refusal.expected()).isEqualTo(FreeRoom.SPARE_BYTES + BYTES);
    assertThat(refusal.found()).isEqualTo(FreeRoom.SPARE_BYTES + BYTES - 1);
    assertThat(part).doesNotExist();
    assertThat(told).isEmpty();
  }

  @Test
  public void run_lessRoomThanTheRestNeeds_leavesThePartAsItWas() throws IOException {
    byte[] begun = Arrays.copyOf(content, HALF);
    Files.write(part, begun);
    long rest = BYTES - HALF;

    Refusal refusal =
        catchThrowableOfType(
            Refusal.class, () -> copy(new FreeRoom(place -> FreeRoom.SPARE_BYTES + rest - 1)));

    assertThat(Objects.requireNonNull(refusal).reason())
        .isEqualTo(Refusal.Reason.NO_SPACE_FOR_REST);
    assertThat(part).hasBinaryContent(begun);
    copy(new FreeRoom(place -> FreeRoom.SPARE_BYTES + rest));
    assertThat(part).hasBinaryContent(content);
  }

  @Test
  public void roomOfThePhone_lessThanNeeded_isRefused() {
    long more = file.toFile().getUsableSpace() + 1;
    Refusal refusal =
        catchThrowableOfType(Refusal.class, () -> FreeRoom.ofThePhone().require(file, more, false));
    assertThat(Objects.requireNonNull(refusal).reason()).isEqualTo(Refusal.Reason.NO_SPACE);
  }

  private void copy(FreeRoom room) throws IOException {
    FileOffers readable = new FileOffers(ApplicationProvider.getApplicationContext());
    new FileCopy(readable, room).run(OfferedFiles.uri().toString(), part, control[0]);
  }

  private void tell() {
    told.add(control[0].progress());
  }

  private JobProgress last() {
    return told.get(told.size() - 1);
  }
}
