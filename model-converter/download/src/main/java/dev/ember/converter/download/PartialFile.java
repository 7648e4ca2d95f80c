package dev.ember.converter.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * What is there of a file: grows to the file's size, on from where an earlier attempt stopped, in
 * this process or in one before. Whether the whole is right is its caller's to check.
 */
public final class PartialFile {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int WHOLE = 200;
  private static final int PART = 206;
  private static final int BEYOND_THE_END = 416;

  private final ServedFile file;
  private final FileChannel channel;
  private @Nullable String etag; // of the content that the part began with

  /**
   * @param channel of what is there, to be read and written
   */
  public PartialFile(ServedFile file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Lets it grow to its full size.
   *
   * @param bytesThere is told how many bytes of the file there are
   * @throws IOException what the file makes of a failure
   */
  public void fill(LongConsumer bytesThere) throws IOException {
    if (channel.size() > file.bytes()) {
      channel.truncate(0);
    }
    bytesThere.accept(channel.size());
    while (channel.size() < file.bytes()) {
      long before = channel.size();
      try {
        request(bytesThere);
      } catch (TransientException failure) {
        file.failed(failure, channel.size() > before);
      }
    }
  }

  private void request(LongConsumer bytesThere) throws IOException {
    long there = channel.size();
    Request.Builder request = file.request();
    // Not compressed: what is hashed and gone on with are the file's own bytes.
    request.header("Accept-Encoding", "identity");
    if (there > 0) {
      request.header("Range", "bytes=" + there + "-");
      if (etag != null) {
        request.header("If-Range", etag);
      }
    }
    try (Response response = file.execute(request.build())) {
      switch (response.code()) {
        case WHOLE -> channel.truncate(0);
        case PART -> requireContinuation(response);
        case BEYOND_THE_END -> throw again(file.server() + " says it ends before byte " + there);
        default -> throw file.refusal(response);
      }
      etag = response.header("ETag");
      append(Objects.requireNonNull(response.body(), "an answer's body").source(), bytesThere);
    }
  }

  /** A part must begin where the file ends, and belong to the same content. */
  private void requireContinuation(Response response) throws IOException {
    String range = response.header("Content-Range", "");
    String expected = "bytes " + channel.size() + "-";
    if (!range.startsWith(expected) || !range.endsWith("/" + file.bytes())) {
      throw again("expected " + expected + ".../" + file.bytes() + " but found " + range);
    }
    String now = response.header("ETag");
    if (etag != null && now != null && !etag.equals(now)) {
      throw again("it changed on " + file.server() + " in the meantime");
    }
  }

  private TransientException again(String reason) throws IOException {
    channel.truncate(0);
    etag = null;
    return new TransientException(reason, OptionalLong.empty());
  }

  private void append(BufferedSource source, LongConsumer bytesThere) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    channel.position(channel.size());
    while (read(source, buffer.clear()) >= 0) {
      buffer.flip();
      if (channel.size() + buffer.remaining() > file.bytes()) {
        channel.truncate(0);
        throw file.excess();
      }
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      bytesThere.accept(channel.size());
    }
    if (channel.size() < file.bytes()) {
      throw new TransientException(
          "the connection ended after " + channel.size() + " of " + file.bytes() + " bytes",
          OptionalLong.empty());
    }
  }

  /** Reading is the network's part: what fails here is tried again, a full disk is not. */
  private static int read(BufferedSource source, ByteBuffer buffer) throws TransientException {
    try {
      return source.read(buffer);
    } catch (IOException broken) {
      throw new TransientException(broken);
    }
  }
}
