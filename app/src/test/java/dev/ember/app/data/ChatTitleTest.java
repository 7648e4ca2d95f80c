package dev.ember.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public final class ChatTitleTest {

  @Test
  public void of_shortMessage_isTheMessage() {
    assertThat(ChatTitle.of("Why is the sky blue?")).isEqualTo("Why is the sky blue?");
  }

  @Test
  public void of_severalLines_isOneLine() {
    assertThat(ChatTitle.of("  Dear cat,\n\n\tcome   home\n")).isEqualTo("Dear cat, come home");
  }

  @Test
  public void of_longMessage_isCutBetweenWords() {
    assertThat(ChatTitle.of("Tell me a long story about a small fox who wanted to see the sea"))
        .isEqualTo("Tell me a long story about a small fox who…");
  }

  @Test
  public void of_longWord_isCutInside() {
    String title = ChatTitle.of("a".repeat(60));

    assertThat(title).isEqualTo("a".repeat(47) + "…");
  }

  @Test
  public void of_chinese_isCutAtACharacter() {
    String title = ChatTitle.of("天空为什么是蓝色的".repeat(10));

    assertThat(title).hasSize(48).endsWith("…").startsWith("天空为什么是蓝色的天");
  }

  @Test
  public void of_emoji_neverHalvesOne() {
    String title = ChatTitle.of("🔥".repeat(60));

    assertThat(title).isEqualTo("🔥".repeat(47) + "…");
  }

  @Test
  public void of_exactlyTheLimit_isNotCut() {
    assertThat(ChatTitle.of("b".repeat(48))).isEqualTo("b".repeat(48));
  }
}
