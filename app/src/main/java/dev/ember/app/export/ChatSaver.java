package dev.ember.app.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import android.content.ContentResolver;
import android.content.Context;
import android.content.res.Resources;
import android.net.Uri;
import android.os.Bundle;
import android.widget.Toast;
import androidx.activity.result.contract.ActivityResultContracts;
import androidx.core.content.ContextCompat;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.DefaultLifecycleObserver;
import androidx.lifecycle.LifecycleOwner;
import dev.ember.app.R;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.data.ChatCopy;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.jobs.OtherApp;
import dev.ember.app.scope.AppScope;
import dev.ember.app.widget.FilePicker;
import dev.ember.app.widget.SharedText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shares chats as text, or saves them to a file that the user chooses. To be made in the fragment's
 * constructor; what is to be saved survives the process while the user chooses.
 */
public final class ChatSaver implements DefaultLifecycleObserver {
  private static final String STATE = "dev.ember.app.export";
  private static final String CHATS = "chats";

  /** How chats are written. */
  public enum Form {
    MARKDOWN("text/markdown", ".md"),
    JSON("application/json", ".json");

    private final String mimeType;
    private final String ending;

    Form(String mimeType, String ending) {
      this.mimeType = mimeType;
      this.ending = ending;
    }
  }

  private final Fragment fragment;
  private final Supplier<AppScope> scope;
  private final FilePicker<String, @Nullable Uri> markdownFile;
  private final FilePicker<String, @Nullable Uri> jsonFile;
  private long[] chosen = new long[0];

  /**
   * To be made with the fragment.
   *
   * @param scope asked once the fragment has a context
   */
  public ChatSaver(Fragment fragment, Supplier<AppScope> scope) {
    this.fragment = fragment;
    this.scope = scope;
    markdownFile = picker(Form.MARKDOWN);
    jsonFile = picker(Form.JSON);
    fragment.getLifecycle().addObserver(this);
  }

  private FilePicker<String, @Nullable Uri> picker(Form form) {
    return new FilePicker<>(
        fragment,
        new ActivityResultContracts.CreateDocument(form.mimeType),
        uri -> write(uri, form));
  }

  @Override
  public void onCreate(LifecycleOwner owner) {
    Bundle saved = fragment.getSavedStateRegistry().consumeRestoredStateForKey(STATE);
    long[] ids = saved == null ? null : saved.getLongArray(CHATS);
    if (ids != null) {
      chosen = ids;
    }
    fragment
        .getSavedStateRegistry()
        .registerSavedStateProvider(
            STATE,
            () -> {
              Bundle state = new Bundle();
              state.putLongArray(CHATS, chosen);
              return state;
            });
  }

  /** Hands chats to another app, as Markdown. */
  public void share(List<Long> chats) {
    Resources words = fragment.getResources();
    read(
        chats,
        export -> {
          if (fragment.isAdded()) {
            SharedText.share(fragment, scope.get().executors(), export.markdown(words));
          }
        });
  }

  /** Asks where to, and writes. */
  public void save(List<Long> chats, Form form) {
    Context app = fragment.requireContext().getApplicationContext();
    chosen = chats.stream().mapToLong(Long::longValue).toArray();
    (form == Form.MARKDOWN ? markdownFile : jsonFile)
        .pick(
            fragment.getString(R.string.export_file_name) + form.ending, words -> say(app, words));
  }

  private void read(List<Long> chats, Consumer<ChatExport> then) {
    AppScope app = scope.get();
    List<Long> ids = List.copyOf(chats);
    app.executors()
        .disk()
        .execute(
            () -> {
              ChatExport export = export(app, ids);
              app.executors().main().execute(() -> then.accept(export));
            });
  }

  private static ChatExport export(AppScope scope, List<Long> ids) {
    List<ChatCopy> chats = new ArrayList<>();
    for (long id : ids) {
      ChatRepository repository = scope.repositoryOf(id);
      repository.attempt(
          () -> {
            ChatCopy chat = repository.copies().of(id);
            if (chat != null) {
              chats.add(chat);
            }
          });
    }
    return new ChatExport(chats);
  }

  private void write(@Nullable Uri target, Form form) {
    if (target == null) {
      return; // the user went back
    }
    List<Long> ids = new ArrayList<>();
    for (long id : chosen) {
      ids.add(id);
    }
    Context app = fragment.requireContext().getApplicationContext(); // the screen may go meanwhile
    AppExecutors executors = scope.get().executors();
    Resources words = fragment.getResources();
    read(
        ids,
        export ->
            executors
                .backups()
                .execute(
                    () -> {
                      String text = form == Form.MARKDOWN ? export.markdown(words) : export.json();
                      int outcome =
                          write(app.getContentResolver(), target, text)
                              ? R.string.saved
                              : R.string.not_written;
                      executors.main().execute(() -> say(app, outcome));
                    }));
  }

  /** Whether it is written. Another app takes its time over its file. */
  static boolean write(ContentResolver files, Uri target, String text) {
    try (OutputStream out = OtherApp.give(() -> files.openOutputStream(target, "wt"))) {
      out.write(text.getBytes(UTF_8));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * @param app whose words need its language asked for, unlike a screen's
   */
  private static void say(Context app, int words) {
    Toast.makeText(app, ContextCompat.getString(app, words), Toast.LENGTH_LONG).show();
  }
}
