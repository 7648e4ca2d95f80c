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
import java.util.List;
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
    scope.engine().look(now.chatId(), new DrawLook(trace, at.token(), new Ear(now, at)));
  }

  /** The piece so many steps further, or null at an end. */
  static @Nullable Piece beside(List<Piece> pieces, Piece at, int step) {
    int index = pieces.indexOf(at) + step;
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
    private final Answer looked;
    private final Piece at;

    Ear(Answer looked, Piece at) {
      this.looked = looked;
      this.at = at;
    }

    private void show(WhyState next) {
      scope
          .executors()
          .main()
          .execute(
              () -> {
                if (isWanted()) {
                  state.setValue(next);
                }
              });
    }

    private boolean isWanted() {
      return state.getValue() instanceof WhyState.Working working && working.at().equals(at);
    }

    @Override
    public void explained(Explained draw) {
      show(new WhyState.Done(looked.pieces(), at, draw));
    }

    @Override
    public void later() {
      scope
          .executors()
          .main()
          .execute(
              () ->
                  scope
                      .executors()
                      .later()
                      .schedule(
                          () -> {
                            if (isWanted()) {
                              look(at);
                            }
                          },
                          LOOK_AGAIN_MS));
    }

    @Override
    public void otherModel() {
      show(new WhyState.OtherModel());
    }

    @Override
    public void failed(String detail) {
      show(new WhyState.Failed(detail));
    }
  }
}
