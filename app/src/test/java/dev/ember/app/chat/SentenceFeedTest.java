package dev.ember.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public final class SentenceFeedTest {
  private static final String TEXT = "The lamp was tired. It said so! \"Sleep,\" said the moon.";

  @Test
  public void next_halfASentence_isHeldBack() {
    assertThat(new SentenceFeed().next("The lamp was ti")).isEmpty();
  }

  @Test
  public void next_sentenceFollowedByAnother_isGivenOnce() {
    SentenceFeed feed = new SentenceFeed();
    assertThat(feed.next("The lamp was tired. It")).containsExactly("The lamp was tired.");
    assertThat(feed.next("The lamp was tired. It said")).isEmpty();
  }

  @Test
  public void feed_characterByCharacter_givesTheWholeText() {
    SentenceFeed feed = new SentenceFeed();
    List<String> heard = new ArrayList<>();
    for (int end = 0; end <= TEXT.length(); end++) {
      heard.addAll(feed.next(TEXT.substring(0, end)));
    }
    heard.addAll(feed.rest(TEXT));
    assertThat(String.join(" ", heard)).isEqualTo(TEXT);
    assertThat(heard).hasSizeGreaterThan(1);
  }

  @Test
  public void rest_chinese_isGiven() {
    SentenceFeed feed = new SentenceFeed();
    assertThat(feed.next("灯累了。它说")).containsExactly("灯累了。");
    assertThat(feed.rest("灯累了。它说要睡觉。")).containsExactly("它说要睡觉。");
  }

  @Test
  public void rest_emptyAnswer_isNothing() {
    assertThat(new SentenceFeed().rest("")).isEmpty();
  }
}
