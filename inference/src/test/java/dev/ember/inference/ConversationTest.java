package dev.ember.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.BundleFormatException;
import dev.ember.inference.bundle.EntryName;
import dev.ember.inference.bundle.SmallBundle;
import dev.ember.inference.bundle.SmallModel;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.chat.ChatHistory;
import dev.ember.inference.chat.FittedPrompt;
import dev.ember.inference.chat.Message;
import dev.ember.inference.decode.Decoder;
import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.decode.GenerationResult;
import dev.ember.inference.decode.RecordingListener;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Over a bundle's own template (ChatML) and tokenizer (a token a byte), and a scripted backend. */
public final class ConversationTest {
  private static final int CONTEXT = 256;
  private static final GenerationOptions OPTIONS =
      new GenerationOptions(SamplingOptions.GREEDY, 20, List.of());

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final FakeBackend backend = new FakeBackend(SmallModel.config(CONTEXT, true));
  private final RecordingListener listener = new RecordingListener();
  private Bundle bundle;
  private Engine engine;
  private Conversation conversation;

  @Before
  public void openEngine() throws IOException {
    Path path = folder.newFile().toPath();
    new SmallBundle().write(path);
    bundle = Bundle.open(path);
    engine = Engine.open(bundle, backend);
    conversation = engine.newConversation();
  }

  @After
  public void closeEngine() {
    conversation.close();
    engine.close();
    bundle.close();
  }

  @Test
  public void generate_firstTurn_rendersTheTemplateAndStreamsTheAnswer() {
    backend.answer(answer("Hello!"));
    GenerationResult result = conversation.generate(List.of(Message.user("Hi")), OPTIONS, listener);
    assertThat(result.text()).isEqualTo("Hello!").isEqualTo(listener.text());
    assertThat(result.reason()).isEqualTo(FinishReason.STOP);
    // <|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n
    assertThat(result.promptTokens()).isEqualTo(1 + 5 + 2 + 1 + 1 + 1 + 10);
    assertThat(result.droppedMessages()).isZero();
  }

  @Test
  public void generate_secondTurn_readsOnlyItsNewTokens() {
    backend.answer(answer("Hello!"));
    List<Message> history = new ArrayList<>(List.of(Message.user("Hi")));
    GenerationResult first = conversation.generate(history, OPTIONS, listener);
    history.add(Message.assistant(first.text()));
    history.add(Message.user("More"));
    int prefilled = backend.prefilledTokens();
    GenerationResult second = conversation.generate(history, OPTIONS, listener);
    assertThat(second.reusedTokens()).isEqualTo(first.promptTokens() + 6);
    assertThat(backend.prefilledTokens() - prefilled)
        .isEqualTo(second.promptTokens() - second.reusedTokens() - 1);
  }

  @Test
  public void generate_userWritesSpecialTokens_theyStayText() {
    backend.answer(answer("ok"));
    int plain = conversation.generate(List.of(Message.user("")), OPTIONS, listener).promptTokens();
    GenerationResult result =
        conversation.generate(List.of(Message.user("<|im_end|>")), OPTIONS, listener);
    assertThat(result.promptTokens() - plain).isEqualTo("<|im_end|>".length());
  }

  @Test
  public void generate_longHistory_dropsTheOldestTurnsAndSaysHowMany() {
    backend.answer(answer("ok"));
    List<Message> history = new ArrayList<>(List.of(Message.system("Be brief.")));
    for (int turn = 0; turn < 6; turn++) {
      history.add(Message.user("Question number " + turn + " of many"));
      history.add(Message.assistant("Answer"));
    }
    history.add(Message.user("Last"));
    GenerationResult result = conversation.generate(history, OPTIONS, listener);
    assertThat(result.text()).isEqualTo("ok");
    assertThat(result.droppedMessages()).isPositive().isLessThan(12);
    assertThat(result.droppedMessages() % 2).as("whole turns").isZero();
    assertThat(result.promptTokens()).isLessThanOrEqualTo(CONTEXT - OPTIONS.maxTokens());
  }

  @Test
  public void generate_manyMaxTokens_reservesAQuarterOfTheWindow() {
    backend.answer(answer("ok"));
    GenerationOptions endless = new GenerationOptions(SamplingOptions.GREEDY, 100_000, List.of());
    String almost = "x".repeat(CONTEXT * 3 / 4 - 21);
    List<Message> history = List.of(Message.user("a"), Message.assistant("b"), user(almost));
    GenerationResult result = conversation.generate(history, endless, listener);
    assertThat(result.droppedMessages()).isEqualTo(2);
    assertThat(result.text()).isEqualTo("ok");
  }

  @Test
  public void generate_lastTurnIntoTheReserve_stillAnswers() {
    backend.answer(answer("ok"));
    GenerationResult result =
        conversation.generate(List.of(user("x".repeat(CONTEXT - 40))), OPTIONS, listener);
    assertThat(result.text()).isEqualTo("ok");
  }

  @Test
  public void generate_lastTurnLongerThanTheWindow_isContextFull() {
    GenerationResult result =
        conversation.generate(
            List.of(user("a"), Message.assistant("b"), user("x".repeat(CONTEXT))),
            OPTIONS,
            listener);
    assertThat(result.reason()).isEqualTo(FinishReason.CONTEXT_FULL);
    assertThat(result.text()).isEmpty();
    assertThat(result.promptTokens()).isGreaterThan(CONTEXT);
    assertThat(result.droppedMessages()).isEqualTo(2);
    assertThat(backend.decodedTokens()).isZero();
  }

  @Test
  public void wantedTokens_areMoreThanTheWindowExactlyWhereSomethingIsDropped() {
    boolean dropped = false;
    for (int chars = 1; chars < CONTEXT; chars++) {
      ChatHistory history =
          ChatHistory.of(
              List.of(user("x".repeat(chars)), Message.assistant("b"), user("x".repeat(4))));
      FittedPrompt fitted = conversation.fit(history, OPTIONS.maxTokens());
      dropped = !fitted.dropped().isEmpty();
      assertThat(conversation.wantedTokens(history, OPTIONS.maxTokens()) > CONTEXT)
          .as("%d characters", chars)
          .isEqualTo(dropped);
    }
    assertThat(dropped).isTrue();
  }

  @Test
  public void generate_begunAnswer_writesOnlyWhatIsNew() {
    backend.answer(answer(" world"));
    FittedPrompt prompt =
        conversation.fit(
            new ChatHistory(List.of(user("Say it")), Set.of(), "Hello"), OPTIONS.maxTokens());

    GenerationResult result = conversation.generate(prompt, OPTIONS, listener);

    assertThat(result.text()).isEqualTo(" world");
  }

  @Test
  public void generate_emptyHistory_isRefused() {
    assertThatThrownBy(() -> conversation.generate(List.of(), OPTIONS, listener))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  public void cancel_whileItAnswers_endsWithinOneStep() {
    backend.script(read -> 'x');
    backend.beforeDecode(
        call -> {
          if (call == 2) {
            conversation.cancel();
          }
        });
    GenerationResult result = conversation.generate(List.of(user("Hi")), OPTIONS, listener);
    assertThat(result.reason()).isEqualTo(FinishReason.CANCELLED);
    assertThat(result.text()).isEqualTo("xx");
  }

  @Test
  public void generate_backendFails_nextCallStartsAnew() {
    backend.answer(answer("Hello!"));
    backend.failAtDecode(1);
    assertThatThrownBy(() -> conversation.generate(List.of(user("Hi")), OPTIONS, listener))
        .isInstanceOf(BackendException.class);
    GenerationResult result = conversation.generate(List.of(user("Hi")), OPTIONS, listener);
    assertThat(result.reusedTokens()).isZero();
    assertThat(result.text()).isEqualTo("Hello!");
  }

  @Test
  public void newConversation_twice_haveCachesOfTheirOwn() {
    backend.answer(answer("ok"));
    conversation.generate(List.of(user("Hi")), OPTIONS, listener);
    try (Conversation other = engine.newConversation()) {
      assertThat(other.generate(List.of(user("Hi")), OPTIONS, listener).reusedTokens()).isZero();
    }
    assertThat(conversation.generate(List.of(user("Hi")), OPTIONS, listener).reusedTokens())
        .isPositive();
  }

  @Test
  public void newDecoder_rawPrompt_isReadWithoutTemplate() {
    backend.answer(answer("Hello!"));
    try (Decoder decoder = engine.newDecoder()) {
      GenerationResult result = decoder.generate(new int[] {'H', 'i'}, OPTIONS, listener);
      assertThat(result.promptTokens()).isEqualTo(2);
      assertThat(result.text()).isEqualTo("Hello!");
      assertThat(result.reason()).as("the manifest's stop token").isEqualTo(FinishReason.STOP);
    }
  }

  @Test
  public void close_engine_closesTheBackend() {
    engine.close();
    assertThat(backend.isClosed()).isTrue();
  }

  @Test
  public void generate_onTheReferenceBackend_isDeterministic() throws IOException {
    try (Engine real = Engine.open(bundle, new ReferenceBackend(bundle));
        Conversation first = real.newConversation();
        Conversation second = real.newConversation()) {
      List<Message> history = List.of(user("Hi"));
      GenerationResult result = first.generate(history, OPTIONS, listener);
      assertThat(result.text()).isEqualTo(second.generate(history, OPTIONS, listener).text());
      assertThat(result.generatedTokens()).isPositive();
    }
  }

  @Test
  public void open_backendOfAnotherModel_isRefused() {
    DecoderConfig other =
        DecoderConfig.llama(99, 32)
            .hidden(20)
            .layers(2)
            .heads(4, 2)
            .headSize(6)
            .feedForward(28)
            .tied(true)
            .build();
    assertThatThrownBy(() -> Engine.open(bundle, new FakeBackend(other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a backend with a vocabulary of 258 but found 99");
  }

  @Test
  public void open_malformedTexts_areTheBundlesFault() throws IOException {
    assertFault(EntryName.TOKENIZER, "{\"model\": 7}");
    assertFault(EntryName.TOKENIZER, "");
    assertFault(EntryName.CHAT_TEMPLATE, "{% for message in %}");
    assertFault(EntryName.CHAT_TEMPLATE, "{{ unclosed");
  }

  private void assertFault(String entry, String text) throws IOException {
    Path path = folder.newFile().toPath();
    new SmallBundle().text(entry, text).write(path);
    try (Bundle spoiled = Bundle.open(path)) {
      assertThatThrownBy(() -> Engine.open(spoiled, backend))
          .as(text)
          .isInstanceOf(BundleFormatException.class)
          .hasMessageStartingWith(path + ", " + entry + ": expected ");
    }
  }

  private static Message user(String text) {
    return Message.user(text);
  }

  /** The tokens of an answer and of the end of its turn. */
  private static int[] answer(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    int[] tokens = new int[bytes.length + 1];
    for (int i = 0; i < bytes.length; i++) {
      tokens[i] = bytes[i] & 0xff;
    }
    tokens[bytes.length] = SmallTokenizer.IM_END;
    return tokens;
  }
}
