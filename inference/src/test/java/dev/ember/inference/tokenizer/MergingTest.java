package dev.ember.inference.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public final class MergingTest {
  private static final int LINE_BYTES = 1_000_000;

  /** log2 of a queue of 3 million entries, rounded up. */
  private static final int DEPTH = 22;

  private static final List<Merge> MERGES =
      List.of(
          new Merge("a", "b"),
          new Merge("ab", "ab"),
          new Merge("abab", "abab"),
          new Merge("b", "a"),
          new Merge("abababab", "abababab"));

  @Test
  public void run_lineOfAMegabyteWithoutCut_costsNLogN() {
    Merging merging = merging("ab".repeat(LINE_BYTES / 2));
    merging.run();

    IntList ids = new IntList();
    merging.appendTo(ids);
    assertThat(ids.toArray()).hasSize(LINE_BYTES / 16).containsOnly(260);
    assertThat(merging.queue().pushes()).isLessThanOrEqualTo(3L * LINE_BYTES);
    assertThat(merging.queue().sifts()).isLessThanOrEqualTo(2L * 3 * LINE_BYTES * DEPTH);
  }

  @Test
  public void run_sameByteAMillionTimes_mergesFromTheLeft() {
    ByteLevelSegmenter model =
        model(List.of(new Merge("x", "x"), new Merge("xx", "xx"), new Merge("xxxx", "xxxx")));
    Merging merging = model.merging("x".repeat(LINE_BYTES + 3).getBytes(StandardCharsets.UTF_8));
    merging.run();

    IntList ids = new IntList();
    merging.appendTo(ids);
    int[] tokens = ids.toArray();
    assertThat(tokens).hasSize(LINE_BYTES / 8 + 2);
    assertThat(tokens[tokens.length - 2]).isEqualTo(256);
    assertThat(tokens[tokens.length - 1]).isEqualTo('x');
    assertThat(merging.queue().pushes()).isLessThanOrEqualTo(3L * (LINE_BYTES + 3));
  }

  @Test
  public void runShort_randomPiece_mergesAsTheQueueDoes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ByteLevelSegmenter model = model(MERGES);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder piece = new StringBuilder();
      for (int left = random.nextInt(2 * ShortMerging.MAX_SYMBOLS); left > 0; left--) {
        piece.append(random.nextInt(5) == 0 ? 'x' : "ab".charAt(left % 2));
      }
      IntList ids = new IntList();
      model.encode(piece.toString(), ids);

      assertThat(ids.toArray()).as("seed %d, %s", seed, piece).isEqualTo(merged(model, piece));
    }
  }

  private static int[] merged(ByteLevelSegmenter model, CharSequence piece) {
    Merging merging = model.merging(piece.toString().getBytes(StandardCharsets.UTF_8));
    merging.run();
    IntList ids = new IntList();
    merging.appendTo(ids);
    return ids.toArray();
  }

  @Test
  public void appendTo_nothing_addsNothing() {
    IntList ids = new IntList();
    merging("").appendTo(ids);

    assertThat(ids.toArray()).isEmpty();
  }

  private static Merging merging(String text) {
    return model(MERGES).merging(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ByteLevelSegmenter model(List<Merge> merges) {
    return new ByteLevelSegmenter(SmallTokenizers.model(merges), new BitSet());
  }
}
