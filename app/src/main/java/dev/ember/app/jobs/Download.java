package dev.ember.app.jobs;

import dev.ember.app.library.GrowingHash;
import dev.ember.app.library.Refusal;
import dev.ember.inference.file.Buffers;
import java.io.IOException;
import java.io.InputStream;
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
final class Download implements Downloads {
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
        network
            .client()
            .newBuilder()
            .connectTimeout(SILENCE_S, TimeUnit.SECONDS)
            .readTimeout(SILENCE_S, TimeUnit.SECONDS)
            .addNetworkInterceptor(
                chain -> {
                  requireAllowed(chain.request().url());
                  return chain.proceed(chain.request());
                })
            .build();
  }

  @Override
  public String file(JobRecord job, Path file, Path version, JobControl control)
      throws IOException {
    return run(Wanted.of(job), file, version, control);
  }

  @Override
  public void checkpoint(JobRecord job, Path folder, JobControl control) throws IOException {
    new CheckpointDownload(this).run(job, folder, control);
  }

  /**
   * Before several files come into a folder.
   *
   * @throws Refusal if there is no room for so many bytes
   */
  void requireRoom(Path folder, long bytes, boolean begun) throws Refusal {
    room.require(folder, Math.max(0, bytes), begun);
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
   * A file that is wanted.
   *
   * @param file where it is, and what is known of it
   * @param unmeteredOnly whether to wait for a network that costs nothing
   * @param before bytes of the files before it, where it is one of several
   * @param whole bytes of all of them; 0 where nobody knows, or there is but one
   */
  record Wanted(RemoteFile file, boolean unmeteredOnly, long before, long whole) {
    /** The one file of a job. */
    static Wanted of(JobRecord job) {
      RemoteFile file = new RemoteFile(job.source(), 0, job.sha256());
      return new Wanted(file, job.unmeteredOnly(), 0, 0);
    }

    void tell(JobControl control, long done, long total) throws JobControl.Stopped {
      control.at(JobProgress.Step.DOWNLOADING, before + done, whole > 0 ? whole : total);
    }
  }

  /**
   * What is here of the file.
   *
   * @param file with the bytes that came
   * @param version where it is kept which version they are of
   * @param hash of them, as they come
   */
  private record Part(Wanted wanted, Path file, Path version, GrowingHash hash) {
    long size() throws IOException {
      return Files.exists(file) ? Files.size(file) : 0;
    }

    boolean isWhole() throws IOException {
      RemoteFile said = wanted.file();
      if (said.bytes() > 0 && said.bytes() == size() && !said.sha256().isEmpty()) {
        return true; // its hash will prove it, whatever its server says of versions and lengths
      }
      ServerFile known = ServerFile.read(version);
      return known != null && known.bytes() > 0 && known.bytes() == size();
    }

    /** Whether some of the model is here, be it of another of its files. */
    boolean isBegun() throws IOException {
      return wanted.before() > 0 || size() > 0;
    }

    void forget() throws IOException {
      Files.deleteIfExists(version);
      Files.deleteIfExists(file);
    }

    /** What came in a former run is read for its hash. */
    void hashTo(long place, JobControl control) throws IOException {
      hash.moveTo(file, place, share -> control.atShare(JobProgress.Step.CHECKING, share));
    }
  }

  /**
   * Fetches to {@code file} and checks the hash if one is known.
   *
   * @param versionFile where the part's version is kept
   * @return SHA-256 of the file, 64 lower-case hex digits
   * @throws Refusal if the server refuses, the file has changed, or the hash is wrong
   */
  String run(Wanted wanted, Path file, Path versionFile, JobControl control) throws IOException {
    HttpUrl url = HttpUrl.parse(wanted.file().address());
    if (url == null) {
      throw new Refusal(Refusal.Reason.NOT_HTTPS, "expected an address");
    }
    requireAllowed(url);
    Part part = new Part(wanted, file, versionFile, new GrowingHash());
    int tries = 0;
    while (!part.isWhole()) {
      awaitNetwork(wanted, control);
      long before = part.size();
      try {
        fetch(url, part, control);
        break;
      } catch (JobControl.Stopped | Refusal ended) {
        throw ended;
      } catch (IOException broken) {
        tries = part.size() > before ? 1 : tries + 1;
        if (tries >= MOST_TRIES) {
          throw new Refusal(
              Refusal.Reason.NETWORK, 0, part.size(), String.valueOf(broken.getMessage()));
        }
        control.rest(JobProgress.Pause.NO_NETWORK, backoffMs(tries));
      }
    }
    return checkedHash(part, control);
  }

  /** How long to wait behind so many tries in a row that brought nothing. */
  long backoffMs(int tries) {
    return firstBackoffMs << (tries - 1);
  }

  private void awaitNetwork(Wanted wanted, JobControl control) throws IOException {
    for (JobProgress.Pause why = reasonToWait(wanted, control);
        why != JobProgress.Pause.NONE;
        why = reasonToWait(wanted, control)) {
      control.rest(why, network.lookAgainMs());
    }
  }

  private JobProgress.Pause reasonToWait(Wanted wanted, JobControl control) {
    return network.reasonToWait(wanted.unmeteredOnly() && !control.hurried());
  }

  private void fetch(HttpUrl url, Part part, JobControl control) throws IOException {
    ServerFile version = ServerFile.read(part.version());
    long have = version == null ? 0 : part.size();
    part.hashTo(have, control); // before a server waits for it
    part.wanted().tell(control, have, version == null ? 0 : version.bytes()); // it is tried again
    Request.Builder request = new Request.Builder().url(url).header("Accept-Encoding", "identity");
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
      request.header("If-Range", Objects.requireNonNull(version).tag());
    }
    try (Response response = client.newCall(request.build()).execute()) {
      switch (response.code()) {
        case OK -> whole(response, have, version, part, control);
        case PARTIAL -> rest(response, have, version, part, control);
        case RANGE_NOT_SATISFIABLE -> {
          part.forget();
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
      Response response, long have, @Nullable ServerFile before, Part part, JobControl control)
      throws IOException {
    long bytes = body(response).contentLength();
    ServerFile now = ServerFile.of(response, bytes);
    if (have > 0 && before != null && (now == null || !now.tag().equals(before.tag()))) {
      part.forget();
      throw new Refusal(Refusal.Reason.CHANGED, "another ETag than that of the part");
    }
    room.require(
        part.file(), Math.max(0, bytes - part.size()), part.isBegun()); // which it replaces
    Files.deleteIfExists(part.version());
    if (now != null) {
      now.write(part.version());
    }
    copy(response, part, 0, bytes, control);
  }

  private void rest(
      Response response, long have, @Nullable ServerFile before, Part part, JobControl control)
      throws IOException {
    ContentRange range = ContentRange.parse(response.header("Content-Range"));
    if (before == null || range == null || !fits(range, have, before.bytes())) {
      part.forget();
      throw new Refusal(Refusal.Reason.CHANGED, "another range than the one asked for");
    }
    String tag = response.header("ETag");
    if (tag != null && !tag.equals(before.tag())) { // a server that does not know If-Range
      part.forget();
      throw new Refusal(Refusal.Reason.CHANGED, "another ETag than that of the part");
    }
    room.require(part.file(), Math.max(0, range.total() - have), part.isBegun());
    copy(response, part, have, range.total(), control);
  }

  /** Lengths that nobody knows are below 0. */
  private static boolean fits(ContentRange range, long have, long bytes) {
    return range.from() == have && (bytes < 0 || range.total() < 0 || range.total() == bytes);
  }

  private static void copy(Response response, Part part, long from, long total, JobControl control)
      throws IOException {
    try (FileChannel target =
            FileChannel.open(part.file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        InputStream in = body(response).byteStream()) {
      target.truncate(from);
      target.position(from);
      part.hashTo(from, control);
      byte[] buffer = new byte[BUFFER_BYTES];
      part.wanted().tell(control, from, total);
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        Buffers.writeFully(target, ByteBuffer.wrap(buffer, 0, read));
        part.hash().add(buffer, read);
        part.wanted().tell(control, target.position(), total);
      }
      target.force(true);
      if (total >= 0 && target.position() != total) {
        throw new IOException("expected " + total + " bytes but found " + target.position());
      }
    }
  }

  private static String checkedHash(Part part, JobControl control) throws IOException {
    String expected = part.wanted().file().sha256();
    part.hashTo(part.size(), control);
    String found = part.hash().end();
    if (!expected.isEmpty() && !found.equals(expected)) {
      part.forget();
      throw new Refusal(
          Refusal.Reason.WRONG_HASH, "expected SHA-256 " + expected + " but found " + found);
    }
    return found;
  }

  private static ResponseBody body(Response response) {
    return Objects.requireNonNull(response.body(), "a response to a call has a body");
  }
}
