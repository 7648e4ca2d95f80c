package dev.ember.converter.cli.hub;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file of a repository as the hub's listing has it.
 *
 * @param path from the repository's root, its parts divided by slashes
 * @param bytes its size
 * @param hash of its content; null if the listing tells neither hash nor size, and {@link
 *     HubApi#complete} has to ask for them
 */
public record HubFile(String path, long bytes, @Nullable ContentHash hash) {

  public HubFile {
    requireInside(path);
    if (bytes < 0) {
      throw new IllegalArgumentException("expected a size of at least 0 but found " + bytes);
    }
  }

  /** A file of which the listing tells the path alone. */
  static HubFile named(String path) {
    return new HubFile(path, 0, null);
  }

  boolean isComplete() {
    return hash != null;
  }

  /** The hash of a complete file. */
  ContentHash contentHash() {
    return Objects.requireNonNull(hash, "a complete file has a hash");
  }

  /** A listing comes from a network; a path of it must stay below the folder it is put into. */
  private static void requireInside(String path) {
    for (String part : path.split("/", -1)) {
      boolean plain = !part.isEmpty() && !part.startsWith(".") && part.indexOf('\\') < 0;
      if (!plain || part.indexOf(':') >= 0 || part.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException(
            "expected a path inside of the repository but found " + path);
      }
    }
  }
}
