package dev.ember.app.jobs;

import dev.ember.app.library.Refusal;
import java.util.Collection;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A file on a server.
 *
 * @param address HTTPS
 * @param bytes 0 where nobody knows
 * @param sha256 64 lower-case hex digits; empty where nobody knows, and then only what it contains
 *     is checked
 */
public record RemoteFile(String address, long bytes, String sha256) {
  /** An address has none, and it comes last. */
  private static final String BETWEEN = " ";

  private static final int PARTS = 3;

  /**
   * The last part of its path, without what an address may carry behind it; null if it has none.
   */
  public @Nullable String name() {
    HttpUrl url = HttpUrl.parse(address);
    if (url == null) {
      return null;
    }
    List<String> path = url.pathSegments();
    return path.get(path.size() - 1);
  }

  /** Of all together; 0 where that of one is not known. */
  public static long bytesOf(Collection<RemoteFile> files) {
    long sum = 0;
    for (RemoteFile file : files) {
      if (file.bytes == 0) {
        return 0;
      }
      sum += file.bytes;
    }
    return sum;
  }

  /** As it stands in a {@link JobRecord#source}. */
  String line() {
    return bytes + BETWEEN + sha256 + BETWEEN + address;
  }

  /**
   * What {@link #line} has written.
   *
   * @throws Refusal if it has not
   */
  static RemoteFile of(String line) throws Refusal {
    String[] parts = line.split(BETWEEN, PARTS);
    try {
      if (parts.length == PARTS) {
        return new RemoteFile(parts[2], Long.parseLong(parts[0]), parts[1]);
      }
    } catch (NumberFormatException damaged) {
      // said below
    }
    throw new Refusal(Refusal.Reason.SOURCE_GONE, "expected a size, a SHA-256 and an address");
  }
}
