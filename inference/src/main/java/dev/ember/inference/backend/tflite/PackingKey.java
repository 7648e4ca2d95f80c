package dev.ember.inference.backend.tflite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.EntryName;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.bundle.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.jspecify.annotations.Nullable;

/** What the packed form of weights depends on: the weights, the library and the processor. */
final class PackingKey {
  /** Less is packed faster than a file is opened and checked (4 MB: 5 ms). */
  private static final long LEAST_BYTES = 32L << 20;

  /** Of the graph's bytes; the packed form takes about as much, and the disk stays usable. */
  private static final int FREE_SPACE_FACTOR = 2;

  private static final int KEY_DIGITS = 16;
  private static final Path PROCESSOR = Paths.get("/proc/cpuinfo");
  private static final String[] ABILITIES = {"flags", "Features"}; // x86, ARM

  private PackingKey() {}

  /** The place for a bundle's packed weights; null where a file is not worth it or not possible. */
  static @Nullable WeightCache cache(Bundle bundle) {
    Path path = bundle.path().toAbsolutePath();
    try {
      for (Manifest.Entry entry : bundle.manifest().entries()) {
        if (entry.name().equals(EntryName.MODEL) && isWorthwhile(path, entry.bytes())) {
          return new WeightCache(path, of(entry.sha256()));
        }
      }
    } catch (IOException refused) {
      return null; // packed in memory instead
    }
    return null;
  }

  private static boolean isWorthwhile(Path bundle, long bytes) {
    Path folder = bundle.getParent();
    return bytes >= LEAST_BYTES
        && folder != null
        && Files.isWritable(folder)
        && folder.toFile().getUsableSpace() > FREE_SPACE_FACTOR * bytes;
  }

  /** 16 hexadecimal digits. */
  private static String of(String modelSha256) throws IOException {
    String parts =
        String.join(
            "\n",
            modelSha256,
            NativeLibrary.version(),
            String.valueOf(System.getProperty("os.arch")),
            processor());
    byte[] digest = Sha256.newDigest().digest(parts.getBytes(UTF_8));
    return Sha256.hex(digest).substring(0, KEY_DIGITS);
  }

  /** What the first core can do; empty where the system does not say. */
  private static String processor() throws IOException {
    if (!Files.isReadable(PROCESSOR)) {
      return "";
    }
    try (BufferedReader lines = Files.newBufferedReader(PROCESSOR, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        for (String ability : ABILITIES) {
          if (line.startsWith(ability)) {
            return line;
          }
        }
      }
    }
    return "";
  }
}
