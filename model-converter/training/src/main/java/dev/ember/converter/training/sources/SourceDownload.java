package dev.ember.converter.training.sources;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.ember.converter.download.Backoff;
import dev.ember.converter.download.PartialFile;
import dev.ember.converter.download.ServedFile;
import dev.ember.converter.download.TransientException;
import dev.ember.converter.download.Web;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import okhttp3.Request;
import okhttp3.Response;

/** Downloads files: holds each to its size and hash, and only then gives it its name. */
final class SourceDownload {
  /** Attempts in a row that bring nothing, before it is given up. */
  private static final int MOST_ATTEMPTS = 5;

  static final long FIRST_WAIT_MILLIS = 1000;

  private final Web web = new Web();
  private final long firstWaitMillis;

  /**
   * @param firstWaitMillis before a second attempt; each further one waits twice as long
   */
  SourceDownload(long firstWaitMillis) {
    this.firstWaitMillis = firstWaitMillis;
  }

  /**
   * Downloads a file that has an address.
   *
   * @param target where it will be; its folder exists
   * @param bytesThere is told how many bytes there are
   * @throws IOException naming address, expectation and what was found
   */
  void fetch(SourceFile file, Path target, LongConsumer bytesThere) throws IOException {
    String url = Objects.requireNonNull(file.origin().url(), "an address");
    // The hash in its name: a part of another content is never gone on with.
    Path partial = target.resolveSibling(file.content().sha256() + ".part");
    try (FileChannel channel = FileChannel.open(partial, CREATE, READ, WRITE)) {
      new PartialFile(new Served(url, file.content().bytes()), channel).fill(bytesThere);
      channel.force(true);
    }
    try {
      file.content().check(partial);
    } catch (IOException wrong) {
      Files.delete(partial);
      throw new IOException(url + " is not what the manifest names: " + wrong.getMessage());
    }
    Files.move(partial, target, ATOMIC_MOVE);
  }

  /** A file at an address, and the attempts to get it. */
  private final class Served implements ServedFile {
    private final String url;
    private final long bytes;
    private final Backoff backoff = new Backoff(MOST_ATTEMPTS, firstWaitMillis);

    Served(String url, long bytes) {
      this.url = url;
      this.bytes = bytes;
    }

    @Override
    public String server() {
      return "the server";
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public Request.Builder request() {
      return new Request.Builder().url(url).header("User-Agent", "ember");
    }

    @Override
    public Response execute(Request request) throws IOException {
      return web.execute(request);
    }

    @Override
    public IOException refusal(Response response) {
      return Web.mayPass(response)
          ? new TransientException("the answer " + response.code(), Web.retryAfterMillis(response))
          : new IOException(url + ": expected the file but the server answers " + response.code());
    }

    @Override
    public IOException excess() {
      return new IOException(url + ": expected " + bytes + " bytes but the server sends more");
    }

    @Override
    public void failed(TransientException failure, boolean progressed) throws IOException {
      if (progressed) {
        backoff.progressed();
      }
      OptionalLong wait = backoff.failed(failure);
      if (wait.isEmpty()) {
        throw new IOException(
            url
                + ": given up after "
                + MOST_ATTEMPTS
                + " attempts, the last ended by "
                + failure.getMessage()
                + "; the same command goes on from here",
            failure);
      }
      pause(wait.getAsLong());
    }
  }

  private static void pause(long millis) throws InterruptedIOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while waiting for another attempt");
    }
  }
}
