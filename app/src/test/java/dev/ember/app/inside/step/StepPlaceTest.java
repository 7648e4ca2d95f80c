package dev.ember.app.inside.step;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.data.AnswerTrace;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.inside.why.AnswerPieces;
import dev.ember.app.inside.why.Explained;
import dev.ember.app.inside.why.Piece;
import dev.ember.app.inside.why.TokenPlace;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.ThinkingModel;
import dev.ember.inference.Engine;
import dev.ember.inference.replay.Replay;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Going on from a place of an answer. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class StepPlaceTest {
  private static final int LONGEST = 12;

  @Rule public final AppRule app = new AppRule().model(new ThinkingModel());

  private long chatId;

  @Before
  public void answer() {
    chatId = ThinkingModel.answer(app, LONGEST);
  }

  private StepPlace find(long answerId, int offset) {
    return app.onDisk(
        () ->
            Objects.requireNonNull(
                StepPlace.find(app.repository(), InsideText.ofPlace(chatId, answerId, offset)),
                "place"));
  }

  @Test
  public void find_eachPieceOfAnAnswer_isWhereTheDiceGiveThatPiece() throws IOException {
    MessageEntity answer = app.newestMessage(chatId);
    List<AnswerTrace> traces = app.onDisk(() -> app.repository().traces().of(answer.id()));
    List<Integer> tokens = traces.get(0).replay().answer();
    List<Piece> pieces = AnswerPieces.of(answer.body(), traces);
    assertThat(pieces).hasSizeGreaterThan(5);
    try (Engine engine = new ThinkingModel().open()) {
      for (Piece piece : pieces) {
        StepPlace place = find(answer.id(), piece.start());
        StepRun run = new StepRun(0);
        run.restore(place.before(), false);
        assertThat(run.written()).isEqualTo(tokens.subList(0, piece.token()));
        assertThat(draw(engine, place, run).drawn()).isEqualTo(tokens.get(piece.token()));
      }
    }
  }

  private static Explained draw(Engine engine, StepPlace place, StepRun run) {
    Heard heard = new Heard();
    heard.look(new StepLook(place.start(), List.of(run.written()), heard), engine);
    StepLook.Result read = heard.results().get(0);
    run.heard(read);
    run.seed(place.sampling().seed());
    return new StepThrow(run, read, run.dice(place.sampling())).explain();
  }

  @Test
  public void take_namedCandidate_keepsHowSureTheModelWasOfIt() throws IOException {
    StepPlace place = find(app.newestMessage(chatId).id(), 0);
    StepRun run = new StepRun(0);
    run.restore(place.before(), false);
    try (Engine engine = new ThinkingModel().open()) {
      Explained next = draw(engine, place, run);
      run.drawn(next);
      run.forward();
      float raw = Objects.requireNonNull(next.find(next.drawn()), "the drawn one").raw();
      assertThat(run.taken()).containsExactly(new TakenToken(next.drawn(), raw));
    }
  }

  @Test
  public void of_replayUpToEachPiece_isThePlaceOfTheChat() throws IOException {
    MessageEntity answer = app.newestMessage(chatId);
    List<AnswerTrace> traces = app.onDisk(() -> app.repository().traces().of(answer.id()));
    Replay whole = traces.get(0).replay();
    for (Piece piece : AnswerPieces.of(answer.body(), traces)) {
      StepPlace ofChat = find(answer.id(), piece.start());
      StepPlace ofReplay = Objects.requireNonNull(StepPlace.of(cut(traces.get(0), piece.token())));
      assertThat(ofReplay.start()).isEqualTo(ofChat.start());
      assertThat(ofReplay.modelId()).isEqualTo(ofChat.modelId());
      assertThat(ofReplay.sampling()).isEqualTo(ofChat.sampling());
      assertThat(ofReplay.before()).hasSameSizeAs(ofChat.before());
      assertThat(ofReplay.before())
          .extracting(TakenToken::id)
          .isEqualTo(whole.answer().subList(0, piece.token()));
    }
    assertThat(StepPlace.of(new InsideText.Replayed(whole.model(), "{}"))).isNull();
  }

  /** As it arrives at the screen. */
  private static InsideText.Replayed cut(AnswerTrace whole, int tokens) {
    InsideText text = InsideText.ofReplay(new TokenPlace(whole, tokens).upToHere());
    return Objects.requireNonNull(InsideText.from(text.toArguments()).replayed());
  }

  @Test
  public void find_answerOfWhichNothingIsKnown_isNone() {
    assertThat(
            app.<Boolean>onDisk(
                () ->
                    StepPlace.find(app.repository(), InsideText.ofPlace(chatId, 4_711, 0)) == null))
        .isTrue();
  }
}
