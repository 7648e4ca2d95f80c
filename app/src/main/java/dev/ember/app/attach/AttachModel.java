package dev.ember.app.attach;

import android.content.ContentResolver;
import android.content.Context;
import android.net.Uri;
import androidx.core.content.ContextCompat;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import androidx.lifecycle.ViewModelStoreOwner;
import dev.ember.app.R;
import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.AttachmentEntity;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.scope.AppScope;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The file beside the question that is being written in a chat: kept with the chat, cut to what
 * fits, until the question is sent. What the chat has may have come or gone in another window, so
 * each screen reads it anew, and before each question; nothing is sent before that is known. Each
 * window has its own file while that is there; one without shows the last that came.
 *
 * <h2>Threading model</h2>
 *
 * Main thread; the file is read on the thread for what other apps offer.
 */
public final class AttachModel extends ViewModel {
  private final AppScope scope;
  private final ContentResolver files;
  private final Supplier<String> unnamed;
  private final ChatRepository repository;
  private final StoreAnswers answers;
  private final long chatId;
  private final MutableLiveData<AttachState> state = new MutableLiveData<>(new AttachState.None());

  /** Whoever reads for a former one comes too late. */
  private int taken;

  /** A file that goes along, or none: there again should the one that is read be refused. */
  private AttachState settled = new AttachState.None();

  /** The row that goes with it; where the database refused it, that of the one before, or null. */
  private @Nullable Long row;

  /** Whether that row is its own. */
  private boolean kept;

  /** Rows that are to go: the database may refuse that, and may still have them. */
  private final Set<Long> going = new HashSet<>();

  /** Whether the database has ever said what the chat has. */
  private boolean known;

  /** Whether the window is gone for which this is, and another comes in its place. */
  private boolean left;

  private boolean closing;

  /** How often what is settled has changed here: what was read before comes too late. */
  private int changes;

  /**
   * Files that somebody gives.
   *
   * @param number how many were given before, and this one
   * @param settings how the chat answers: a file gets what they leave of the window
   * @param leftOut how many are not looked at
   * @param again whether they are given once more if the window is made anew
   */
  private record Gift(int number, AnswerSettings settings, int leftOut, boolean again) {}

  AttachModel(Context app, AppScope scope, long chatId) {
    this.scope = scope;
    this.chatId = chatId;
    files = app.getContentResolver();
    unnamed = () -> ContextCompat.getString(app, R.string.unnamed_file);
    repository = scope.repositoryOf(chatId);
    answers = new StoreAnswers(repository, scope.executors());
  }

  /**
   * The one of a chat. It lives as long as the window, so that a file that is still read when the
   * chat is left is there when the reader comes back; that of a temporary chat goes with its
   * screen, as the chat does.
   */
  public static AttachModel of(Fragment chat, long chatId) {
    ViewModelStoreOwner owner = ChatRepository.isTemporary(chatId) ? chat : chat.requireActivity();
    Context context = chat.requireContext();
    AppScope scope = AppScope.of(context);
    Context app = context.getApplicationContext();
    return new ViewModelProvider(
            owner,
            AppScope.viewModels(AttachModel.class, () -> new AttachModel(app, scope, chatId)))
        .get("attached " + chatId, AttachModel.class);
  }

  public LiveData<AttachState> state() {
    return state;
  }

  /** What goes along, or null. */
  public AttachState.@Nullable Attached attached() {
    return state.getValue() instanceof AttachState.Attached file ? file : null;
  }

  /** The row that goes once a question is stored which quotes {@link #attached}, or null. */
  public @Nullable Long row() {
    return row;
  }

  /** Whether what goes along is there again should the question that quotes it be refused. */
  public boolean isKept() {
    return kept;
  }

  /** Whether it was ever heard what the chat has. */
  public boolean isKnown() {
    return known;
  }

  /** Asks what the chat has by now: each time that a screen comes to the front. */
  public void readAnew() {
    readAnew(row, () -> {});
  }

  /**
   * The same.
   *
   * @param own the row that is wanted rather than the last
   * @param refused what to do if the database does not say it
   */
  private void readAnew(@Nullable Long own, Runnable refused) {
    int before = changes;
    answers.await(
        () -> repository.turns().attachment(chatId, own),
        answer -> {
          known |= answer.given();
          if (before != changes) {
            return;
          }
          if (answer.given()) {
            takeKept(answer.value());
          } else {
            refused.run();
          }
          showSettled();
        });
  }

  private void takeKept(@Nullable AttachmentEntity found) {
    if (settled instanceof AttachState.Attached && !kept) {
      return; // the database has refused it: it is here alone
    }
    AttachmentEntity file = found == null || going.contains(found.id()) ? null : found;
    if (file == null && row != null) {
      settle(new AttachState.None(), null, false); // sent or let go of in another window
    } else if (file != null && (row == null || row != file.id())) {
      settle(
          new AttachState.Attached(file.name(), file.text(), file.wholeChars()), file.id(), true);
    }
  }

  /** Not over what is read or said. */
  private void showSettled() {
    if (state.getValue() instanceof AttachState.None || attached() != null) {
      state.setValue(settled);
    }
  }

  private void settle(AttachState next, @Nullable Long nextRow, boolean isKept) {
    changes++;
    settled = next;
    row = nextRow;
    kept = isKept;
  }

  /** Runs a step once it is known what goes along: at once if it is. */
  public void whenRead(Runnable step) {
    answers.whenAllAreThere(step);
  }

  /**
   * Takes the first of some files in place of the one before, which stays if it is refused.
   *
   * @param given one at the least
   * @param settings how the chat answers: the file gets what they leave of the window
   */
  public void take(List<Uri> given, AnswerSettings settings) {
    take(given, settings, false);
  }

  /** The same, of files that are given once more if the window is made anew before one is kept. */
  public void takeUnlessLeft(List<Uri> given, AnswerSettings settings) {
    take(given, settings, true);
  }

  private void take(List<Uri> given, AnswerSettings settings, boolean again) {
    taken++;
    Gift gift = new Gift(taken, settings, given.size() - 1, again);
    Uri uri = given.get(0);
    state.setValue(new AttachState.Reading(""));
    scope
        .executors()
        .offers()
        .execute(
            () -> {
              String offered = scope.shelf().offers().name(uri);
              String name = offered == null || offered.isEmpty() ? unnamed.get() : offered;
              AttachState read = read(uri, name, gift.leftOut());
              scope.executors().main().execute(() -> measure(gift, read));
            });
  }

  private AttachState read(Uri uri, String name, int leftOut) {
    AttachState.Reason refused;
    try {
      String text = OfferedText.read(files, uri);
      return new AttachState.Attached(name, TextFile.storable(text), text.length());
    } catch (NotTextException noText) {
      refused = noText.reason();
    } catch (IOException gone) {
      refused = AttachState.Reason.GONE;
    }
    return new AttachState.Refused(name, refused, leftOut);
  }

  private void measure(Gift gift, AttachState read) {
    if (gift.number() != taken) {
      return;
    }
    if (!(read instanceof AttachState.Attached whole)) {
      state.setValue(read);
      return;
    }
    state.setValue(new AttachState.Reading(whole.name()));
    scope
        .engine()
        .fitText(
            chatId,
            whole.text(),
            gift.settings(),
            chars -> {
              if (gift.number() == taken) {
                attach(gift, whole, chars);
              }
            });
  }

  private void attach(Gift gift, AttachState.Attached whole, int chars) {
    int leftOut = gift.leftOut();
    if (chars == 0) {
      state.setValue(new AttachState.Refused(whole.name(), AttachState.Reason.NO_ROOM, leftOut));
      return;
    }
    AttachState.Attached fits =
        new AttachState.Attached(
            whole.name(), whole.text().substring(0, chars), whole.wholeChars());
    whenRead(() -> keep(gift, fits));
  }

  /** In place of the one before; it goes along once the database has answered. */
  private void keep(Gift gift, AttachState.Attached file) {
    if (gift.number() != taken || (left && gift.again())) {
      return;
    }
    store(
        file,
        answer -> {
          if (gift.number() != taken) {
            putBack(answer.value());
            return;
          }
          settle(file, answer.given() ? answer.value() : row, answer.value() != null);
          int leftOut = gift.leftOut();
          state.setValue(leftOut == 0 ? file : new AttachState.LeftOut(leftOut));
        });
  }

  private void store(
      AttachState.Attached file, Consumer<StoreAnswers.Answer<@Nullable Long>> stored) {
    AttachmentEntity kept =
        new AttachmentEntity(0, chatId, file.name(), file.text(), file.wholeChars());
    Long replaced = row;
    answers.<@Nullable Long>await(() -> repository.turns().attach(kept, replaced), stored);
  }

  /** A file was let go of while it was stored: the one before, which is settled, is kept again. */
  private void putBack(@Nullable Long stored) {
    if (stored == null) {
      return;
    }
    row = stored;
    if (settled instanceof AttachState.Attached before) {
      int now = changes;
      store(
          before,
          answer -> {
            if (now == changes) {
              settle(before, answer.value(), answer.value() != null);
            } else {
              letGo(answer.value()); // it was let go of too
            }
          });
    } else {
      drop();
    }
  }

  /**
   * Ends what is shown: of a file that is being read, of a refusal and of files left out the file
   * before remains; the file itself no longer goes along.
   */
  public void dismiss() {
    taken++;
    if (attached() != null) {
      drop();
    }
    state.setValue(settled);
  }

  private void drop() {
    letGo(row);
    settle(new AttachState.None(), null, false);
  }

  private void letGo(@Nullable Long dropped) {
    if (dropped != null) {
      going.add(dropped);
      repository.submit(() -> repository.turns().detach(dropped));
    }
  }

  /**
   * A question that quotes what goes along is on its way. Stored, it takes the row with it;
   * refused, it leaves that, and the file is there again.
   */
  public void sent() {
    AttachState.Attached file = attached();
    if (file != null) {
      Long itsRow = row;
      boolean wasKept = kept;
      settle(new AttachState.None(), null, false);
      state.setValue(settled);
      if (wasKept) {
        readAnew(itsRow, () -> settle(file, itsRow, true)); // rather twice than not at all
      } else {
        letGo(itsRow); // of the file before it: this one comes back as words
        readAnew();
      }
    }
  }

  /** No window comes in its place that would be given the same once more. */
  public void closesForGood() {
    closing = true;
  }

  /** What is stored already stays, and is found by the next window. */
  @Override
  protected void onCleared() {
    left = !closing;
  }
}
