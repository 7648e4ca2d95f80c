package dev.ember.converter.cli.hub;

import dev.ember.converter.cli.progress.Amount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * The folder for what was downloaded: {@code OWNER/NAME/COMMIT/} holds a repository's files, {@code
 * partial/HASH} what is not whole yet. All of it may be deleted at any time.
 */
public final class HubCache {
  private static final String OWN_VARIABLE = "EMBER_CACHE";
  private static final String PARTIAL = "partial";

  /** What other programs, and the file system itself, shall be left with. */
  private static final long RESERVE_BYTES = 100_000_000;

  private final Path folder;

  public HubCache(Path folder) {
    this.folder = folder;
  }

  /**
   * The user's cache: {@code EMBER_CACHE} if it is set, else the platform's own place.
   *
   * @param os as the property {@code os.name} has it
   * @param home the user's folder
   */
  public static HubCache of(Map<String, String> environment, String os, Path home) {
    String own = environment.getOrDefault(OWN_VARIABLE, "");
    if (!own.isEmpty()) {
      return new HubCache(Path.of(own));
    }
    String system = os.toLowerCase(Locale.ROOT);
    if (system.startsWith("mac")) {
      return new HubCache(home.resolve("Library/Caches/Ember"));
    }
    if (system.startsWith("windows")) {
      String local = environment.getOrDefault("LOCALAPPDATA", "");
      Path data = local.isEmpty() ? home.resolve("AppData/Local") : Path.of(local);
      return new HubCache(data.resolve("Ember").resolve("Cache"));
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    // The specification has a relative path ignored.
    boolean given = !xdg.isEmpty() && Path.of(xdg).isAbsolute();
    return new HubCache((given ? Path.of(xdg) : home.resolve(".cache")).resolve("ember"));
  }

  /** Where the files of a listing lie. */
  public Path folder(HubListing listing) {
    return folder
        .resolve(listing.model().owner())
        .resolve(listing.model().name())
        .resolve(listing.commit());
  }

  /** Where a file of a listing lies when it is whole. */
  Path place(HubListing listing, HubFile file) {
    return folder(listing).resolve(file.path());
  }

  /** Whether a file is there; it was checked before it got its name. */
  boolean has(HubListing listing, HubFile file) throws IOException {
    Path place = place(listing, file);
    return Files.isRegularFile(place) && Files.size(place) == file.bytes();
  }

  /** Where a file grows, whatever repository it belongs to. */
  Path partial(HubFile file) throws IOException {
    return Files.createDirectories(folder.resolve(PARTIAL)).resolve(file.contentHash().hex());
  }

  /**
   * Makes sure that so many more bytes can be stored.
   *
   * @throws HubException if the disk has less room
   */
  void requireRoom(long bytes) throws IOException {
    long usable = Files.getFileStore(Files.createDirectories(folder)).getUsableSpace();
    if (usable - RESERVE_BYTES < bytes) {
      throw new HubException(
          folder
              + ": expected room for "
              + Amount.bytes(bytes)
              + " but found "
              + Amount.bytes(usable)
              + " free, of which "
              + Amount.bytes(RESERVE_BYTES)
              + " are left alone. Free some, or set "
              + OWN_VARIABLE
              + " to a folder on another disk.");
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
