package dev.ember.converter.training.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public final class TokenStoreTest {
  /** Gemma has 262,144 tokens, Qwen 151,936. */
  @Test
  public void token_ofALargeVocabulary_isTheOneThatWasAdded() {
    TokenStore store = new TokenStore();
    store.add(new int[] {7, 65_535});
    store.add(new int[] {65_536, 262_143, 8});

    assertThat(store.tokens()).isEqualTo(5);
    assertThat(store.token(0, 0)).isEqualTo(7);
    assertThat(store.token(0, 1)).isEqualTo(65_535);
    assertThat(store.token(1, 0)).isEqualTo(65_536);
    assertThat(store.token(1, 1)).isEqualTo(262_143);
    assertThat(store.token(1, 2)).isEqualTo(8);
  }
}
