package dev.ember.converter.cli.hub;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.ember.converter.download.PartialFile;
import dev.ember.converter.download.ServedFile;
import dev.ember.converter.download.TransientException;
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

/**
 * Brings one file into the cache: goes on where an earlier attempt stopped, checks the hash of the
 * whole, and only then gives the file its name.
 */
final class FileDownload implements ServedFile {
  private static final int BUFFER_BYTES = 1 << 16;

  private final HubApi api;
  private final HubCache cache;
  private final HubListing listing;
  private final HubFile file;
  private final Attempts attempts;

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
      PartialFile part = new PartialFile(this, channel);
      part.fill(bytesThere);
      if (!isRight(channel)) {
        attempts.failed(
            new TransientException("its content has another hash", OptionalLong.empty()), name());
        channel.truncate(0);
        part.fill(bytesThere);
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

  @Override
  public String server() {
    return "the hub";
  }

  @Override
  public long bytes() {
    return file.bytes();
  }

  @Override
  public Request.Builder request() {
    return api.endpoint().request(api.endpoint().file(listing, file));
  }

  @Override
  public Response execute(Request request) throws IOException {
    return api.execute(request);
  }

  @Override
  public IOException refusal(Response response) {
    return new Refusal(api.endpoint(), listing.model()).of(response);
  }

  @Override
  public IOException excess() {
    return new HubException(
        name() + ": expected " + file.bytes() + " bytes, as listed, but the hub sends more");
  }

  @Override
  public void failed(TransientException failure, boolean progressed) throws IOException {
    if (progressed) {
      attempts.progressed();
    }
    attempts.failed(failure, name());
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
