package dev.ember.app.inside.why;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.data.AnswerTrace;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.ThinkingModel;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.SmallBundle;
import dev.ember.inference.bundle.SmallModel;
import dev.ember.inference.decode.Decoder;
import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.replay.Replay;
import dev.ember.inference.replay.ReplayCheck;
import dev.ember.inference.replay.ReplayJson;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/**
 * What Why shares can be told again: here, and by {@code ./ember replay}, whose {@code
 * ReplayFromAPhoneTest} opens the very file that is asserted here.
 */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class SharedReplayTest {
  private static final Path FILE =
      Path.of("../model-converter/cli/src/test/resources/replay-from-a-phone.json");

  private static final int CONTEXT = 128;
  private static final long WEIGHTS = 4;
  private static final int LONGEST = 12;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final AppRule app = new AppRule().model(this::open);

  private long chatId;
  private String fingerprint = "";

  private Engine open() throws IOException {
    File file = new File(folder.getRoot(), "small.ember");
    if (!file.exists()) {
      new SmallBundle()
          .config(SmallModel.config(CONTEXT, true))
          .seed(WEIGHTS)
          .float32()
          .write(file.toPath());
    }
    try (Bundle bundle = Bundle.open(file.toPath())) {
      fingerprint = bundle.fingerprint();
      return Engine.open(bundle, new ReferenceBackend(bundle));
    }
  }

  @Before
  public void answer() {
    chatId = ThinkingModel.answer(app, LONGEST);
  }

  @Test
  public void file_ofAnAnswer_isWhatTheCommandLineTakes() throws IOException {
    String shared = ReplayJson.write(shared(traces()));
    if (Boolean.getBoolean("ember.golden.write")) {
      Files.write(FILE, shared.getBytes(UTF_8));
    }
    assertThat(shared).isEqualTo(new String(Files.readAllBytes(FILE), UTF_8));
    assertToldAgain(ReplayJson.read("shared", shared));
  }

  @Test
  public void file_ofAStoppedAnswer_endsWhereItWasStopped() throws IOException {
    AnswerTrace whole = traces().get(0);
    int kept = whole.tokens() - 3;
    Replay stopped = shared(List.of(cut(whole, kept)));
    assertThat(stopped.answer()).hasSize(kept);
    assertToldAgain(stopped);
  }

  @Test
  public void file_ofABranch_isItsRestBehindTheChosenWord() throws IOException {
    MessageEntity old = app.newestMessage(chatId);
    AnswerTrace whole = traces().get(0);
    int place = 4;
    TokenPlace at = new TokenPlace(whole, place);
    int start = whole.startOf(place);
    Piece piece = new Piece("", 0, place, start, null);
    int other = whole.replay().answer().get(place) == 'x' ? 'y' : 'x';
    Candidate chosen =
        new Candidate(other, new TokenName(TokenName.Kind.TEXT, "x"), 0.1f, 0.1f, 0, null, 2);
    app.engine().branch(chatId, Branches.at(old.id(), old.body(), List.of(whole), piece, chosen));
    app.settle();

    List<AnswerTrace> traces = traces();
    assertThat(traces).hasSize(2);
    Replay shared = shared(traces);
    assertThat(shared.prompt()).hasSize(at.before().length + 1);
    assertToldAgain(shared);
  }

  @Test
  public void file_whereNothingWasDrawn_isNone() {
    AnswerTrace whole = traces().get(0);
    assertThat(SharedReplay.of(List.of(whole.chosen(0, 1, 1, 1)), fingerprint)).isNull();
    assertThat(SharedReplay.of(List.of(), fingerprint)).isNull();
  }

  @Test
  public void misfit_tokensOfAnotherModel_areRefusedWithValueAndExpectation() throws IOException {
    Replay shared = shared(traces());
    try (Engine engine = open()) {
      assertThat(ReplayReading.misfit(shared, engine)).isNull();
      assertThat(ReplayReading.misfit(with(shared, List.of(1_000_000)), engine))
          .contains("expected tokens below ")
          .contains("1000000");
      assertThat(ReplayReading.misfit(with(shared, List.of(-1)), engine)).contains("-1");
      assertThat(ReplayReading.misfit(with(shared, List.of()), engine)).contains("found 0");
    }
  }

  private Replay shared(List<AnswerTrace> traces) {
    return Objects.requireNonNull(SharedReplay.of(traces, fingerprint), "replay");
  }

  private List<AnswerTrace> traces() {
    long id = app.newestMessage(chatId).id();
    return app.onDisk(() -> app.repository().traces().of(id));
  }

  private void assertToldAgain(Replay replay) throws IOException {
    assertThat(replay.model()).isEqualTo(fingerprint);
    try (Engine engine = open();
        Decoder decoder = engine.newDecoder()) {
      ReplayCheck.Outcome outcome = ReplayCheck.run(replay, decoder, delta -> {});
      assertThat(outcome.answer()).isEqualTo(replay.answer());
      assertThat(outcome.same()).isTrue();
    }
  }

  private static AnswerTrace cut(AnswerTrace whole, int kept) {
    Replay replay = whole.replay();
    return new AnswerTrace(
        0,
        0,
        new Replay(
            replay.model(),
            replay.backend(),
            replay.prompt(),
            replay.options(),
            replay.answer().subList(0, kept),
            "",
            FinishReason.CANCELLED),
        whole.ends().subList(0, kept),
        List.of(),
        false);
  }

  private static Replay with(Replay replay, List<Integer> prompt) {
    return new Replay(
        replay.model(),
        replay.backend(),
        prompt,
        replay.options(),
        replay.answer(),
        replay.text(),
        replay.reason());
  }
}
