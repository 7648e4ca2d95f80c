package dev.ember.inference.backend.tflite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;

import dev.ember.inference.file.AtomicFile;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A bundle's packed weights as a file beside it: {@code NAME.KEY.weights}, and {@code
 * NAME.KEY.seal} with its size and checksum. The key stands for all that the packing depends on.
 *
 * <p>A new file is written under a name of its own and gets its final one when it is whole, so that
 * a process that dies leaves nothing that another would trust, and two that pack at once do not
 * disturb each other. XNNPACK checks on top that the file was packed for its own kernels; where not
 * it packs again in place, which {@link #keep} notices.
 */
public final class WeightCache {
  private static final String WEIGHTS = ".weights";
  private static final String SEAL = ".seal";
  private static final String DRAFT = ".draft";
  private static final String KEY_PATTERN =
      "\\.[0-9a-f]{16}\\.(weights|seal|[0-9a-f-]{36}\\.draft)";
  private static final long DRAFT_MILLIS = TimeUnit.HOURS.toMillis(1); // a phone packs in seconds
  private static final int PART_BYTES = 1 << 20;

  private final Path file;
  private final Path seal;
  private final Path draft;
  private final boolean sealed;
  private final String found; // size and time of the file as it was found

  /**
   * Finds the cache of a bundle, and deletes what is stale of earlier ones.
   *
   * @param key 16 lower-case hexadecimal digits
   * @throws IOException if the folder cannot be read or written to
   */
  WeightCache(Path bundle, String key) throws IOException {
    String name = bundle.getFileName() + "." + key;
    file = bundle.resolveSibling(name + WEIGHTS);
    seal = bundle.resolveSibling(name + SEAL);
    draft = bundle.resolveSibling(name + "." + UUID.randomUUID() + DRAFT);
    deleteAllBut(bundle, key);
    sealed =
        Files.isReadable(file)
            && Files.isReadable(seal)
            && sealOf(file).equals(new String(Files.readAllBytes(seal), UTF_8));
    found = sealed ? trace(file) : "";
    if (!sealed) {
      Files.deleteIfExists(seal);
      Files.deleteIfExists(file);
    }
  }

  /** Deletes what lies beside a bundle of its packed weights, whichever version made it. */
  public static void delete(Path bundle) throws IOException {
    deleteAllBut(bundle, "");
  }

  /** What XNNPACK shall open: a file that is known to be whole, or a name that is free. */
  Path path() {
    return sealed ? file : draft;
  }

  /** Whether there was a file to open. */
  boolean found() {
    return sealed;
  }

  /**
   * Gives a file that was written its seal and its name, once the graph is open. If the disk
   * refuses, what is mapped serves nevertheless, and the next opening packs again.
   */
  void keep() {
    try {
      keepOrFail();
    } catch (IOException refused) {
      draft.toFile().delete(); // nothing else is left to do, and nothing depends on it
    }
  }

  /** Takes back what was begun, once the graph could not be opened. */
  void discard() {
    draft.toFile().delete(); // at worst it stays until it is old
  }

  private void keepOrFail() throws IOException {
    if (sealed) {
      if (!trace(file).equals(found)) {
        writeSeal(sealOf(file));
      }
    } else if (Files.exists(draft)) {
      writeSeal(sealOf(draft));
      Files.move(draft, file, ATOMIC_MOVE);
    }
  }

  private void writeSeal(String text) throws IOException {
    AtomicFile.write(seal, text.getBytes(UTF_8));
  }

  /** Size and CRC-32. Read, not mapped: a second map would count twice until it is collected. */
  private static String sealOf(Path of) throws IOException {
    CRC32 crc = new CRC32();
    try (FileChannel channel = FileChannel.open(of, READ)) {
      ByteBuffer part = ByteBuffer.allocateDirect(PART_BYTES);
      while (channel.read(part) >= 0) {
        ((Buffer) part).flip();
        crc.update(part);
        ((Buffer) part).clear();
      }
      return String.format(Locale.ROOT, "%d bytes, CRC-32 %08x\n", channel.size(), crc.getValue());
    }
  }

  private static String trace(Path of) throws IOException {
    return Files.size(of) + " " + Files.getLastModifiedTime(of);
  }

  private static void deleteAllBut(Path bundle, String key) throws IOException {
    Path folder = Objects.requireNonNull(bundle.toAbsolutePath().getParent(), "bundle's folder");
    String name = String.valueOf(bundle.getFileName());
    Pattern ours = Pattern.compile(Pattern.quote(name) + KEY_PATTERN);
    try (DirectoryStream<Path> siblings =
        Files.newDirectoryStream(folder, path -> isCache(path, ours))) {
      for (Path sibling : siblings) {
        boolean current = String.valueOf(sibling.getFileName()).startsWith(name + "." + key + ".");
        if (!current || isAbandoned(sibling)) {
          Files.deleteIfExists(sibling);
        }
      }
    }
  }

  /** A draft that nobody has written to for so long is of a process that died. */
  private static boolean isAbandoned(Path path) throws IOException {
    long age = System.currentTimeMillis() - Files.getLastModifiedTime(path).toMillis();
    return path.toString().endsWith(DRAFT) && age > DRAFT_MILLIS;
  }

  private static boolean isCache(Path path, Pattern pattern) {
    return pattern.matcher(String.valueOf(path.getFileName())).matches();
  }
}
