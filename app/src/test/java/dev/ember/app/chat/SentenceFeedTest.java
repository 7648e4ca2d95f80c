package dev.ember.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.markdown.SpokenMarkdown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.Test;

public final class SentenceFeedTest {
  private static final String TEXT = "The lamp was tired. It said so! \"Sleep,\" said the moon.";
  private static final String CODE = "A block of code.";

  /** One of each kind that has marks. */
  private static final String MARKED =
      "## The *lamp*\n\n"
          + "See [first. Second\nline](u). Then [an\nother. One](a\nb. c).\n\n"
          + "It **was old. And tired.** See [what? this](https://a.b/c?d=e!f) or ![it](x?y).\n\n"
          + "- oil\n- `wick`, new\n\n"
          + "1. Fill it\n2. Light it\n\n"
          + "| What? | How much! |\n|---|:-:|\n| oil. Fresh | 1 |\n| wick | 2 |\n\n"
          + "Run this:\n\n```java\nint[] x = {1}; // What? | Yes.\n```\n\n"
          + "> A [note] says: a|b.\n\nDone, ~~not~~ $x$.\n";

  @Test
  public void next_halfASentence_isHeldBack() {
    assertThat(feed().next("The lamp was ti")).isEmpty();
  }

  @Test
  public void next_sentenceFollowedByAnother_isGivenOnce() {
    SentenceFeed feed = feed();
    assertThat(feed.next("The lamp was tired. It")).containsExactly("The lamp was tired.");
    assertThat(feed.next("The lamp was tired. It said")).isEmpty();
  }

  @Test
  public void feed_characterByCharacter_givesTheWholeText() {
    List<String> heard = heard(TEXT);
    assertThat(String.join(" ", heard)).isEqualTo(TEXT);
    assertThat(heard).hasSizeGreaterThan(1);
  }

  @Test
  public void feed_markdownCharacterByCharacter_isWhatIsSaidOfTheWholeText() {
    assertThat(heard(MARKED))
        .isEqualTo(said(MARKED))
        .contains("The lamp", "And tired.", "oil", "wick, new", CODE)
        .noneMatch(sentence -> sentence.matches(".*[#*`~$].*|.*\\]\\(.*"));
  }

  @Test
  public void next_linkOverALinesEnd_isHeldBack() {
    SentenceFeed feed = feed();
    assertThat(feed.next("It is so. See [first. Second\nli")).containsExactly("It is so.");
    assertThat(feed.next("It is so. See [first. Second\nline](u). Or"))
        .containsExactly("See first.", "Second", "line.");
  }

  @Test
  public void next_bracketThatItsParagraphDoesNotClose_isNotWaitedFor() {
    assertThat(feed().next("See [first. Second.\n\nOr")).containsExactly("See [first.", "Second.");
  }

  @Test
  public void next_noEndSinceTheLastCall_doesNotCutAnew() {
    List<String> cut = new ArrayList<>();
    SentenceFeed feed =
        new SentenceFeed(
            text -> {
              cut.add(text);
              return said(text);
            });
    String text = "The lamp was tired. It said, for once: so!\nAnd slept";
    for (int end = 0; end <= text.length(); end++) {
      feed.next(text.substring(0, end));
    }
    assertThat(cut)
        .containsExactly("The lamp was tired. I", "The lamp was tired. It said, for once: so!\nA");
  }

  @Test
  public void next_linkThatIsNotWhole_isHeldBack() {
    SentenceFeed feed = feed();
    assertThat(feed.next("It is so. See [this. And that")).containsExactly("It is so.");
    assertThat(feed.next("It is so. See [this. And that](http://a?b=c")).isEmpty();
    assertThat(feed.next("It is so. See [this. And that](http://a?b=c). Or"))
        .containsExactly("See this.", "And that.");
  }

  @Test
  public void next_bracketThatIsNoLink_isNotWaitedFor() {
    assertThat(feed().next("It is so [1]. See below. Or"))
        .containsExactly("It is so [1].", "See below.");
  }

  @Test
  public void rest_chinese_isGiven() {
    SentenceFeed feed = feed();
    assertThat(feed.next("灯累了。它说")).containsExactly("灯累了。");
    assertThat(feed.rest("灯累了。它说要睡觉。")).containsExactly("它说要睡觉。");
  }

  @Test
  public void rest_emptyAnswer_isNothing() {
    assertThat(feed().rest("")).isEmpty();
  }

  private static List<String> heard(String text) {
    SentenceFeed feed = feed();
    List<String> heard = new ArrayList<>();
    for (int end = 0; end <= text.length(); end++) {
      heard.addAll(feed.next(text.substring(0, end)));
    }
    heard.addAll(feed.rest(text));
    return heard;
  }

  private static SentenceFeed feed() {
    return new SentenceFeed(SentenceFeedTest::said);
  }

  private static List<String> said(String text) {
    return SpokenMarkdown.sentences(text, CODE, Locale.US);
  }
}
