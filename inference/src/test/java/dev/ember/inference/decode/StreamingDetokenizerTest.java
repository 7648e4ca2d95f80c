package dev.ember.inference.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.Before;
import org.junit.Test;

/** Over the tokenizer whose token b is byte b: every cut of every character happens. */
public final class StreamingDetokenizerTest {
  private static final long SEED = 8;

  private Tokenizer tokenizer;
  private StreamingDetokenizer detokenizer;

  @Before
  public void createDetokenizer() throws IOException {
    tokenizer = SmallTokenizer.create();
    detokenizer = new StreamingDetokenizer(tokenizer);
  }

  @Test
  public void append_ascii_comesAtOnce() {
    assertThat(detokenizer.append('H')).isEqualTo("H");
    assertThat(detokenizer.append('i')).isEqualTo("i");
    assertThat(detokenizer.end()).isEmpty();
  }

  @Test
  public void append_charactersOfSeveralBytes_comeWithTheirLastByte() {
    for (String character : new String[] {"é", "€", "中", "\ud83d\ude00", "\ud834\udd1e"}) {
      byte[] bytes = character.getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < bytes.length - 1; i++) {
        assertThat(detokenizer.append(bytes[i] & 0xff)).as(character).isEmpty();
      }
      assertThat(detokenizer.append(bytes[bytes.length - 1] & 0xff)).isEqualTo(character);
    }
    assertThat(detokenizer.end()).isEmpty();
  }

  @Test
  public void append_brokenCharacter_becomesReplacementAndTheNextIsWhole() {
    assertThat(detokenizer.append(0xe4)).isEmpty();
    assertThat(detokenizer.append(0xb8)).isEmpty();
    assertThat(detokenizer.append('a')).isEqualTo("\ufffda");
    assertThat(detokenizer.append(0x80)).isEqualTo("\ufffd");
    assertThat(detokenizer.append(0xff)).isEqualTo("\ufffd");
  }

  @Test
  public void append_specialToken_isNoText() {
    assertThat(detokenizer.append(SmallTokenizer.IM_START)).isEmpty();
    assertThat(detokenizer.append('x')).isEqualTo("x");
    assertThat(detokenizer.append(SmallTokenizer.IM_END)).isEmpty();
  }

  @Test
  public void end_openCharacter_becomesOneReplacementAndStartsAnew() {
    detokenizer.append(0xf0);
    detokenizer.append(0x9f);
    detokenizer.append(0x98);
    assertThat(detokenizer.end()).isEqualTo("\ufffd");
    assertThat(detokenizer.end()).isEmpty();
    assertThat(detokenizer.append('b')).isEqualTo("b");
  }

  @Test
  public void append_anyBytes_piecesEqualTheWholeAndNoPieceEndsWithinACharacter() {
    Random random = new Random(SEED);
    for (int run = 0; run < 2_000; run++) {
      byte[] bytes = randomBytes(random);
      StringBuilder pieces = new StringBuilder();
      int[] tokens = new int[bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        tokens[i] = bytes[i] & 0xff;
        String piece = detokenizer.append(tokens[i]);
        if (!piece.isEmpty()) {
          assertThat(Character.isHighSurrogate(piece.charAt(piece.length() - 1))).isFalse();
          assertThat(Character.isLowSurrogate(piece.charAt(0))).isFalse();
        }
        pieces.append(piece);
      }
      pieces.append(detokenizer.end());
      assertThat(pieces.toString())
          .as("seed %d, run %d", SEED, run)
          .isEqualTo(new String(bytes, StandardCharsets.UTF_8))
          .isEqualTo(tokenizer.decode(tokens, tokens.length));
    }
  }

  /** Whole characters, cut ones and noise. */
  private static byte[] randomBytes(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.appendCodePoint(new int[] {'a', 0xe9, 0x4e2d, 0x1f600}[random.nextInt(4)]);
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (random.nextInt(8) == 0) {
        bytes[i] = (byte) random.nextInt(256);
      }
    }
    return bytes;
  }
}
