package dev.ember.inference.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public final class PieceCacheTest {
  private static final List<Merge> MERGES = SmallTokenizers.MERGES;

  /** Room for the measurement itself; one object a piece would be sixteen times as many. */
  private static final long BYTES_OF_MEASURING = 4_096;

  private final ByteLevelSegmenter segmenter =
      new ByteLevelSegmenter(SmallTokenizers.model(MERGES), new BitSet());
  private final PieceCache cache = new PieceCache(segmenter);

  @Test
  public void encode_piecesAgainAndAgain_isWhatTheSegmenterGives() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 200_000; i++) { // fills the cache several times
      String piece = piece(random);
      assertThat(cached(piece)).as("seed %d, %s", seed, piece).isEqualTo(segmented(piece));
      assertThat(cache.size()).isLessThanOrEqualTo(PieceCache.MAX_PIECES);
    }
  }

  @Test
  public void encode_piecesMadeToCollide_isWhatTheSegmenterGives() {
    for (int i = 0; i < 1 << 12; i++) { // "Aa" and "BB" have the same hash
      StringBuilder piece = new StringBuilder();
      for (int bit = 0; bit < 12; bit++) {
        piece.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      assertThat(cached(piece.toString())).isEqualTo(segmented(piece.toString()));
    }
    assertThat(cache.size()).isLessThan(100); // the others were merged, after a few steps
  }

  @Test
  public void encode_pieceThatIsKnown_allocatesNothing() {
    char[] text = "in the thin inn".toCharArray();
    IntList out = new IntList();
    for (int i = 0; i < 70_000; i++) { // room in the list for what follows
      cache.encode(text, 3, 6, out);
    }
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(self);
    for (int i = 0; i < 30_000; i++) {
      cache.encode(text, 3, 6, out);
    }
    long allocated = threads.getThreadAllocatedBytes(self) - before;

    assertThat(allocated).isLessThan(BYTES_OF_MEASURING);
  }

  private int[] cached(String piece) {
    IntList ids = new IntList();
    cache.encode(piece.toCharArray(), 0, piece.length(), ids);
    return ids.toArray();
  }

  private int[] segmented(String piece) {
    IntList ids = new IntList();
    segmenter.encode(piece, ids);
    return ids.toArray();
  }

  private static String piece(Random random) {
    StringBuilder piece = new StringBuilder();
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      piece.append(
          random.nextInt(8) == 0 ? "thin" : String.valueOf((char) (' ' + random.nextInt(900))));
    }
    return piece.toString();
  }
}
