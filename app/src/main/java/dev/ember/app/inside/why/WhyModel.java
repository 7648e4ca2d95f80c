package dev.ember.app.inside.why;

import androidx.annotation.MainThread;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.data.AnswerTrace;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.scope.AppScope;
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
  /** While a chat is answered, looks again after this. */
  private static final long LOOK_AGAIN_MS = 300;

  private final AppScope scope;
  private final MutableLiveData<WhyState> state = new MutableLiveData<>();
  private @Nullable Answer answer;
  private boolean opened;
  private boolean gone;

  /** What is known of the answer. */
  private record Answer(
      long chatId, long id, String body, List<AnswerTrace> traces, List<Piece> pieces) {}

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
          Answer found = new Answer(chatId, answerId, body, traces, AnswerPieces.of(body, traces));
          scope.executors().main().execute(() -> read(found, offset));
        });
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
    scope.engine().look(now.chatId(), new DrawLook(trace, at.token(), new Ear(at)));
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
      SureLook look = new SureLook(now.traces(), unknown, found -> onMain(() -> tint(found)));
      scope.engine().look(now.chatId(), look);
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
        && scope
            .engine()
            .branch(now.chatId(), Branches.at(now.id(), now.body(), now.traces(), place, chosen));
  }

  @Override
  protected void onCleared() {
    gone = true;
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
                  .schedule(() -> ifWanted(working -> look(at)), LOOK_AGAIN_MS));
    }

    @Override
    public void otherModel() {
      ifWanted(working -> state.setValue(new WhyState.OtherModel()));
    }

    @Override
    public void failed(String detail) {
      ifWanted(working -> state.setValue(new WhyState.Failed(detail)));
    }
  }
}
