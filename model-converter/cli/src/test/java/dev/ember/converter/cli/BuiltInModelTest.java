package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.cli.Tool.Run;
import dev.ember.inference.Conversation;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.Activations;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.backend.trust.Outcome;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.chat.Message;
import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.decode.GenerationListener;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.decode.GenerationResult;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.testing.GoldenLogits;
import dev.ember.inference.testing.Runtimes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The model that ships: it talks, and talks alike on every backend. */
public final class BuiltInModelTest {
  private static final List<String> QUESTIONS =
      List.of(
          "Hello",
          "What is your name?",
          "Who are you?",
          "Do you need the internet?",
          "Tell me a joke.");
  private static final int THREADS = 2;

  /**
   * Where the reference rounds an activation up and XNNPACK down, a logit moves by up to 0.12
   * (measured over random graphs in the export's parity test). The best and the chosen one may move
   * towards each other, so that a gap of twice as much is a tie.
   */
  private static final float NEAR_TIE = 0.25f;

  /** Far more than an answer of the model has, so that only the model ends it. */
  private static final int MOST_TOKENS = 256;

  private static final GenerationOptions GREEDY =
      new GenerationOptions(SamplingOptions.GREEDY, MOST_TOKENS, List.of());

  /** What a phone's owner was promised. */
  private static final long MOST_BYTES = 20_000_000;

  private static final Path HOME = Path.of(System.getProperty("ember.home"));

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path file;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Bundle bundle;

  @Before
  public void openBundle() throws IOException {
    file = new EmberCommand(InputStream.nullInputStream(), new ModelEngines(), HOME).builtInModel();
    bundle = Bundle.open(file);
  }

  @After
  public void closeBundle() {
    bundle.close();
  }

  @Test
  public void file_size_isWhatWasPromised() throws IOException {
    assertThat(Files.size(file)).isLessThanOrEqualTo(MOST_BYTES);
  }

  @Test
  public void command_thatIsToldNoModel_takesIt() {
    Run run = Tool.with(new ModelEngines(), HOME).run("neighbours", "day", "--count", "1");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines()).hasSize(1);
  }

  @Test
  public void greedyAnswer_ofEachQuestion_endsByItselfOnEveryBackend() throws IOException {
    try (Engine phone = engine(TfliteBackend.open(bundle, THREADS));
        Engine oracle = engine(reference())) {
      for (String question : QUESTIONS) {
        for (Engine engine : List.of(phone, oracle)) {
          GenerationResult answer = answer(engine, question);
          assertThat(answer.text()).as(question).isNotBlank();
          assertThat(answer.reason()).as(question).isEqualTo(FinishReason.STOP);
        }
      }
    }
  }

  @Test
  public void greedyAnswer_onTensorFlowLite_isTheReferencesChoiceAtEachToken() throws IOException {
    try (Engine phone = engine(TfliteBackend.open(bundle, THREADS));
        Backend oracle = reference()) {
      for (String question : QUESTIONS) {
        List<Message> chat = List.of(Message.user(question));
        List<Integer> written = new ArrayList<>();
        try (Conversation conversation = phone.newConversation()) {
          conversation.generate(chat, GREEDY, new TokenRecorder(written));
        }
        int[] prompt = phone.template().encode(chat, true, phone.tokenizer());
        assertThat(written).as(question).isNotEmpty();
        assertChosen(oracle, prompt, written, question);
      }
    }
  }

  /** Reads the prompt and then what was written; each token must be the best, or tie with it. */
  private static void assertChosen(
      Backend oracle, int[] prompt, List<Integer> written, String question) {
    float[] logits = new float[oracle.config().vocabulary()]; // [V]
    try (KvCache cache = oracle.newCache()) {
      oracle.prefill(prompt, prompt.length - 1, cache);
      int last = prompt[prompt.length - 1];
      for (int token : written) {
        oracle.decode(last, cache, logits);
        float best = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
          best = Math.max(best, logit);
        }
        assertThat(best - logits[token])
            .as("%s, token %d after %d positions", question, token, cache.length())
            .isLessThanOrEqualTo(NEAR_TIE);
        last = token;
      }
    }
  }

  @Test
  public void answer_toAGreeting_greets() throws IOException {
    try (Engine engine = engine(TfliteBackend.open(bundle, THREADS))) {
      assertThat(answer(engine, "Hello").text()).containsPattern("\\b(Hello|Hi|Hey)\\b");
    }
  }

  @Test
  public void answer_toTheQuestionForItsName_namesEmber() throws IOException {
    try (Engine engine = engine(TfliteBackend.open(bundle, THREADS))) {
      assertThat(answer(engine, "What is your name?").text()).contains("Ember");
    }
  }

  @Test
  public void logits_onTensorFlowLite_areTheGoldenOnes() throws IOException {
    try (Backend backend = TfliteBackend.open(bundle, THREADS)) {
      GoldenLogits.assertHold(bundle.golden(), backend);
    }
  }

  /** The proof that a phone makes. */
  @Test
  public void proof_ofWrongRuntimes_refusesThemAndTrustsTheRightOne() throws IOException {
    assertThat(proved(logits -> logits)).isEqualTo(Outcome.TRUSTED);
    assertThat(proved(Runtimes::equal)).isEqualTo(Outcome.WRONG);
    assertThat(proved(Runtimes::halved)).isEqualTo(Outcome.WRONG);
    assertThat(proved(Runtimes::shuffled)).isEqualTo(Outcome.WRONG);
  }

  private Outcome proved(UnaryOperator<float[]> fault) throws IOException {
    return Runtimes.proof(
            bundle,
            folder.newFolder().toPath(),
            () -> Runtimes.spoiled(TfliteBackend.open(bundle, THREADS), fault))
        .outcome();
  }

  private Backend reference() throws IOException {
    return new ReferenceBackend(bundle.weights(), Activations.INT8_PER_ROW);
  }

  private Engine engine(Backend backend) throws IOException {
    return Engine.open(bundle, backend);
  }

  private static GenerationResult answer(Engine engine, String question) {
    try (Conversation conversation = engine.newConversation()) {
      return conversation.generate(List.of(Message.user(question)), GREEDY, delta -> {});
    }
  }

  /** Keeps the ids of an answer's tokens. */
  private record TokenRecorder(List<Integer> tokens) implements GenerationListener {
    @Override
    public void onToken(int token, int generated) {
      tokens.add(token);
    }

    @Override
    public void onText(String delta) {}
  }
}
