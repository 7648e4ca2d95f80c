package dev.ember.converter.training.sources;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongConsumer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * Downloads one file: goes on where an earlier attempt stopped, in this run or in one before, holds
 * the whole to its size and hash, and only then gives it its name.
 */
final class SourceDownload {
  /** Attempts in a row that bring nothing, before it is given up. */
  private static final int MOST_FAILURES = 5;

  static final long FIRST_WAIT_MILLIS = 1000;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

  /** Without a byte for so long, a connection is dead. */
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  /** A failure that another attempt may not meet. */
  private static final class TransientException extends IOException {
    private static final long serialVersionUID = 1L;

    TransientException(String message) {
      super(message);
    }

    TransientException(IOException broken) {
      super(broken.getClass().getSimpleName() + ": " + broken.getMessage(), broken);
    }
  }

  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .connectTimeout(CONNECT_TIMEOUT)
          .readTimeout(READ_TIMEOUT)
          .followSslRedirects(false) // what was asked for by https does not come by http
          .build();
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
    // The hash in its name: a part of another content is never gone on with.
    Path partial = target.resolveSibling(file.content().sha256() + ".part");
    try (FileChannel channel = FileChannel.open(partial, CREATE, WRITE)) {
      fill(file, channel, bytesThere);
      channel.force(true);
    }
    try {
      file.content().check(partial);
    } catch (IOException wrong) {
      Files.delete(partial);
      throw new IOException(url(file) + " is not what the manifest names: " + wrong.getMessage());
    }
    Files.move(partial, target, ATOMIC_MOVE);
  }

  private void fill(SourceFile file, FileChannel channel, LongConsumer bytesThere)
      throws IOException {
    int failures = 0;
    while (channel.size() < file.content().bytes()) {
      long before = channel.size();
      try {
        request(file, channel, bytesThere);
      } catch (TransientException broken) {
        failures = channel.size() > before ? 1 : failures + 1;
        if (failures == MOST_FAILURES) {
          throw new IOException(
              url(file)
                  + ": given up after "
                  + MOST_FAILURES
                  + " attempts, the last ended by "
                  + broken.getMessage()
                  + "; the same command goes on from here",
              broken);
        }
        pause(firstWaitMillis << (failures - 1));
      }
    }
  }

  private void request(SourceFile file, FileChannel channel, LongConsumer bytesThere)
      throws IOException {
    long there = channel.size();
    // Not compressed on the way: what is hashed and gone on with are the file's own bytes.
    Request.Builder request =
        new Request.Builder()
            .url(url(file))
            .header("User-Agent", "ember")
            .header("Accept-Encoding", "identity");
    if (there > 0) {
      request.header("Range", "bytes=" + there + "-");
    }
    try (Response response = execute(request.build())) {
      switch (response.code()) {
        case OK -> channel.truncate(0);
        case PARTIAL_CONTENT -> requireContinuation(response, channel);
        default -> throw refusal(file, response.code(), channel);
      }
      BufferedSource body = Objects.requireNonNull(response.body(), "an answer's body").source();
      append(file, body, channel, bytesThere);
    }
  }

  private Response execute(Request request) throws IOException {
    try {
      return client.newCall(request).execute();
    } catch (UnknownHostException nobody) {
      throw new IOException(
          request.url().host() + " is not found: is this machine on a network?", nobody);
    } catch (IOException broken) {
      throw new TransientException(broken);
    }
  }

  private static void requireContinuation(Response response, FileChannel channel)
      throws IOException {
    String range = response.header("Content-Range", "");
    String expected = "bytes " + channel.size() + "-";
    if (!range.startsWith(expected)) {
      channel.truncate(0);
      throw new TransientException("expected " + expected + " but found '" + range + "'");
    }
  }

  private static IOException refusal(SourceFile file, int code, FileChannel channel)
      throws IOException {
    if (code == RANGE_NOT_SATISFIABLE && channel.size() > 0) {
      channel.truncate(0);
      return new TransientException("the server has no such part");
    }
    boolean passes = code >= SERVER_ERROR || code == TOO_MANY_REQUESTS || code == REQUEST_TIMEOUT;
    return passes
        ? new TransientException("the answer " + code)
        : new IOException(url(file) + ": expected the file but the server answers " + code);
  }

  private static void append(
      SourceFile file, BufferedSource body, FileChannel channel, LongConsumer bytesThere)
      throws IOException {
    long bytes = file.content().bytes();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    channel.position(channel.size());
    while (read(body, buffer.clear()) >= 0) {
      buffer.flip();
      if (channel.size() + buffer.remaining() > bytes) {
        channel.truncate(0);
        throw new IOException(
            url(file) + ": expected " + bytes + " bytes but the server sends more");
      }
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      bytesThere.accept(channel.size());
    }
    if (channel.size() < bytes) {
      throw new TransientException("its end after " + channel.size() + " of " + bytes + " bytes");
    }
  }

  /** Reading is the network's part: what fails here is tried again, a full disk is not. */
  private static int read(BufferedSource body, ByteBuffer buffer) throws TransientException {
    try {
      return body.read(buffer);
    } catch (IOException broken) {
      throw new TransientException(broken);
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

  private static String url(SourceFile file) {
    return Objects.requireNonNull(file.origin().url(), "an address");
  }
}
