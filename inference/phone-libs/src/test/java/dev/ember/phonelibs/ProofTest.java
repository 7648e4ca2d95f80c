package dev.ember.phonelibs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.Conversation;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.tflite.phone.PhoneContenders;
import dev.ember.inference.backend.trust.Choice;
import dev.ember.inference.backend.trust.Circumstances;
import dev.ember.inference.backend.trust.Limits;
import dev.ember.inference.backend.trust.Outcome;
import dev.ember.inference.backend.trust.TrustedBackends;
import dev.ember.inference.backend.trust.Verdict;
import dev.ember.inference.backend.trust.VerdictStore;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.chat.Message;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The app's own proof, over whatever this JVM has of a phone's libraries. */
public final class ProofTest {
  /** A trial on an emulated GPU compiles for minutes; the speeds do not matter here. */
  private static final Limits PATIENT = new Limits(600_000, 600_000, 1);

  private static final int THREADS = 2;
  private static final int ANSWER_TOKENS = 12;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void prove_builtInModel_trustsWhatRunsHereAndChats() throws IOException {
    Path root = folder.getRoot().toPath();
    VerdictStore store = new VerdictStore(root.resolve("verdicts"));
    TrustedBackends backends =
        new TrustedBackends(
            store,
            new PhoneContenders(
                THREADS, false, root.resolve("programs"), Runtime.getRuntime()::maxMemory),
            task -> new Thread(task).start(),
            PATIENT,
            System::nanoTime);
    try (Bundle bundle = Bundle.open(BuiltInModelTest.file())) {
      Circumstances here = new Circumstances(bundle.fingerprint(), "this machine", "this build");
      assertThat(backends.prove(bundle, here, () -> false)).isTrue();
      Map<String, Verdict> verdicts = store.read(here);
      assertThat(trusted(verdicts))
          .as("%s", verdicts)
          .containsAll(RuntimeUnderTest.current().trusted());
      if (RuntimeUnderTest.current().isGpu()) {
        assertThat(root.resolve("programs")).isNotEmptyDirectory(); // kept for the next start
      }
      try (Engine engine = Engine.open(bundle, backends.open(bundle, here, Choice.GPU));
          Conversation conversation = engine.newConversation()) {
        assertThat(engine.backend().description().contains("GPU"))
            .isEqualTo(RuntimeUnderTest.current().isGpu());
        GenerationOptions options =
            new GenerationOptions(SamplingOptions.GREEDY, ANSWER_TOKENS, List.of());
        String answer =
            conversation.generate(List.of(Message.user("Hello")), options, delta -> {}).text();
        assertThat(answer).isNotBlank();
      }
    }
  }

  private static List<String> trusted(Map<String, Verdict> verdicts) {
    return verdicts.values().stream()
        .filter(verdict -> verdict.outcome() == Outcome.TRUSTED)
        .map(Verdict::contender)
        .toList();
  }
}
