package dev.ember.app.inside.why;

import androidx.annotation.MainThread;
import androidx.annotation.StringRes;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.R;
import dev.ember.app.data.AnswerTrace;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.engine.AnswerLook;
import dev.ember.app.engine.ChatEngine;
import dev.ember.app.engine.ModelState;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.scope.AppScope;
import dev.ember.app.widget.RiskWords;
import dev.ember.inference.replay.Replay;
import dev.ember.inference.replay.ReplayJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One answer, of which one place is looked at.
 *
 * <h2>Threading model</h2>
 *
 * Main thread only.
 */
@MainThread
public final class WhyModel extends ViewModel {
  /** As many digits of a fingerprint as a person compares. */
  private static final int FINGERPRINT_DIGITS = 8;

  private final AppScope scope;
  private final MutableLiveData<WhyState> state = new MutableLiveData<>();
  private @Nullable Answer answer;
  private boolean opened;
  private boolean gone;

  /**
   * What is known of the answer.
   *
   * @param chatId null where it is a replay, of no chat of this phone
   */
  private record Answer(
      @Nullable Long chatId, long id, String body, List<AnswerTrace> traces, List<Piece> pieces) {

    static Answer of(@Nullable Long chatId, long id, String body, List<AnswerTrace> traces) {
      return new Answer(chatId, id, body, traces, AnswerPieces.of(body, traces));
    }
  }

  /** For {@link ViewModelProvider}. */
  static ViewModelProvider.Factory factory(AppScope scope) {
    return AppScope.viewModels(WhyModel.class, () -> new WhyModel(scope));
  }

  WhyModel(AppScope scope) {
    this.scope = scope;
  }

  LiveData<WhyState> state() {
    return state;
  }

  /**
   * Reads how an answer came to be and looks at one place. Again, as after a rotation: no effect.
   *
   * @param offset a character of the answer's text
   */
  void open(long chatId, long answerId, int offset) {
    if (opened) {
      return;
    }
    opened = true;
    ChatRepository repository = scope.repositoryOf(chatId);
    repository.submit(
        () -> {
          List<AnswerTrace> traces = repository.traces().of(answerId);
          String body = "";
          for (MessageEntity message : repository.messages(chatId)) {
            body = message.id() == answerId ? message.body() : body;
          }
          Answer found = Answer.of(chatId, answerId, body, traces);
          onMain(() -> read(found, offset));
        });
  }

  /**
   * Shows a replay that came from elsewhere, as {@link #open} does an answer of a chat.
   *
   * @param json as it came; anybody may have written it
   */
  void openReplay(String json, int offset) {
    if (opened) {
      return;
    }
    opened = true;
    scope
        .shelf()
        .library()
        .whenOpened(() -> scope.executors().disk().execute(() -> find(json, offset)));
  }

  /** Looks for the model that a replay names. Disk thread. */
  private void find(String json, int offset) {
    Replay replay;
    try {
      replay = ReplayJson.read(SharedReplay.FILE, json);
    } catch (IOException other) {
      refuse(R.string.why_replay_unreadable, String.valueOf(other.getMessage()));
      return;
    }
    String id = models().withFingerprint(replay.model());
    if (id == null) {
      refuse(R.string.why_replay_other_model, beginning(replay.model()));
      return;
    }
    Replay here =
        new Replay(
            id,
            replay.backend(),
            replay.prompt(),
            replay.options(),
            replay.answer(),
            replay.text(),
            replay.reason());
    String tooLong = TokenPlace.tooLong(here);
    if (tooLong == null) {
      scope.engine().look(id, new ReplayReading(here, new Reader(offset)));
    } else {
      refuse(R.string.why_replay_unreadable, SharedReplay.FILE + ": " + tooLong);
    }
  }

  private static String beginning(String fingerprint) {
    return fingerprint.substring(0, Math.min(FINGERPRINT_DIGITS, fingerprint.length()));
  }

  @StringRes
  private static int sentence(ModelState.Failed why) {
    return RiskWords.sentence(why, R.string.why_failed);
  }

  private void refuse(@StringRes int sentence, String part) {
    onMain(() -> state.setValue(new WhyState.Refused(sentence, part)));
  }

  private ReplayModels models() {
    return new ReplayModels(scope.shelf().library(), scope.shelf().models());
  }

  /**
   * Makes the file of the answer's replay.
   *
   * @param made gets its text on the main thread; null if it cannot be told again
   */
  void replay(Consumer<@Nullable String> made) {
    Answer now = answer;
    if (now == null) {
      return;
    }
    scope
        .executors()
        .disk()
        .execute(
            () -> {
              String text = replayOf(now.traces());
              onMain(() -> made.accept(text));
            });
  }

  /**
   * What the screen that goes on token by token needs of a replay from elsewhere.
   *
   * @param made gets it on the main thread
   */
  void replayUpToHere(Consumer<InsideText> made) {
    Answer now = answer;
    if (now == null || !(state.getValue() instanceof WhyState.Done done)) {
      return;
    }
    TokenPlace here = new TokenPlace(now.traces().get(done.at().trace()), done.at().token());
    scope
        .executors()
        .disk()
        .execute(
            () -> {
              InsideText text = InsideText.ofReplay(here.upToHere());
              onMain(() -> made.accept(text));
            });
  }

  private @Nullable String replayOf(List<AnswerTrace> traces) {
    if (traces.isEmpty()) {
      return null;
    }
    String fingerprint = models().fingerprintOf(traces.get(0).replay().model());
    Replay replay = fingerprint == null ? null : SharedReplay.of(traces, fingerprint);
    try {
      return replay == null ? null : ReplayJson.write(replay);
    } catch (IOException e) {
      throw new AssertionError("JSON into memory is not refused", e);
    }
  }

  private void read(Answer found, int offset) {
    answer = found;
    Piece at = AnswerPieces.at(found.pieces(), offset);
    if (at == null) {
      state.setValue(new WhyState.Unknown());
    } else {
      look(at);
    }
  }

  /** Looks at another place. */
  void look(Piece at) {
    Answer now = answer;
    if (now == null || gone) {
      return;
    }
    state.setValue(new WhyState.Working(now.pieces(), at));
    AnswerTrace trace = now.traces().get(at.trace());
    look(now, new DrawLook(trace, at.token(), new Ear(at)));
  }

  private void look(Answer now, AnswerLook look) {
    if (now.chatId() == null) {
      scope.engine().look(now.traces().get(0).replay().model(), look);
    } else {
      scope.engine().look(now.chatId(), look);
    }
  }

  /** Asks for the tints of the words that are shown and have none yet, a few at a time. */
  private void lookHowSure(Piece at) {
    Answer now = answer;
    if (now == null || gone) {
      return;
    }
    List<Piece> unknown = new ArrayList<>();
    for (Piece piece : AnswerPieces.around(now.pieces(), at)) {
      if (piece.sure() == null && !piece.isEnd() && unknown.size() < SureLook.MOST) {
        unknown.add(piece);
      }
    }
    if (!unknown.isEmpty()) {
      look(now, new SureLook(now.traces(), unknown, found -> onMain(() -> tint(found))));
    }
  }

  /**
   * None were found where a chat asks: it goes first, and the next word that is asked tries again.
   */
  private void tint(List<Piece> found) {
    Answer now = answer;
    if (now == null || found.isEmpty()) {
      return;
    }
    List<Piece> pieces = AnswerPieces.with(now.pieces(), found);
    answer = new Answer(now.chatId(), now.id(), now.body(), now.traces(), pieces);
    if (state.getValue() instanceof WhyState.Done done) {
      state.setValue(new WhyState.Done(pieces, done.at(), done.draw()));
      lookHowSure(done.at());
    } else if (state.getValue() instanceof WhyState.Working working) {
      state.setValue(new WhyState.Working(pieces, working.at()));
    }
  }

  private void onMain(Runnable task) {
    scope.executors().main().execute(task);
  }

  /** The piece so many steps further, or null at an end. */
  static @Nullable Piece beside(List<Piece> pieces, Piece at, int step) {
    int index = AnswerPieces.indexOf(pieces, at) + step;
    return index >= 0 && index < pieces.size() ? pieces.get(index) : null;
  }

  /**
   * Goes on from another candidate; the answer as it is stays as an alternative.
   *
   * @return false, and nothing happens, if the chat is being answered
   */
  boolean branch(Piece place, Candidate chosen) {
    Answer now = answer;
    return now != null
        && now.chatId() != null
        && scope
            .engine()
            .branch(now.chatId(), Branches.at(now.id(), now.body(), now.traces(), place, chosen));
  }

  @Override
  protected void onCleared() {
    gone = true;
  }

  /** Hears what a replay's own model says of it. */
  private final class Reader implements ReplayReading.Listener {
    private final int offset;

    Reader(int offset) {
      this.offset = offset;
    }

    @Override
    public void read(String text, AnswerTrace trace) {
      Answer found = Answer.of(null, 0, text, List.of(trace));
      onMain(() -> WhyModel.this.read(found, offset));
    }

    @Override
    public void unfit(String detail) {
      refuse(R.string.why_replay_unfit, detail);
    }

    @Override
    public void failed(ModelState.Failed why) {
      refuse(sentence(why), why.detail());
    }
  }

  /** Brings what a look says to the main thread, if it is still wanted there. */
  private final class Ear implements DrawLook.Listener {
    private final Piece at;

    Ear(Piece at) {
      this.at = at;
    }

    private void ifWanted(Consumer<WhyState.Working> then) {
      onMain(
          () -> {
            if (!gone
                && state.getValue() instanceof WhyState.Working working
                && working.at().isAt(at)) {
              then.accept(working);
            }
          });
    }

    @Override
    public void explained(Explained draw) {
      ifWanted(
          working -> {
            state.setValue(new WhyState.Done(working.pieces(), at, draw));
            lookHowSure(at);
          });
    }

    @Override
    public void later() {
      onMain(
          () ->
              scope
                  .executors()
                  .later()
                  .schedule(() -> ifWanted(working -> look(at)), ChatEngine.ASK_AGAIN_MS));
    }

    @Override
    public void otherModel() {
      ifWanted(working -> state.setValue(new WhyState.OtherModel()));
    }

    @Override
    public void failed(ModelState.Failed why) {
      ifWanted(
          working ->
              state.setValue(
                  new WhyState.Failed(working.pieces(), at, sentence(why), why.detail())));
    }
  }
}
