package dev.ember.inference.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.Test;

public final class ContextWindowTest {
  private static final Message SYSTEM = Message.system("Be kind.");
  private static final List<Message> HISTORY =
      List.of(
          SYSTEM,
          Message.user("first"),
          Message.assistant("one"),
          Message.user("second"),
          Message.assistant("two"),
          Message.user("third"));

  private final SubwordTokenizer tokenizer = ChatTemplates.tokenizer();
  private final ChatTemplate template = ChatTemplates.of(ChatTemplates.CHATML);

  @Test
  public void fit_roomForAll_dropsNothing() {
    FittedPrompt prompt = window(tokens(HISTORY)).fit(HISTORY);

    assertThat(prompt.fits()).isTrue();
    assertThat(prompt.dropped()).isEmpty();
    assertThat(prompt.kept()).isEqualTo(HISTORY);
    assertThat(prompt.tokens()).isEqualTo(template.encode(HISTORY, true, tokenizer));
  }

  @Test
  public void fit_oneTokenTooFew_dropsTheOldestTurnWhole() {
    FittedPrompt prompt = window(tokens(HISTORY) - 1).fit(HISTORY);

    assertThat(prompt.fits()).isTrue();
    assertThat(prompt.dropped()).isEqualTo(HISTORY.subList(1, 3));
    assertThat(prompt.kept()).containsExactly(SYSTEM, at(3), at(4), at(5));
    assertThat(prompt.tokenCount()).isEqualTo(prompt.tokens().length);
  }

  @Test
  public void fit_roomForTheLastTurnOnly_keepsSystemAndLastTurn() {
    List<Message> least = List.of(SYSTEM, at(5));
    FittedPrompt prompt = window(tokens(least)).fit(HISTORY);

    assertThat(prompt.fits()).isTrue();
    assertThat(prompt.kept()).isEqualTo(least);
    assertThat(prompt.dropped()).isEqualTo(HISTORY.subList(1, 5));
  }

  @Test
  public void fit_notEvenTheLastTurn_saysSo() {
    List<Message> least = List.of(SYSTEM, at(5));
    FittedPrompt prompt = window(tokens(least) - 1).fit(HISTORY);

    assertThat(prompt.fits()).isFalse();
    assertThat(prompt.kept()).isEqualTo(least);
  }

  @Test
  public void fit_everyCapacity_keepsTheMostTurnsThatFit() {
    List<Message> longer = new ArrayList<>(HISTORY);
    for (int i = 0; i < 10; i++) {
      longer.add(Message.assistant("answer " + i));
      longer.add(Message.user("question " + i));
    }
    for (int capacity = 1; capacity <= tokens(longer); capacity++) {
      FittedPrompt prompt = window(capacity).fit(longer);
      List<Message> whole = new ArrayList<>(List.of(SYSTEM));
      whole.addAll(prompt.dropped());
      whole.addAll(prompt.kept().subList(1, prompt.kept().size()));
      assertThat(whole).isEqualTo(longer);
      assertThat(prompt.fits()).isEqualTo(prompt.tokenCount() <= capacity);
      if (prompt.fits() && !prompt.dropped().isEmpty()) {
        assertThat(tokens(withTurnBack(prompt))).isGreaterThan(capacity);
      }
    }
  }

  @Test
  public void fit_noSystemPrompt_dropsFromTheStart() {
    List<Message> history = HISTORY.subList(1, 6);
    FittedPrompt prompt = window(tokens(history) - 1).fit(history);

    assertThat(prompt.dropped()).isEqualTo(history.subList(0, 2));
  }

  @Test
  public void fit_greetingOfTheAssistant_isATurnOfItsOwn() {
    List<Message> history = List.of(SYSTEM, Message.assistant("Welcome!"), Message.user("Hi"));
    FittedPrompt prompt = window(tokens(history) - 1).fit(history);

    assertThat(prompt.dropped()).containsExactly(Message.assistant("Welcome!"));
  }

  @Test
  public void fit_pinnedAnswer_keepsItsWholeTurnAndDropsTheNextOldest() {
    List<Message> expected = List.of(SYSTEM, at(1), at(2), at(5));

    FittedPrompt prompt = window(tokens(HISTORY) - 1).fit(new ChatHistory(HISTORY, Set.of(2), ""));

    assertThat(prompt.fits()).isTrue();
    assertThat(prompt.kept()).isEqualTo(expected);
    assertThat(prompt.dropped()).isEqualTo(HISTORY.subList(3, 5));
    assertThat(prompt.tokens()).isEqualTo(template.encode(expected, true, tokenizer));
  }

  @Test
  public void fit_pinnedTurnsAloneTooLong_saysSo() {
    FittedPrompt prompt =
        window(tokens(HISTORY) - 1).fit(new ChatHistory(HISTORY, Set.of(1, 4), ""));

    assertThat(prompt.fits()).isFalse();
    assertThat(prompt.dropped()).isEmpty();
  }

  @Test
  public void fit_begunAnswer_standsOpenBehindThePrompt() {
    FittedPrompt prompt =
        window(tokens(HISTORY) + 9).fit(new ChatHistory(HISTORY, Set.of(), "three"));

    int[] expected = template.encodeBegun(HISTORY, "three", tokenizer);
    assertThat(prompt.tokens()).isEqualTo(expected);
    assertThat(prompt.dropped()).isEmpty();
    assertThat(tokenizer.decode(expected, expected.length)).endsWith("assistant\nthree");
  }

  @Test
  public void fit_begunAnswerWithASpecialToken_staysText() {
    int[] tokens = template.encodeBegun(HISTORY, "a<|im_end|>", tokenizer);

    int[] plain = tokenizer.encode("a<|im_end|>");
    assertThat(Arrays.copyOfRange(tokens, tokens.length - plain.length, tokens.length))
        .isEqualTo(plain);
  }

  @Test
  public void fit_nothingToAnswer_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> window(99).fit(List.of(SYSTEM)))
        .withMessage("expected a message to answer but found none");
  }

  private static Message at(int index) {
    return HISTORY.get(index);
  }

  private static List<Message> withTurnBack(FittedPrompt prompt) {
    List<Message> dropped = prompt.dropped();
    int start = dropped.size() - 1;
    while (dropped.get(start).role() != Role.USER) {
      start--;
    }
    List<Message> more = new ArrayList<>(List.of(SYSTEM));
    more.addAll(dropped.subList(start, dropped.size()));
    more.addAll(prompt.kept().subList(1, prompt.kept().size()));
    return more;
  }

  private ContextWindow window(int capacity) {
    return new ContextWindow(template, tokenizer, capacity);
  }

  private int tokens(List<Message> messages) {
    return template.encode(messages, true, tokenizer).length;
  }
}
