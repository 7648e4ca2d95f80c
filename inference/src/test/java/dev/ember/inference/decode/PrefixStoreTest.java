package dev.ember.inference.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallModel;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.util.List;
import org.junit.Test;

/** How many tokens are read when chats take turns: what is not counted here was kept. */
public final class PrefixStoreTest {
  private static final long CACHE_BYTES = 1000;

  private final FakeBackend backend = new FakeBackend(SmallModel.config(true));

  @Test
  public void generate_nextTurn_readsItsNewTokensOnly() throws IOException {
    try (Decoder decoder = newDecoder(0)) {
      assertThat(read(decoder, "first turn")).isEqualTo(10);
      assertThat(read(decoder, "first turn, second")).isEqualTo(8);
      assertThat(read(decoder, "first turn, second, third")).isEqualTo(7);
    }
  }

  @Test
  public void generate_editedMessage_readsFromThereOn() throws IOException {
    try (Decoder decoder = newDecoder(0)) {
      assertThat(read(decoder, "one message, two")).isEqualTo(16);
      assertThat(read(decoder, "one message, 2nd")).isEqualTo(3);
    }
  }

  @Test
  public void generate_twoChatsInTurn_readsEachOnce() throws IOException {
    backend.bytesPerCache(CACHE_BYTES);
    try (Decoder decoder = newDecoder(2 * CACHE_BYTES)) {
      assertThat(read(decoder, "chat A, its start")).isEqualTo(17);
      assertThat(read(decoder, "another chat: B")).isEqualTo(15);
      assertThat(read(decoder, "chat A, its start!")).isEqualTo(1);
      assertThat(read(decoder, "another chat: B?")).isEqualTo(1);
    }
  }

  @Test
  public void generate_chatsThatBeginAlike_copyTheBeginning() throws IOException {
    backend.bytesPerCache(CACHE_BYTES);
    try (Decoder decoder = newDecoder(2 * CACHE_BYTES)) {
      assertThat(read(decoder, "You are. What is that?")).isEqualTo(22);
      assertThat(read(decoder, "You are. Hello")).isEqualTo(5);
      assertThat(read(decoder, "You are. What is that? Go on")).isEqualTo(6);
      assertThat(read(decoder, "You are. Hello, go on")).isEqualTo(7);
    }
  }

  @Test
  public void generate_moreChatsThanFit_dropsTheOneUsedLeastRecently() throws IOException {
    backend.bytesPerCache(CACHE_BYTES);
    try (Decoder decoder = newDecoder(2 * CACHE_BYTES)) {
      read(decoder, "chat A");
      read(decoder, "other: B");
      read(decoder, "chat A.");
      read(decoder, "third C");
      assertThat(read(decoder, "chat A..")).isEqualTo(1);
      assertThat(read(decoder, "other: B.")).as("was dropped").isEqualTo(9);
    }
  }

  @Test
  public void generate_noRoomForTwo_keepsTheOneInUse() throws IOException {
    backend.bytesPerCache(CACHE_BYTES);
    try (Decoder decoder = newDecoder(2 * CACHE_BYTES - 1)) {
      read(decoder, "chat A");
      assertThat(read(decoder, "other: B")).isEqualTo(8);
      assertThat(read(decoder, "chat A.")).isEqualTo(7);
    }
  }

  /** Another conversation's beginning is read once more, which is better than no answer. */
  @Test
  public void generate_memoryEndsWithAnotherCache_usesTheOneThatThereIs() throws IOException {
    backend.bytesPerCache(CACHE_BYTES);
    try (Decoder decoder = newDecoder(2 * CACHE_BYTES)) {
      read(decoder, "chat A, its start");
      backend.beforeCache(
          () -> {
            throw new OutOfMemoryError("as the test wants");
          });
      assertThat(read(decoder, "another chat: B")).isEqualTo(15);
      backend.beforeCache(() -> {});
      assertThat(read(decoder, "chat A, its start")).as("which gave way").isEqualTo(17);
      assertThat(read(decoder, "another chat: B?")).as("which did not").isEqualTo(1);
    }
  }

  @Test
  public void generate_anotherCacheBreaks_isTheBackendsFault() throws IOException {
    backend.bytesPerCache(CACHE_BYTES);
    try (Decoder decoder = newDecoder(2 * CACHE_BYTES)) {
      read(decoder, "chat A, its start");
      backend.beforeCache(
          () -> {
            throw new BackendException("fake", "cache", "as the test wants");
          });
      assertThatThrownBy(() -> read(decoder, "another chat: B"))
          .isInstanceOf(BackendException.class)
          .hasMessage("fake: cache failed: as the test wants");
    }
  }

  /** Generates one token, which is not read, and counts the tokens that were. */
  private int read(Decoder decoder, String prompt) {
    int before = backend.prefilledTokens() + backend.decodedTokens();
    GenerationResult result =
        decoder.generate(
            prompt.chars().toArray(),
            new GenerationOptions(SamplingOptions.GREEDY, 1, List.of()),
            new RecordingListener());
    int read = backend.prefilledTokens() + backend.decodedTokens() - before;
    assertThat(read).isEqualTo(result.promptTokens() - result.reusedTokens());
    return read;
  }

  private Decoder newDecoder(long storeBytes) throws IOException {
    return new Decoder(
        backend, SmallTokenizer.create(), List.of(SmallTokenizer.IM_END), storeBytes);
  }
}
