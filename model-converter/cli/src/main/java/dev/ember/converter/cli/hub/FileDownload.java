package dev.ember.converter.cli.hub;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Brings one file into the cache: goes on where an earlier attempt stopped, checks the hash of the
 * whole, and only then gives the file its name.
 */
final class FileDownload {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int WHOLE = 200;
  private static final int PART = 206;
  private static final int BEYOND_THE_END = 416;

  private final HubApi api;
  private final HubCache cache;
  private final HubListing listing;
  private final HubFile file;
  private final Attempts attempts;
  private @Nullable String etag; // of the content that the partial file began with

  FileDownload(HubApi api, HubCache cache, HubListing listing, HubFile file, Attempts attempts) {
    this.api = api;
    this.cache = cache;
    this.listing = listing;
    this.file = file;
    this.attempts = attempts;
  }

  /**
   * Downloads the file.
   *
   * @param bytesThere is told how many bytes of the file there are
   * @throws HubException if the hub refuses, or what it sends is not what it listed
   */
  void run(LongConsumer bytesThere) throws IOException {
    Path partial = cache.partial(file);
    try (FileChannel channel = FileChannel.open(partial, CREATE, READ, WRITE);
        FileLock lock = lock(channel)) {
      fill(channel, bytesThere);
      if (!isRight(channel)) {
        attempts.failed(
            new TransientException("its content has another hash", OptionalLong.empty()), name());
        channel.truncate(0);
        fill(channel, bytesThere);
        requireRight(channel);
      }
      channel.force(true);
    }
    Path place = cache.place(listing, file);
    Files.createDirectories(Objects.requireNonNull(place.getParent(), "the file's folder"));
    Files.move(partial, place, ATOMIC_MOVE, REPLACE_EXISTING);
  }

  private FileLock lock(FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException ownProcess) {
      lock = null;
    }
    if (lock == null) {
      throw new HubException(name() + " is being downloaded by another ember");
    }
    return lock;
  }

  /** Lets the partial file grow to its full size. */
  private void fill(FileChannel channel, LongConsumer bytesThere) throws IOException {
    if (channel.size() > file.bytes()) {
      channel.truncate(0);
    }
    bytesThere.accept(channel.size());
    while (channel.size() < file.bytes()) {
      long before = channel.size();
      try {
        request(channel, bytesThere);
      } catch (TransientException failure) {
        if (channel.size() > before) {
          attempts.progressed();
        }
        attempts.failed(failure, name());
      }
    }
  }

  private void request(FileChannel channel, LongConsumer bytesThere) throws IOException {
    long there = channel.size();
    Request.Builder request = api.endpoint().request(api.endpoint().file(listing, file));
    // Not compressed: what is hashed and resumed are the file's own bytes.
    request.header("Accept-Encoding", "identity");
    if (there > 0) {
      request.header("Range", "bytes=" + there + "-");
      if (etag != null) {
        request.header("If-Range", etag);
      }
    }
    try (Response response = api.execute(request.build())) {
      switch (response.code()) {
        case WHOLE -> channel.truncate(0);
        case PART -> requireContinuation(response, channel);
        case BEYOND_THE_END -> throw again(channel, "the hub says it ends before byte " + there);
        default -> new Refusal(api.endpoint(), listing.model()).raise(response);
      }
      etag = response.header("ETag");
      append(HubApi.body(response).source(), channel, bytesThere);
    }
  }

  /** A part must begin where the file ends, and belong to the same content. */
  private void requireContinuation(Response response, FileChannel channel) throws IOException {
    String range = response.header("Content-Range", "");
    String expected = "bytes " + channel.size() + "-";
    if (!range.startsWith(expected) || !range.endsWith("/" + file.bytes())) {
      throw again(channel, "expected " + expected + ".../" + file.bytes() + " but found " + range);
    }
    String now = response.header("ETag");
    if (etag != null && now != null && !etag.equals(now)) {
      throw again(channel, "it changed on the hub in the meantime");
    }
  }

  private TransientException again(FileChannel channel, String reason) throws IOException {
    channel.truncate(0);
    etag = null;
    return new TransientException(reason, OptionalLong.empty());
  }

  private void append(BufferedSource source, FileChannel channel, LongConsumer bytesThere)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    channel.position(channel.size());
    while (read(source, buffer.clear()) >= 0) {
      buffer.flip();
      if (channel.size() + buffer.remaining() > file.bytes()) {
        channel.truncate(0);
        throw new HubException(
            name() + ": expected " + file.bytes() + " bytes, as listed, but the hub sends more");
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

  private void requireRight(FileChannel channel) throws IOException {
    if (!isRight(channel)) {
      channel.truncate(0);
      throw new HubException(
          name()
              + ": expected "
              + file.contentHash().kind()
              + " "
              + file.contentHash().hex()
              + ", as the hub lists it, but found another, twice");
    }
  }

  private boolean isRight(FileChannel channel) throws IOException {
    MessageDigest digest = file.contentHash().begin(file.bytes());
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    channel.position(0);
    while (channel.read(buffer) >= 0) {
      digest.update(buffer.flip());
      buffer.clear();
    }
    return file.contentHash().matches(digest);
  }

  private String name() {
    return listing.model().id() + "/" + file.path();
  }
}
