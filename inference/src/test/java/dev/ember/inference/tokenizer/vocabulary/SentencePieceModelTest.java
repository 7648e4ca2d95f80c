package dev.ember.inference.tokenizer.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ember.inference.tokenizer.SubwordTokenizer;
import dev.ember.inference.tokenizer.TokenizerFormatException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public final class SentencePieceModelTest {
  private static final int FUZZ_CASES = 20_000;

  /** Fixed, so that a failure is found again. */
  private static final long FUZZ_SEED = 20260115;

  private static final int UNIGRAM = 1;
  private static final int BPE = 2;

  @Test
  public void encode_bpe_mergesWhatScoresHighest() throws TokenizerFormatException {
    SubwordTokenizer tokenizer = tokenizer(model(BPE));

    assertThat(tokenizer.encode("ab")).containsExactly(3, 7);
    assertThat(tokenizer.encode("bab")).containsExactly(3, 5, 7);
    assertThat(tokenizer.encode("a<t>b")).containsExactly(3, 4, 8, 3, 5);
    assertThat(tokenizer.encode("a  x")).containsExactly(3, 4, 3, 3, 0);
    assertThat(tokenizer.decode(new int[] {3, 7, 3, 4}, 4)).isEqualTo("ab a");
  }

  @Test
  public void encode_unigram_takesTheLikeliestPieces() throws TokenizerFormatException {
    SubwordTokenizer tokenizer = tokenizer(model(UNIGRAM));

    assertThat(tokenizer.encode("ab")).containsExactly(3, 7);
    assertThat(tokenizer.encode("a<t>b")).containsExactly(3, 4, 8, 5);
    assertThat(tokenizer.encode("axxb")).containsExactly(3, 4, 0, 5);
  }

  @Test
  public void encode_namesOfControlPieces_stayText() throws TokenizerFormatException {
    SubwordTokenizer tokenizer = tokenizer(model(UNIGRAM));

    assertThat(tokenizer.encode("<s>")).doesNotContain(1);
    assertThat(tokenizer.encodeWithSpecialTokens("<s>ab")).containsExactly(1, 3, 7);
  }

  @Test
  public void read_unsupportedKinds_areNamed() {
    assertRefused(model(3), "trainer_spec.model_type: expected 1 (Unigram) or 2 (BPE) but found 3");
    assertRefused(
        model(BPE).message(2, new ModelBytes().integer(24, 1)), "treat_whitespace_as_suffix");
    assertRefused(model(BPE).message(3, new ModelBytes().integer(5, 0)), "escape_whitespaces");
    assertRefused(new ModelBytes(), "pieces: expected at least one but found none");
    assertRefused(model(BPE).piece("z", 0, 9), "expected a type of piece from 1 to 6 but found 9");
    assertRefused(model(BPE).piece("a", 0, 1), "expected each token once but found \"a\" as 4");
    assertRefused(model(BPE).piece("z", Float.NaN, 1), "expected a score of token 9 but found NaN");
    assertRefused(
        model(BPE).message(3, new ModelBytes().bytes(2, new byte[] {9, 0, 0, 0, 1})),
        "expected a map of characters whose trie fits 5 bytes but found one of 9");
  }

  @Test
  public void read_cutAnywhere_isReadOrAFormatError() {
    byte[] whole = model(UNIGRAM).toArray();
    for (int length = 0; length < whole.length; length++) {
      readOrRefuse(Arrays.copyOf(whole, length));
    }
  }

  @Test
  public void read_mutated_isReadOrAFormatError() {
    Random random = new Random(FUZZ_SEED);
    byte[] unigram = model(UNIGRAM).toArray();
    byte[] bpe = model(BPE).toArray();
    int read = 0;
    for (int i = 0; i < FUZZ_CASES; i++) {
      byte[] mutated = (i % 2 == 0 ? unigram : bpe).clone();
      int changes = 1 + random.nextInt(3);
      for (int c = 0; c < changes; c++) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      read += readOrRefuse(mutated) ? 1 : 0;
    }
    assertThat(read).isBetween(FUZZ_CASES / 100, FUZZ_CASES - FUZZ_CASES / 100);
  }

  @Test
  public void read_restructured_isReadOrAFormatError() {
    Random random = new Random(FUZZ_SEED);
    byte[] map = {4, 0, 0, 0, 1, 0, 0, 0, 'a', 0};
    byte[] normalizing =
        model(UNIGRAM).message(3, new ModelBytes().bytes(2, map).integer(3, 1)).toArray();
    List<ProtobufMutator> seeds = new ArrayList<>();
    for (byte[] seed : List.of(model(UNIGRAM).toArray(), model(BPE).toArray(), normalizing)) {
      seeds.add(new ProtobufMutator(seed, List.of(1, 2, 3)));
    }
    int read = 0;
    for (int i = 0; i < FUZZ_CASES; i++) {
      read += readOrRefuse(seeds.get(i % seeds.size()).mutant(random)) ? 1 : 0;
    }
    assertThat(read).isBetween(FUZZ_CASES / 100, FUZZ_CASES - FUZZ_CASES / 100);
  }

  /** Whether it was read; then it encodes, too. */
  private static boolean readOrRefuse(byte[] model) {
    try {
      SubwordTokenizer tokenizer =
          new SubwordTokenizer(SentencePieceModel.read(ByteBuffer.wrap(model), "m"));
      tokenizer.encodeWithSpecialTokens("ab <t>x<s>");
      return true;
    } catch (TokenizerFormatException expected) {
      assertThat(expected).hasMessageStartingWith("m, ");
      return false;
    }
  }

  private static void assertRefused(ModelBytes model, String message) {
    TokenizerFormatException found =
        catchThrowableOfType(
            TokenizerFormatException.class,
            () -> SentencePieceModel.read(ByteBuffer.wrap(model.toArray()), "m"));
    assertThat(found).as(message).isNotNull().hasMessageContaining(message);
  }

  private static SubwordTokenizer tokenizer(ModelBytes model) throws TokenizerFormatException {
    return new SubwordTokenizer(SentencePieceModel.read(ByteBuffer.wrap(model.toArray()), "m"));
  }

  /** Unknown 0, control 1 and 2, then ▁ a b unused ab and a user's symbol; no normalization. */
  private static ModelBytes model(int type) {
    return new ModelBytes()
        .piece("<unk>", 0, 2)
        .piece("<s>", 0, 3)
        .piece("</s>", 0, 3)
        .piece("▁", -1, 1)
        .piece("a", -2, 1)
        .piece("b", -3, 1)
        .piece("▁a", -1, 5)
        .piece("ab", -2.5f, 1)
        .piece("<t>", 0, 4)
        .message(2, new ModelBytes().integer(3, type))
        .message(3, new ModelBytes().integer(4, 0));
  }
}
