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
import dev.ember.inference.chat.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place of a chat's last answer, for settings to be tried upon it: where the model was least
 * sure, as far as that is known, else in the middle.
 *
 * <h2>Threading model</h2>
 *
 * Main thread only.
 */
@MainThread
public final class NextWordsModel extends ViewModel {
  private final AppScope scope;
  private final MutableLiveData<NextWords> words = new MutableLiveData<>();
  private boolean opened;

  static ViewModelProvider.Factory factory(AppScope scope) {
    return AppScope.viewModels(NextWordsModel.class, () -> new NextWordsModel(scope));
  }

  NextWordsModel(AppScope scope) {
    this.scope = scope;
  }

  /** No value where there is no such place. */
  LiveData<NextWords> words() {
    return words;
  }

  void open(long chatId) {
    if (opened) {
      return;
    }
    opened = true;
    ChatRepository repository = scope.repositoryOf(chatId);
    repository.submit(() -> find(repository, chatId));
  }

  /** Disk thread. */
  private void find(ChatRepository repository, long chatId) {
    MessageEntity answer = null;
    for (MessageEntity message : repository.messages(chatId)) {
      answer = message.role() == Role.ASSISTANT ? message : answer;
    }
    if (answer == null) {
      return;
    }
    List<AnswerTrace> traces = repository.traces().of(answer.id());
    Piece place = leastSure(AnswerPieces.of(answer.body(), traces));
    if (place != null) {
      TokenPlace token = new TokenPlace(traces.get(place.trace()), place.token());
      String before = answer.body().substring(0, place.start());
      scope
          .engine()
          .look(
              chatId,
              new NextLook(
                  token,
                  before,
                  found -> scope.executors().main().execute(() -> words.setValue(found))));
    }
  }

  /** Of the second half, so that there is a text before it; null if there is none. */
  static @Nullable Piece leastSure(List<Piece> pieces) {
    Piece least = null;
    for (Piece piece : pieces.subList(pieces.size() / 2, pieces.size())) {
      boolean less =
          least == null
              || (piece.sure() != null && least.sure() != null && piece.sure() < least.sure());
      if (!piece.isEnd() && less) {
        least = piece;
      }
    }
    return least;
  }
}
