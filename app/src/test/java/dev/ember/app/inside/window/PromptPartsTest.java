package dev.ember.app.inside.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ember.app.inside.lab.LookAlone;
import dev.ember.app.inside.lab.OpenModel;
import dev.ember.app.inside.window.WindowSight.Part;
import dev.ember.app.inside.window.WindowSight.Seen;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.chat.ChatTemplate;
import dev.ember.inference.chat.ContextWindow;
import dev.ember.inference.chat.FittedPrompt;
import dev.ember.inference.chat.KnownTemplate;
import dev.ember.inference.chat.Message;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** {@link PromptParts} by hand, where each byte and each of ChatML's two marks is a token. */
public final class PromptPartsTest {
  private static final int ENOUGH = 10_000;

  private static final Message RULE = Message.system("Be brief.");
  private static final List<Message> CHAT =
      List.of(Message.user("Hello"), Message.assistant("Hi"), Message.user("And you?"));

  /** {@code <|im_start|>user\n … <|im_end|>\n}. */
  private static final int USER = 8;

  private static final int ASSISTANT = 13;
  private static final int SYSTEM = 10;

  /** {@code <|im_start|>assistant\n}. */
  private static final int OPENING = 11;

  private static final String OWN_RULE = "<|im_start|>system\nYou are SmolLM<|im_end|>\n";
  private static final int OWN_RULE_TOKENS = SYSTEM + "You are SmolLM".length();

  @Test
  public void of_templateThatAddsNothing_isItsMessagesWithTheirMarks() throws IOException {
    assertThat(parts(KnownTemplate.CHATML.source(), CHAT))
        .extracting(Seen::part, Seen::tokens)
        .containsExactly(
            tuple(Part.USER, USER + 5),
            tuple(Part.ASSISTANT, ASSISTANT + 2),
            tuple(Part.USER, USER + 8),
            tuple(Part.OPENING, OPENING));
    assertThat(parts(KnownTemplate.CHATML.source(), ruled()).get(0))
        .isEqualTo(new Seen(Part.SYSTEM, "Be brief.", SYSTEM + 9, true));
  }

  @Test
  public void of_templateWithASystemTextOfItsOwn_countsThatOnceAndInNoQuestion()
      throws IOException {
    String template =
        "{% if messages[0].role != 'system' %}{{ '"
            + OWN_RULE.replace("\n", "\\n")
            + "' }}{% endif %}"
            + KnownTemplate.CHATML.source();

    assertThat(parts(template, CHAT))
        .extracting(Seen::part, Seen::tokens)
        .containsExactly(
            tuple(Part.TEMPLATE, OWN_RULE_TOKENS),
            tuple(Part.USER, USER + 5),
            tuple(Part.ASSISTANT, ASSISTANT + 2),
            tuple(Part.USER, USER + 8),
            tuple(Part.OPENING, OPENING));
    assertThat(parts(template, ruled()))
        .extracting(Seen::part, Seen::tokens)
        .startsWith(tuple(Part.SYSTEM, SYSTEM + 9), tuple(Part.USER, USER + 5));

    Message longer = Message.system("You are SmolLM, and brief.");
    assertThat(parts(template, ruled(longer)).get(0))
        .isEqualTo(new Seen(Part.SYSTEM, longer.content(), SYSTEM + 26, true));
  }

  @Test
  public void of_templateThatKeepsItsTextBesideASystemPrompt_countsItApart() throws IOException {
    String template = "{{ 'Today is a day.' }}" + KnownTemplate.CHATML.source();

    assertThat(parts(template, ruled()))
        .extracting(Seen::part, Seen::tokens)
        .startsWith(tuple(Part.TEMPLATE, 15), tuple(Part.SYSTEM, SYSTEM + 9));
  }

  @Test
  public void of_templateThatPutsTheSystemPromptIntoATextOfItsOwn_countsBothApart()
      throws IOException {
    String template =
        "{{ '<|im_start|>system\\nToday Date: 26 Jul 2024\\n\\n' }}"
            + "{% if messages[0].role == 'system' %}{{ messages[0].content }}"
            + "{% set messages = messages[1:] %}{% endif %}{{ '<|im_end|>\\n' }}"
            + KnownTemplate.CHATML.source();
    int opened = SYSTEM + "Today Date: 26 Jul 2024\n\n".length();

    assertThat(parts(template, CHAT).get(0)).isEqualTo(new Seen(Part.TEMPLATE, "", opened, true));
    assertThat(parts(template, ruled()))
        .extracting(Seen::part, Seen::tokens)
        .startsWith(
            tuple(Part.TEMPLATE, opened), tuple(Part.SYSTEM, 9), tuple(Part.USER, USER + 5));
  }

  @Test
  public void of_systemPromptWithinTheFirstQuestion_isApartFromThat() throws IOException {
    assertThat(parts(KnownTemplate.LLAMA2.source(), ruled()))
        .extracting(Seen::part, Seen::tokens)
        .containsExactly(
            tuple(Part.SYSTEM, "<<SYS>>\nBe brief.\n<</SYS>>\n\n".length()),
            tuple(Part.USER, "<s>[INST] Hello [/INST]".length()),
            tuple(Part.ASSISTANT, " Hi </s>".length()),
            tuple(Part.USER, "<s>[INST] And you? [/INST]".length()));
  }

  @Test
  public void of_templateThatWritesMoreBeforeTheLastAnswer_weighsQuestionsWithoutThat()
      throws IOException {
    String thinking =
        "{% for message in messages %}{{ '(' if message.role == 'user' else '[' }}"
            + "{{ '<think>' if loop.last and message.role == 'assistant' else '' }}"
            + "{{ message.content }}|{% endfor %}";

    assertThat(parts(thinking, CHAT))
        .extracting(Seen::part, Seen::tokens)
        .containsExactly(tuple(Part.USER, 7), tuple(Part.ASSISTANT, 4), tuple(Part.USER, 10));
  }

  @Test
  public void of_templateThatEndsAClosedChat_isWeighedWithoutThatEnd() throws IOException {
    String closing =
        "{% for message in messages %}{{ message.content }}|{% endfor %}"
            + "{% if add_generation_prompt %}{{ 'me:' }}{% else %}{{ 'END' }}{% endif %}";

    assertThat(parts(closing, CHAT))
        .extracting(Seen::part, Seen::tokens)
        .containsExactly(
            tuple(Part.USER, 6),
            tuple(Part.ASSISTANT, 3),
            tuple(Part.USER, 9),
            tuple(Part.OPENING, 3));
  }

  @Test
  public void of_templateThatShortensWhatIsOld_takesItOffTheOldest() throws IOException {
    String forgetful =
        "{% for message in messages %}{% if loop.revindex < 3 %}{{ message.content }}|"
            + "{% else %}.{% endif %}{% endfor %}";

    List<Seen> parts = parts(forgetful, CHAT);

    assertThat(parts.stream().mapToInt(Seen::tokens).sum()).isEqualTo(".Hi|And you?|".length());
    assertThat(parts.get(2).tokens()).isEqualTo("And you?|".length());
  }

  @Test
  public void of_everyKnownTemplate_sumsToThePromptWhateverFellOut() throws IOException {
    for (KnownTemplate known : KnownTemplate.values()) {
      requireSum(template(known.source()), SmallTokenizer.create());
    }
  }

  @Test
  public void of_theModelThatShips_sumsToThePromptWhateverFellOut() throws IOException {
    try (OpenModel shipped = OpenModel.open(Path.of(System.getProperty("ember.built-in")))) {
      requireSum(shipped.template(), shipped.tokenizer());
    }
  }

  private static void requireSum(ChatTemplate template, Tokenizer tokenizer) {
    for (int capacity : new int[] {1, 60, 90, ENOUGH}) {
      FittedPrompt fitted = new ContextWindow(template, tokenizer, capacity).fit(ruled());
      int sum = 0;
      for (Seen seen :
          new PromptParts(template, tokenizer).of(ruled(), fitted, new LookAlone().progress())) {
        assertThat(seen.tokens()).isPositive();
        sum += seen.inside() ? seen.tokens() : 0;
      }
      assertThat(sum).as(template.source()).isEqualTo(fitted.tokenCount());
    }
  }

  private static List<Message> ruled() {
    return ruled(RULE);
  }

  private static List<Message> ruled(Message rule) {
    List<Message> all = new ArrayList<>(CHAT);
    all.add(0, rule);
    return all;
  }

  private static List<Seen> parts(String source, List<Message> messages) throws IOException {
    ChatTemplate template = template(source);
    Tokenizer tokenizer = SmallTokenizer.create();
    FittedPrompt fitted = new ContextWindow(template, tokenizer, ENOUGH).fit(messages);
    return new PromptParts(template, tokenizer).of(messages, fitted, new LookAlone().progress());
  }

  private static ChatTemplate template(String source) {
    return new ChatTemplate(source, "<s>", "</s>");
  }
}
