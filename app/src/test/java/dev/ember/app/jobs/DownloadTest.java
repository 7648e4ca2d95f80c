package dev.ember.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ember.app.library.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.Test;

/** A download through every fault that a server and a network are known for. */
public final class DownloadTest extends ServedFile {
  /** As often as no phone is asked that rests in between. */
  private static final int MOST_LOOKS = 1_000;

  @Test
  public void whole_ok_isThereToTheLastByte() throws IOException {
    server.enqueue(ok());

    run("");

    assertThat(part).hasBinaryContent(content);
    assertThat(control.progress().done()).isEqualTo(BYTES);
  }

  @Test
  public void whole_chunkedWithoutLength_isThereToTheLastByte() throws IOException {
    server.enqueue(
        new MockResponse().setHeader("ETag", TAG).setChunkedBody(buffer(content, 0), 8_192));

    run("");

    assertThat(part).hasBinaryContent(content);
  }

  @Test
  public void connection_breaksInTheMiddle_goesOnBehindWhatCame() throws Exception {
    server.setDispatcher(new RangeServer(content, TAG).breakingOnce());
    run("");

    assertThat(part).hasBinaryContent(content);
    server.takeRequest();
    RecordedRequest second = server.takeRequest();
    assertThat(second.getHeader("Range")).startsWith("bytes=").endsWith("-");
    assertThat(second.getHeader("If-Range")).isEqualTo(TAG);
  }

  @Test
  public void processDied_partIsHere_onlyTheRestIsAsked() throws Exception {
    keep(HALF, TAG);
    server.enqueue(partial(HALF));

    run("");

    assertThat(part).hasBinaryContent(content);
    assertThat(server.takeRequest().getHeader("Range")).isEqualTo("bytes=" + HALF + "-");
  }

  @Test
  public void processDied_everythingIsHere_nothingIsAsked() throws IOException {
    keep(BYTES, TAG);

    run("");

    assertThat(server.getRequestCount()).isZero();
    assertThat(part).hasBinaryContent(content);
  }

  @Test
  public void processDied_everythingIsHereAndItsHashIsKnown_noVersionAndNoLengthIsNeeded()
      throws IOException {
    RemoteFile known = new RemoteFile(server.url("/m.gguf").toString(), BYTES, hash());
    Download.Wanted wanted = new Download.Wanted(known, false, 0, 0);
    Files.write(part, content);
    assertThat(download().run(wanted, part, version, control)).isEqualTo(hash());

    new ServerFile(TAG, -1).write(version);
    assertThat(download().run(wanted, part, version, control)).isEqualTo(hash());
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  public void server_withoutRanges_beginsAnewAndDoesNotAppend() throws IOException {
    keep(HALF, TAG);
    server.enqueue(ok());

    run("");

    assertThat(part).hasBinaryContent(content);
  }

  @Test
  public void server_withoutVersion_isNeverAskedForTheRest() throws Exception {
    Files.write(part, Arrays.copyOf(content, HALF));
    server.enqueue(ok());

    run("");

    assertThat(server.takeRequest().getHeader("Range")).isNull();
    assertThat(part).hasBinaryContent(content);
  }

  @Test
  public void connection_breaksInAChunkedBody_goesOnBehindWhatCame() throws Exception {
    Dispatcher whole = new RangeServer(content, TAG);
    MockResponse cut =
        new MockResponse()
            .setHeader("ETag", TAG)
            .setChunkedBody(buffer(content, 0), 8_192)
            .setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY);
    Queue<MockResponse> first = new ConcurrentLinkedQueue<>(List.of(cut));
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            MockResponse broken = first.poll();
            return broken != null ? broken : whole.dispatch(request);
          }
        });
    run("");

    assertThat(part).hasBinaryContent(content);
    server.takeRequest();
    assertThat(server.takeRequest().getHeader("Range")).startsWith("bytes=");
  }

  @Test
  public void waits_getLongerWithEachTryInVain() {
    Download patient = new Download(unmetered -> network, url -> true, ROOM, 1_000);
    assertThat(IntStream.rangeClosed(1, 4).mapToLong(patient::backoffMs))
        .containsExactly(1_000L, 2_000L, 4_000L, 8_000L);
  }

  @Test
  public void server_saysNo_isSaidWithItsNumberAndNotTriedAgain() {
    server.enqueue(new MockResponse().setResponseCode(404));

    Refusal refusal = refusal("");

    assertThat(refusal.reason()).isEqualTo(Refusal.Reason.SERVER);
    assertThat(refusal.found()).isEqualTo(404);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  public void server_busy_isTriedAgain() throws IOException {
    server.enqueue(new MockResponse().setResponseCode(503));
    server.enqueue(new MockResponse().setResponseCode(429));
    server.enqueue(ok());

    run("");

    assertThat(part).hasBinaryContent(content);
  }

  @Test
  public void server_alwaysBroken_endsAfterFiveTriesAndKeepsThePart() throws IOException {
    keep(HALF, TAG);
    for (int i = 0; i < 5; i++) {
      server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AT_START));
    }

    Refusal refusal = refusal("");

    assertThat(refusal.reason()).isEqualTo(Refusal.Reason.NETWORK);
    assertThat(refusal.found()).isEqualTo(HALF);
    assertThat(Files.size(part)).isEqualTo(HALF);
  }

  @Test
  public void hash_right_isTaken() throws IOException {
    server.enqueue(ok());

    run(hash());

    assertThat(part).hasBinaryContent(content);
  }

  @Test
  public void hash_nobodyKnowsIt_isThatOfWhatCame() throws IOException {
    server.enqueue(ok());
    assertThat(run("")).isEqualTo(hash()).hasSize(64);
  }

  @Test
  public void hash_connectionBreaks_isOfTheWholeFile() throws IOException {
    server.setDispatcher(new RangeServer(content, TAG).breakingOnce());
    assertThat(run("")).isEqualTo(hash());
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  public void hash_processDied_isOfTheWholeFile() throws IOException {
    keep(HALF, TAG);
    server.enqueue(partial(HALF));
    assertThat(run("")).isEqualTo(hash());

    assertThat(run("")).as("of a file that is whole already").isEqualTo(hash());
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  public void hash_serverBeginsAnew_isOfTheWholeFile() throws IOException {
    keep(HALF, TAG);
    server.enqueue(partial(HALF).setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY));
    server.enqueue(ok()); // as if it had no ranges any more
    assertThat(run("")).isEqualTo(hash());
  }

  @Test
  public void hash_userStopsWhileAPartIsRead_endsIt() throws IOException {
    keep(BYTES, TAG);
    control.stop();
    assertThat(catchThrowableOfType(JobControl.Stopped.class, () -> run(""))).isNotNull();
  }

  @Test
  public void hash_wrong_isSaidAndTheFileIsGone() {
    server.enqueue(ok());

    assertThat(refusal("0".repeat(64)).reason()).isEqualTo(Refusal.Reason.WRONG_HASH);
    assertThat(part).doesNotExist();
  }

  @Test
  public void network_metered_waitsAndStopsWhenTold() {
    network = JobProgress.Pause.METERED;
    control.stop();

    assertThat(
            catchThrowableOfType(
                JobControl.Stopped.class,
                () -> download().run(Download.Wanted.of(job("", true)), part, version, control)))
        .isNotNull();
    assertThat(server.getRequestCount()).isZero();
    assertThat(control.progress().pause()).isEqualTo(JobProgress.Pause.METERED);
  }

  @Test
  public void network_goneAfterItsUserHurried_isWaitedForAsBefore() throws InterruptedException {
    AtomicInteger looks = new AtomicInteger();
    Network gone =
        unmeteredOnly -> {
          if (looks.incrementAndGet() == MOST_LOOKS) {
            control.stop();
          }
          return JobProgress.Pause.NO_NETWORK;
        };
    control.hurry();

    assertThat(restsForTheNetwork(new Download(gone, url -> true, ROOM, 1))).isTrue();
    assertThat(looks).hasValue(1);
  }

  @Test
  public void connection_brokenAfterItsUserHurried_isTriedAgainLater() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AT_START));
    }
    control.hurry();
    long longer = TimeUnit.MINUTES.toMillis(5);

    assertThat(restsForTheNetwork(new Download(unmetered -> network, url -> true, ROOM, longer)))
        .isTrue();
    assertThat(server.getRequestCount()).isLessThan(5);
  }

  @Test
  public void network_meteredAndItsUserHurries_isUsed() throws IOException {
    server.enqueue(ok());
    control.hurry();
    Network metered =
        unmeteredOnly -> unmeteredOnly ? JobProgress.Pause.METERED : JobProgress.Pause.NONE;

    new Download(metered, url -> true, ROOM, 1)
        .run(Download.Wanted.of(job("", true)), part, version, control);

    assertThat(part).hasBinaryContent(content);
  }

  /** Whether it comes to stand still; then it is stopped. */
  private boolean restsForTheNetwork(Download download) throws InterruptedException {
    Thread work =
        new Thread(
            () -> {
              try {
                download.run(Download.Wanted.of(job("", false)), part, version, control);
              } catch (IOException ended) {
                return;
              }
            });
    work.start();
    while (work.isAlive()
        && (control.progress().pause() != JobProgress.Pause.NO_NETWORK
            || work.getState() != Thread.State.TIMED_WAITING)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    boolean rests = work.isAlive();
    control.stop();
    work.join();
    return rests;
  }

  @Test
  public void room_thePartIsReplaced_isCountedAsFree() throws IOException {
    keep(HALF, TAG);
    server.enqueue(ok());
    FreeRoom room = new FreeRoom(folder -> FreeRoom.SPARE_BYTES + BYTES - HALF);

    new Download(unmetered -> network, url -> true, room, 1)
        .run(Download.Wanted.of(job("", false)), part, version, control);

    assertThat(part).hasBinaryContent(content);
  }

  @Test
  public void room_lessThanTheFile_isRefusedBeforeAnythingIsWritten() {
    server.enqueue(ok());
    Refusal refusal = refusalWith(FreeRoom.SPARE_BYTES + BYTES - 1);

    assertThat(refusal.reason()).isEqualTo(Refusal.Reason.NO_SPACE);
    assertThat(refusal.expected()).isEqualTo(FreeRoom.SPARE_BYTES + BYTES);
    assertThat(part).doesNotExist();
    assertThat(version).doesNotExist();
  }

  @Test
  public void room_lessThanTheRest_isRefusedAndThePartIsKept() throws IOException {
    keep(HALF, TAG);
    server.enqueue(partial(HALF));
    Refusal refusal = refusalWith(FreeRoom.SPARE_BYTES + BYTES - HALF - 1);

    assertThat(refusal.reason()).isEqualTo(Refusal.Reason.NO_SPACE_FOR_REST);
    assertThat(part).hasBinaryContent(Arrays.copyOf(content, HALF));
    server.enqueue(partial(HALF));
    run("");
    assertThat(part).as("where there is room again").hasBinaryContent(content);
  }

  private Refusal refusalWith(long freeBytes) {
    FreeRoom room = new FreeRoom(place -> freeBytes);
    Download little = new Download(unmetered -> network, url -> true, room, 1);
    Download.Wanted wanted = Download.Wanted.of(job("", false));
    Refusal refusal =
        catchThrowableOfType(Refusal.class, () -> little.run(wanted, part, version, control));
    assertThat(refusal).isNotNull();
    return refusal;
  }

  @Test
  public void user_stops_endsWithinABuffer() throws Exception {
    JobControl[] stopping = new JobControl[1];
    stopping[0] = new JobControl(() -> 0, () -> stopping[0].stop());
    server.enqueue(ok().throttleBody(1_024, 1, TimeUnit.MILLISECONDS));

    assertThat(
            catchThrowableOfType(
                JobControl.Stopped.class,
                () ->
                    download().run(Download.Wanted.of(job("", false)), part, version, stopping[0])))
        .isNotNull();
    assertThat(Files.size(part)).isLessThan(BYTES);
  }
}
