package dev.ember.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.testing.FuzzCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A bundle whose ZIP is wrong, in each way that a ZIP can be. */
public final class CorruptZipTest {
  private static final long SEED = 31_337;
  private static final int FLIPS = 3_000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path path;
  private ZipBytes good;

  @Before
  public void writeGoodBundle() throws IOException {
    path = folder.newFile("small.ember").toPath();
    new SmallBundle().write(path);
    good = ZipBytes.of(path);
    Bundle.open(path).close();
  }

  @Test
  public void open_truncatedAnywhere_isRefused() throws IOException {
    for (int bytes = 0; bytes < good.size(); bytes += bytes < 300 ? 1 : 101) {
      refuses(Arrays.copyOf(good.array(), bytes), "expected ");
    }
    refuses(Arrays.copyOf(good.array(), good.size() - 1), "offset ", "expected ");
  }

  @Test
  public void open_bytesAfterTheEnd_areRefused() throws IOException {
    refuses(Arrays.copyOf(good.array(), good.size() + 1), "expected the end of a ZIP");
    refuses(Arrays.copyOf(good.array(), good.size() + 4096), "expected the end of a ZIP");
  }

  @Test
  public void open_bytesBeforeTheStart_areRefused() throws IOException {
    byte[] shifted = new byte[good.size() + 64];
    System.arraycopy(good.array(), 0, shifted, 64, good.size());
    refuses(shifted, "expected a central directory that ends at");
  }

  @Test
  public void open_otherKindOfFile_isRefused() throws IOException {
    refuses(new byte[0], "expected a file of 22 to ");
    refuses(new byte[5000], "expected the end of a ZIP");
    byte[] noise = new byte[5000];
    new Random(SEED).nextBytes(noise);
    refuses(noise, "expected the end of a ZIP");
  }

  @Test
  public void open_wrongSignatures_areRefused() throws IOException {
    refuses(good.putInt(good.central("card.md"), 7), "expected a central directory header");
    good = fresh();
    refuses(good.putInt(good.local("card.md"), 7), "expected a local header of card.md");
  }

  @Test
  public void open_compressedEntry_isRefused() throws IOException {
    refuses(good.putShort(good.central("card.md") + 10, 8), "a stored entry, method 0");
    good = fresh();
    refuses(good.putShort(good.local("card.md") + 8, 8), "the same field as in the central header");
  }

  @Test
  public void open_flagsOrComments_areRefused() throws IOException {
    refuses(good.putShort(good.central("card.md") + 8, 1), "expected no flags");
    good = fresh();
    refuses(good.putShort(good.central("card.md") + 30, 4), "neither extra field nor comment");
    good = fresh();
    refuses(good.putShort(good.end() + 20, 1), "expected no comment");
    good = fresh();
    refuses(good.putShort(good.end() + 4, 1), "expected disk numbers of 0");
  }

  @Test
  public void open_countOfEntriesIsWrong_isRefused() throws IOException {
    for (int count : new int[] {0, 1, 5, 7}) {
      good = fresh();
      good.putShort(good.end() + 8, count).putShort(good.end() + 10, count);
      refuses(good, "expected ");
    }
    good = fresh();
    good.putShort(good.end() + 8, 0xffff).putShort(good.end() + 10, 0xffff);
    refuses(good, "expected at most 7 entries but found 65535");
  }

  @Test
  public void open_nameEscapesOrIsUnknown_isRefused() throws IOException {
    for (String name : new String[] {"../x.md", "/ard.md", "c\\rd.md", ".ard.md", "a/rd.md"}) {
      good = fresh();
      refuses(good.rename("card.md", name), "expected a name without a folder but found");
    }
    for (String name : new String[] {"card.mx", "CARD.MD", "card.m\0", "card.m\u00e9"}) {
      good = fresh();
      refuses(good.rename("card.md", name), "expected one of [manifest.json, ");
    }
    good = fresh();
    refuses(good.putShort(good.central("card.md") + 28, 0), "expected a name of 1 to 64 bytes");
    good = fresh();
    refuses(good.putShort(good.central("card.md") + 28, 65), "a name of 1 to 64 bytes");
  }

  @Test
  public void open_nameOnlyInTheDirectoryDiffers_isRefused() throws IOException {
    int name = good.local("card.md") + ZipFormat.LOCAL_BYTES;
    refuses(good.putShort(name, 'C' | 'A' << 8), "expected one of ");
  }

  @Test
  public void open_sameNameTwice_isRefused() throws IOException {
    new SmallBundle().untied().write(path);
    good = ZipBytes.of(path);
    refuses(
        good.rename(EntryName.EMBEDDINGS, EntryName.TOKENIZER),
        "expected each entry once but found tokenizer.json twice");
  }

  @Test
  public void open_dataNotAligned_isRefused() throws IOException {
    int extraLength = good.local("card.md") + 28;
    int length = good.getInt(extraLength) & 0xffff;
    refuses(good.putShort(extraLength, length - 4), "card.md", "data at a multiple of 64");
  }

  @Test
  public void open_entryLongerThanItsPlace_overlaps() throws IOException {
    int bytes = good.getInt(good.central(EntryName.MODEL) + 24);
    refuses(good.resize(EntryName.MODEL, bytes + 1), "found an overlap");
  }

  @Test
  public void open_entryShorterThanItsPlace_leavesAHole() throws IOException {
    int bytes = good.getInt(good.central(EntryName.MODEL) + 24);
    refuses(good.resize(EntryName.MODEL, bytes - 1), "found a hole");
  }

  @Test
  public void open_entryBeyondTheFile_isRefusedBeforeItIsMapped() throws IOException {
    refuses(good.resize("card.md", Integer.MAX_VALUE), "data that ends before the directory");
    good = fresh();
    refuses(good.resize("card.md", -1), "expected at most 2147483647 bytes but found 4294967295");
    good = fresh();
    refuses(good.putInt(good.central("card.md") + 42, -1), "a local header before");
  }

  @Test
  public void open_twoEntriesOnOnePlace_areRefused() throws IOException {
    int golden = good.local(EntryName.GOLDEN);
    refuses(good.putInt(good.central("card.md") + 42, golden), "the same field as in the central");
  }

  @Test
  public void open_directoryElsewhere_isRefused() throws IOException {
    refuses(good.putInt(good.end() + 16, 0), "expected a central directory that ends at");
    good = fresh();
    refuses(good.putInt(good.end() + 12, -1), "expected a central directory that ends at");
    good = fresh();
    good.putInt(good.end() + 12, good.end()).putInt(good.end() + 16, 0); // the whole file
    refuses(good, "bytes of central directory but found");
  }

  @Test
  public void open_anyBitFlipped_isRefused() throws IOException {
    Random random = new Random(SEED);
    BitSet ignored = good.ignored();
    for (int run = 0; run < FLIPS; run++) {
      int position = random.nextInt(good.size());
      if (ignored.get(position)) {
        continue;
      }
      byte[] bytes = good.array().clone();
      bytes[position] ^= (byte) (1 << random.nextInt(8));
      refuses(bytes, "expected ");
    }
  }

  @Test
  public void open_flippedContent_namesTheEntry() throws IOException {
    for (String name : EntryName.ALL) {
      if (!name.equals(EntryName.EMBEDDINGS)) {
        good = fresh();
        good.array()[good.data(name) + 3] ^= 16;
        refuses(good, ", " + name, "expected CRC-32 ");
      }
    }
  }

  @Test
  public void open_noSuchFile_isNotAFormatError() {
    assertThatThrownBy(() -> Bundle.open(folder.getRoot().toPath().resolve("none.ember")))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(BundleFormatException.class);
  }

  private ZipBytes fresh() throws IOException {
    new SmallBundle().write(path);
    return ZipBytes.of(path);
  }

  private void refuses(ZipBytes bytes, String... message) throws IOException {
    refuses(bytes.array(), message);
  }

  private void refuses(byte[] bytes, String... message) throws IOException {
    Path spoiled = folder.getRoot().toPath().resolve("spoiled.ember");
    FuzzCase.replace(spoiled, bytes);
    assertThatThrownBy(() -> Bundle.open(spoiled).close())
        .isInstanceOf(BundleFormatException.class)
        .hasMessageStartingWith(spoiled.toString())
        .hasMessageContainingAll(message);
    assertThat(Files.size(spoiled)).isEqualTo(bytes.length);
  }
}
