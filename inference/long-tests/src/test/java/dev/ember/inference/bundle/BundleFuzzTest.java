package dev.ember.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.testing.ByteMutator;
import dev.ember.inference.testing.FuzzCase;
import dev.ember.inference.testing.JsonMutator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Bundles changed at random: a reader answers, or blames the file. What fails has its number. */
public final class BundleFuzzTest {
  private static final int CASES = 20_000;
  private static final String FILE = "mutant.ember";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void manifest_restructured_isReadOrRefused() throws IOException {
    Path path = folder.newFile("small.ember").toPath();
    new SmallBundle().write(path);
    String text;
    Map<String, Integer> bytes = new HashMap<>();
    try (Bundle bundle = Bundle.open(path)) {
      text = ManifestJson.write(bundle.manifest());
      for (String name : EntryName.ALL) {
        if (bundle.has(name)) {
          bytes.put(name, bundle.entry(name).capacity());
        }
      }
    }
    JsonMutator mutator = new JsonMutator(text);
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      String mutant = mutator.mutant(new Random(i));
      refused +=
          isBlamed(
                  i,
                  () ->
                      new ManifestCheck(ManifestJson.read(FILE, mutant), new BundleFaults(FILE))
                          .check(bytes))
              ? 1
              : 0;
    }
    assertThat(refused).isBetween(CASES / 4, CASES - CASES / 50); // or it is no test
  }

  @Test
  public void golden_restructured_isReadOrRefused() throws IOException {
    List<Golden.Candidate> best =
        List.of(new Golden.Candidate(7, 3.25f), new Golden.Candidate(9, -0.1f));
    JsonMutator mutator =
        new JsonMutator(
            GoldenJson.write(
                new Golden(
                    new Golden.Tolerances(0.05f, 1.5f, 0.9f),
                    List.of(
                        new Golden.Prompt(
                            List.of(1, 2, 3), List.of(new Golden.Position(2, best, best)))))));
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      String mutant = mutator.mutant(new Random(i));
      refused += isBlamed(i, () -> GoldenJson.read(FILE, mutant)) ? 1 : 0;
    }
    assertThat(refused).isBetween(CASES / 4, CASES - CASES / 50);
  }

  @Test
  public void zip_damaged_isReadOrRefused() throws IOException {
    Path good = folder.getRoot().toPath().resolve("good.ember");
    StoredZipWriter.write(
        good,
        zip -> {
          for (String name : EntryName.ALL) {
            zip.add(name, ByteBuffer.wrap(new byte[name.length() * 3]));
          }
        });
    byte[] seed = Files.readAllBytes(good);
    Path file = folder.getRoot().toPath().resolve("mutant.ember");
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      FuzzCase.replace(file, mutant(seed, new Random(i)));
      refused += isBlamed(i, () -> readZip(file)) ? 1 : 0;
    }
    assertThat(refused).isBetween(CASES / 2, CASES - CASES / 100);
  }

  private static void readZip(Path file) throws IOException {
    BundleFaults faults = new BundleFaults(FILE);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      List<StoredEntry> places = new StoredZipReader(channel, faults).read();
      MappedEntries entries = new MappedEntries(channel, places, faults);
      for (String name : entries.names()) {
        entries.requireCrc32(name);
      }
    }
  }

  private static boolean isBlamed(int number, FuzzCase.Reading reading) {
    return FuzzCase.isRefused(
        number, BundleFormatException.class, reading, FILE, "expected", "found");
  }

  private static byte[] mutant(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    for (int changes = random.nextInt(3); changes >= 0; changes--) {
      int at = header(bytes, random);
      switch (random.nextInt(7)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> ByteMutator.put(bytes, at, Short.BYTES, random);
        case 2, 3 -> ByteMutator.put(bytes, at, Integer.BYTES, random);
        case 4 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        case 5 -> ByteMutator.copyStart(bytes, at, 46);
        default -> {
          byte[] rest = ByteMutator.without(bytes, at, random.nextInt(70));
          bytes = rest.length == 0 ? new byte[1] : rest;
        }
      }
    }
    return bytes;
  }

  /** A place within a header, of which each begins with these two letters; else anywhere. */
  private static int header(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length);
    for (int i = from; i + 1 < bytes.length && random.nextInt(2000) > 0; i++) {
      if (bytes[i] == 'P' && bytes[i + 1] == 'K') {
        return Math.min(bytes.length - 1, i + random.nextInt(46));
      }
    }
    return from;
  }
}
