package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.Conversation;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.reference.Activations;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.chat.Message;
import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.decode.GenerationResult;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.testing.GoldenLogits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** The model of the repository and of the app: it talks, and talks alike on every backend. */
public final class BuiltInModelTest {
  private static final List<String> QUESTIONS =
      List.of(
          "Hello",
          "What is your name?",
          "Who are you?",
          "Do you need the internet?",
          "Tell me a joke.");
  private static final int THREADS = 2;

  /** Far more than an answer of the model has, so that only the model ends it. */
  private static final int MOST_TOKENS = 256;

  private static final GenerationOptions GREEDY =
      new GenerationOptions(SamplingOptions.GREEDY, MOST_TOKENS, List.of());

  @SuppressWarnings("NullAway.Init") // set before each test
  private Bundle bundle;

  @Before
  public void openBundle() throws IOException {
    Path home = Path.of(System.getProperty("ember.home"));
    bundle =
        Bundle.open(
            new EmberCommand(InputStream.nullInputStream(), new BundleEngines(), home)
                .builtInModel());
  }

  @After
  public void closeBundle() {
    bundle.close();
  }

  @Test
  public void greedyAnswer_ofEachQuestion_isTheSameOnEveryBackend() throws IOException {
    try (Engine phone = engine(TfliteBackend.open(bundle, THREADS));
        Engine oracle = engine(new ReferenceBackend(bundle.weights(), Activations.INT8_PER_ROW))) {
      for (String question : QUESTIONS) {
        GenerationResult answer = answer(phone, question);

        assertThat(answer.text()).as(question).isNotBlank();
        assertThat(answer.reason()).as(question).isEqualTo(FinishReason.STOP);
        assertThat(answer(oracle, question).text()).as(question).isEqualTo(answer.text());
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

  private Engine engine(Backend backend) throws IOException {
    return Engine.open(bundle, backend);
  }

  private static GenerationResult answer(Engine engine, String question) {
    try (Conversation conversation = engine.newConversation()) {
      return conversation.generate(List.of(Message.user(question)), GREEDY, delta -> {});
    }
  }
}
