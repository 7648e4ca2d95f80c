package dev.ember.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ember.app.library.BundleVerifier;
import dev.ember.app.library.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okio.Buffer;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** A server with one file, and a part of it that may be here. */
abstract class ServedFile {
  static final int BYTES = 300_000;
  static final int HALF = 100_000;

  static final String TAG = "\"v1\"";
  static final FreeRoom ROOM = FreeRoom.ofThePhone();

  @Rule public final MockWebServer server = new MockWebServer();
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  final byte[] content = new byte[BYTES];
  final JobControl control = new JobControl(() -> 0, () -> {});
  JobProgress.Pause network = JobProgress.Pause.NONE;
  Path part;
  Path version;

  @Before
  public void prepare() {
    new Random(1).nextBytes(content);
    part = folder.getRoot().toPath().resolve("part");
    version = folder.getRoot().toPath().resolve("version");
  }

  void keep(int bytes, String tag) throws IOException {
    Files.write(part, Arrays.copyOf(content, bytes));
    new ServerFile(tag, BYTES).write(version);
  }

  MockResponse ok() {
    return new MockResponse().setHeader("ETag", TAG).setBody(buffer(content, 0));
  }

  MockResponse partial(int from) {
    return new MockResponse()
        .setResponseCode(206)
        .setHeader("ETag", TAG)
        .setHeader("Content-Range", "bytes " + from + "-" + (BYTES - 1) + "/" + BYTES)
        .setBody(buffer(content, from));
  }

  static Buffer buffer(byte[] content, int from) {
    return new Buffer().write(content, from, content.length - from);
  }

  Download download() {
    return new Download(
        unmeteredOnly -> network, url -> !url.encodedPath().contains("forbidden"), ROOM, 1);
  }

  JobRecord job(String sha256, boolean unmeteredOnly) {
    return new JobRecord(
        "job-1",
        JobRecord.Kind.DOWNLOAD,
        "m",
        server.url("/m.gguf").toString(),
        sha256,
        unmeteredOnly,
        JobRecord.Status.RUNNING,
        null);
  }

  String run(String sha256) throws IOException {
    return download().run(Download.Wanted.of(job(sha256, false)), part, version, control);
  }

  String hash() throws IOException {
    Path file = folder.newFile().toPath();
    Files.write(file, content);
    return BundleVerifier.sha256(file, share -> {});
  }

  Refusal refusal(String sha256) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> run(sha256));
    assertThat(refusal).isNotNull();
    return refusal;
  }
}
