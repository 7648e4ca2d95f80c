package dev.ember.converter.training.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.bundle.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import okio.Buffer;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A download through the faults that a server and a network are known for. */
public final class SourceDownloadTest {
  private static final int BYTES = 200_000;
  private static final int HALF = 100_000;
  private static final long NO_WAIT = 0;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  @Rule public final MockWebServer server = new MockWebServer();
  private final byte[] content = new byte[BYTES];
  private final List<Long> progress = new ArrayList<>();
  private Path target;
  private Path partial;

  @Before
  public void offer() {
    new Random(1).nextBytes(content);
    String sha256 = Sha256.hex(Sha256.newDigest().digest(content));
    target = temporary.getRoot().toPath().resolve("tales.txt.gz");
    partial = target.resolveSibling(sha256 + ".part");
  }

  @Test
  public void fetch_whole_isThereAndNothingElse() throws IOException {
    server.enqueue(answer(200, content));
    fetch();
    assertThat(target).hasBinaryContent(content);
    assertThat(names()).containsExactly("tales.txt.gz");
    assertThat(progress).isSorted().endsWith((long) BYTES);
  }

  @Test
  public void fetch_brokenInTheMiddle_goesOnFromThere() throws Exception {
    server.setDispatcher(new FromWhereAsked());
    fetch();
    assertThat(target).hasBinaryContent(content);
  }

  @Test
  public void fetch_partOfAnEarlierRun_asksForTheRestAlone() throws Exception {
    Files.write(partial, Arrays.copyOf(content, HALF));
    server.enqueue(
        answer(206, Arrays.copyOfRange(content, HALF, BYTES))
            .setHeader("Content-Range", "bytes " + HALF + "-" + (BYTES - 1) + "/" + BYTES));
    fetch();
    assertThat(target).hasBinaryContent(content);
    assertThat(server.takeRequest().getHeader("Range")).isEqualTo("bytes=" + HALF + "-");
  }

  @Test
  public void fetch_serverWithoutParts_beginsAnew() throws IOException {
    Files.write(partial, new byte[HALF]); // other bytes, which must not stay
    server.enqueue(answer(200, content));
    fetch();
    assertThat(target).hasBinaryContent(content);
  }

  @Test
  public void fetch_partFromElsewhereOrNone_beginsAnew() throws IOException {
    Files.write(partial, Arrays.copyOf(content, HALF));
    server.enqueue(
        answer(206, content).setHeader("Content-Range", "bytes 0-" + (BYTES - 1) + "/" + BYTES));
    server.enqueue(answer(200, content));
    fetch();
    assertThat(target).hasBinaryContent(content);
    Files.delete(target);
    Files.write(partial, Arrays.copyOf(content, HALF));
    server.enqueue(new MockResponse().setResponseCode(416));
    server.enqueue(answer(200, content));
    fetch();
    assertThat(target).hasBinaryContent(content);
  }

  @Test
  public void fetch_busyServer_isAskedAgainAndThenGivenUp() throws IOException {
    server.enqueue(new MockResponse().setResponseCode(503));
    server.enqueue(new MockResponse().setResponseCode(429));
    server.enqueue(answer(200, content));
    fetch();
    assertThat(target).hasBinaryContent(content);
    Files.delete(target);
    for (int i = 0; i < 5; i++) {
      server.enqueue(new MockResponse().setResponseCode(503));
    }
    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .hasMessage(
            server.url("/tales")
                + ": given up after 5 attempts, the last ended by the answer 503; the same command"
                + " goes on from here");
    assertThat(server.getRequestCount()).isEqualTo(8);
  }

  @Test
  public void fetch_notFound_isNotAskedAgain() {
    server.enqueue(new MockResponse().setResponseCode(404));
    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .hasMessage(server.url("/tales") + ": expected the file but the server answers 404");
    assertThat(server.getRequestCount()).isEqualTo(1);
    assertThat(target).doesNotExist();
  }

  @Test
  public void fetch_otherContent_isThrownAway() throws IOException {
    server.enqueue(answer(200, new byte[BYTES]));
    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not what the manifest names")
        .hasMessageContaining("expected SHA-256");
    assertThat(names()).isEmpty();
  }

  @Test
  public void fetch_longerContent_isRefusedAndNothingStays() throws IOException {
    server.enqueue(answer(200, Arrays.copyOf(content, BYTES + 1)));
    assertThatThrownBy(this::fetch)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected " + BYTES + " bytes but the server sends more");
    assertThat(target).doesNotExist();
    assertThat(Files.size(partial)).isZero();
  }

  /** Breaks the first answer, and gives what is asked for afterwards. */
  private final class FromWhereAsked extends Dispatcher {
    private boolean broken;

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      if (!broken) {
        broken = true;
        return answer(200, content).setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY);
      }
      String range = request.getHeader("Range");
      assertThat(range).as("of the second request").startsWith("bytes=");
      int first = Integer.parseInt(range.replaceAll("\\D", ""));
      assertThat(first).isPositive();
      return answer(206, Arrays.copyOfRange(content, first, BYTES))
          .setHeader("Content-Range", "bytes " + first + "-" + (BYTES - 1) + "/" + BYTES);
    }
  }

  private static MockResponse answer(int code, byte[] body) {
    return new MockResponse().setResponseCode(code).setBody(new Buffer().write(body));
  }

  private void fetch() throws IOException {
    SourceFile file =
        new SourceFile(
            "tales.txt.gz",
            "tales",
            new SourceFile.Origin("owner/tales", "CC0", server.url("/tales").toString(), null),
            new SourceFile.Content(Sha256.hex(Sha256.newDigest().digest(content)), BYTES),
            Map.of());
    new SourceDownload(NO_WAIT).fetch(file, target, progress::add);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> inside = Files.list(temporary.getRoot().toPath())) {
      return inside.map(file -> file.getFileName().toString()).toList();
    }
  }
}
