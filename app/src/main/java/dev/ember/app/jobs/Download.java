package dev.ember.app.jobs;

import dev.ember.app.library.BundleVerifier;
import dev.ember.app.library.Refusal;
import dev.ember.inference.file.Buffers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a file from a server, of several gigabytes if need be: it goes on where it stopped, but
 * only behind bytes of the very same version, and tries again while that may help.
 *
 * <p>What is kept is the part and beside it its version. What is logged is nothing: an address may
 * be somebody's secret.
 */
final class Download {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int TIMEOUT = 408;
  private static final int TOO_MANY = 429;
  private static final int SERVER_FAULT = 500;

  /** Tries without a new byte before a person has to look. */
  private static final int MOST_TRIES = 5;

  /** Doubled with each try: 1, 2, 4, 8 seconds. */
  static final long FIRST_BACKOFF_MS = 1_000;

  private static final long NETWORK_LOOK_MS = 10_000;
  private static final long SILENCE_S = 30;

  private final OkHttpClient client;
  private final Network network;
  private final Predicate<HttpUrl> allowed;
  private final FreeRoom room;
  private final long firstBackoffMs;

  /**
   * @param allowed whether an address may be opened, asked for each hop of a redirection
   */
  Download(Network network, Predicate<HttpUrl> allowed, FreeRoom room, long firstBackoffMs) {
    this.network = network;
    this.room = room;
    this.allowed = allowed;
    this.firstBackoffMs = firstBackoffMs;
    this.client =
        new OkHttpClient.Builder()
            .connectTimeout(SILENCE_S, TimeUnit.SECONDS)
            .readTimeout(SILENCE_S, TimeUnit.SECONDS)
            .addNetworkInterceptor(
                chain -> {
                  requireAllowed(chain.request().url());
                  return chain.proceed(chain.request());
                })
            .build();
  }

  /** HTTPS alone, and no name or password in the address. */
  static boolean isSafe(HttpUrl url) {
    return url.isHttps() && url.username().isEmpty() && url.password().isEmpty();
  }

  private void requireAllowed(HttpUrl url) throws Refusal {
    if (!allowed.test(url)) {
      throw new Refusal(Refusal.Reason.NOT_HTTPS, "expected an https address without a password");
    }
  }

  /**
   * Fetches to {@code part} and checks the hash if the job has one.
   *
   * @param versionFile where the part's version is kept
   * @throws Refusal if the server refuses, the file has changed, or the hash is wrong
   */
  void run(JobRecord job, Path part, Path versionFile, JobControl control) throws IOException {
    HttpUrl url = HttpUrl.parse(job.source());
    if (url == null) {
      throw new Refusal(Refusal.Reason.NOT_HTTPS, "expected an address");
    }
    requireAllowed(url);
    int tries = 0;
    while (!isWhole(part, versionFile)) {
      awaitNetwork(job, control);
      long before = size(part);
      try {
        fetch(url, part, versionFile, control);
        break;
      } catch (JobControl.Stopped | Refusal ended) {
        throw ended;
      } catch (IOException broken) {
        tries = size(part) > before ? 1 : tries + 1;
        if (tries >= MOST_TRIES) {
          throw new Refusal(
              Refusal.Reason.NETWORK, 0, size(part), String.valueOf(broken.getMessage()));
        }
        control.rest(JobProgress.Pause.NO_NETWORK, firstBackoffMs << (tries - 1));
      }
    }
    checkHash(job, part, versionFile, control);
  }

  private void awaitNetwork(JobRecord job, JobControl control) throws IOException {
    for (JobProgress.Pause why = reasonToWait(job, control);
        why != JobProgress.Pause.NONE;
        why = reasonToWait(job, control)) {
      control.rest(why, NETWORK_LOOK_MS);
    }
  }

  private JobProgress.Pause reasonToWait(JobRecord job, JobControl control) {
    return network.reasonToWait(job.unmeteredOnly() && !control.hurried());
  }

  private static boolean isWhole(Path part, Path versionFile) throws IOException {
    ServerFile version = ServerFile.read(versionFile);
    return version != null && version.bytes() > 0 && version.bytes() == size(part);
  }

  private void fetch(HttpUrl url, Path part, Path versionFile, JobControl control)
      throws IOException {
    ServerFile version = ServerFile.read(versionFile);
    long have = version == null ? 0 : size(part);
    Request.Builder request = new Request.Builder().url(url).header("Accept-Encoding", "identity");
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
      request.header("If-Range", Objects.requireNonNull(version).tag());
    }
    try (Response response = client.newCall(request.build()).execute()) {
      switch (response.code()) {
        case OK -> whole(response, have, version, part, versionFile, control);
        case PARTIAL -> rest(response, have, version, part, versionFile, control);
        case RANGE_NOT_SATISFIABLE -> {
          forget(part, versionFile);
          throw new Refusal(Refusal.Reason.CHANGED, "the server has fewer bytes than the part");
        }
        case TIMEOUT, TOO_MANY -> throw new IOException("the server answered " + response.code());
        default -> throw refusedBy(response.code());
      }
    }
  }

  private static IOException refusedBy(int code) {
    return code >= SERVER_FAULT
        ? new IOException("the server answered " + code)
        : new Refusal(Refusal.Reason.SERVER, 0, code, "the server answered " + code);
  }

  /** The whole file: because nothing was here, or the server has no ranges, or it has changed. */
  private void whole(
      Response response,
      long have,
      @Nullable ServerFile before,
      Path part,
      Path versionFile,
      JobControl control)
      throws IOException {
    long bytes = body(response).contentLength();
    ServerFile now = ServerFile.of(response, bytes);
    if (have > 0 && before != null && (now == null || !now.tag().equals(before.tag()))) {
      forget(part, versionFile);
      throw new Refusal(Refusal.Reason.CHANGED, "another ETag than that of the part");
    }
    room.require(part, Math.max(0, bytes - size(part))); // which it replaces
    Files.deleteIfExists(versionFile);
    if (now != null) {
      now.write(versionFile);
    }
    copy(response, part, 0, bytes, control);
  }

  private void rest(
      Response response,
      long have,
      @Nullable ServerFile before,
      Path part,
      Path versionFile,
      JobControl control)
      throws IOException {
    ContentRange range = ContentRange.parse(response.header("Content-Range"));
    if (before == null || range == null || !fits(range, have, before.bytes())) {
      forget(part, versionFile);
      throw new Refusal(Refusal.Reason.CHANGED, "another range than the one asked for");
    }
    room.require(part, Math.max(0, range.total() - have));
    copy(response, part, have, range.total(), control);
  }

  /** Lengths that nobody knows are below 0. */
  private static boolean fits(ContentRange range, long have, long bytes) {
    return range.from() == have && (bytes < 0 || range.total() < 0 || range.total() == bytes);
  }

  private static void copy(Response response, Path part, long from, long total, JobControl control)
      throws IOException {
    try (FileChannel target =
            FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        InputStream in = body(response).byteStream()) {
      target.truncate(from);
      target.position(from);
      byte[] buffer = new byte[BUFFER_BYTES];
      control.at(JobProgress.Step.DOWNLOADING, from, total);
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        Buffers.writeFully(target, ByteBuffer.wrap(buffer, 0, read));
        control.at(JobProgress.Step.DOWNLOADING, target.position(), total);
      }
      target.force(true);
      if (total >= 0 && target.position() != total) {
        throw new IOException("expected " + total + " bytes but found " + target.position());
      }
    }
  }

  private static void checkHash(JobRecord job, Path part, Path versionFile, JobControl control)
      throws IOException {
    if (job.sha256().isEmpty()) {
      return; // the library hashes what it takes in, and shows it
    }
    String found;
    try {
      found =
          BundleVerifier.sha256(
              part,
              share -> {
                try {
                  control.atShare(JobProgress.Step.CHECKING, share);
                } catch (IOException stopped) {
                  throw new UncheckedIOException(stopped);
                }
              });
    } catch (UncheckedIOException stopped) {
      throw stopped.getCause();
    }
    if (!found.equals(job.sha256())) {
      forget(part, versionFile);
      throw new Refusal(
          Refusal.Reason.WRONG_HASH, "expected SHA-256 " + job.sha256() + " but found " + found);
    }
  }

  private static void forget(Path part, Path versionFile) throws IOException {
    Files.deleteIfExists(versionFile);
    Files.deleteIfExists(part);
  }

  private static ResponseBody body(Response response) {
    return Objects.requireNonNull(response.body(), "a response to a call has a body");
  }

  private static long size(Path part) throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }
}
