package dev.ember.app.chat;

import android.content.Intent;
import android.os.Bundle;
import android.view.View;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.DialogFragment;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.ViewModelProvider;
import androidx.recyclerview.widget.RecyclerView;
import com.google.android.material.progressindicator.LinearProgressIndicator;
import dev.ember.app.R;
import dev.ember.app.engine.AnswerPhase;
import dev.ember.app.scope.AppScope;
import dev.ember.app.widget.BarTone;
import dev.ember.app.widget.Clipboard;
import dev.ember.app.widget.DetailsDialog;
import dev.ember.app.widget.FieldDialog;
import dev.ember.app.widget.SystemInsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One chat: its messages, and the composer below them. */
public final class ChatFragment extends Fragment {
  private static final String CHAT_ID = "chatId";
  private static final String DRAFT_APPLIED = "draftApplied";
  private static final String RENAME_REQUEST = "chat.rename";

  /** What only the activity can do. */
  public interface Host {
    void closeChat(ChatFragment chat);

    /** Closes the chat too, and offers to undo. */
    void deleteChat(ChatFragment chat, long chatId);
  }

  /** The text that the view model last gave for the composer; not to be put there again. */
  private @Nullable String draftApplied;

  public ChatFragment() {
    super(R.layout.fragment_chat);
  }

  public static ChatFragment of(long chatId) {
    Bundle arguments = new Bundle();
    arguments.putLong(CHAT_ID, chatId);
    ChatFragment fragment = new ChatFragment();
    fragment.setArguments(arguments);
    return fragment;
  }

  /** The view model of a chat's screen, for its sheets too. */
  static ChatViewModel model(Fragment chat) {
    return new ViewModelProvider(chat, ChatViewModel.factory(AppScope.of(chat.requireContext())))
        .get(ChatViewModel.class);
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    View bar = ViewCompat.requireViewById(root, R.id.top_bar);
    SystemInsets.pad(root, bar);
    if (savedState != null) {
      draftApplied = savedState.getString(DRAFT_APPLIED);
    }
    ChatViewModel model = model(this);
    model.open(requireArguments().getLong(CHAT_ID));
    TopBar topBar = new TopBar(root, new TopBarActions(model));
    MeterRow meter = new MeterRow(root, () -> show(new SamplingSheet(), SamplingSheet.TAG));
    MessageAdapter adapter = new MessageAdapter(new RowActions(model));
    RecyclerView rows = ViewCompat.requireViewById(root, R.id.messages);
    rows.setItemAnimator(null);
    rows.setAdapter(adapter);
    BarTone.follow(rows, bar);
    FollowingScroll scroll = new FollowingScroll(rows, ViewCompat.requireViewById(root, R.id.jump));
    Composer composer = new Composer(root, new ComposerActions(model, scroll));
    Suggestions suggestions =
        new Suggestions(
            root,
            text -> {
              composer.setText(text);
              composer.send();
            });
    AnswerSpeaker speaker = new AnswerSpeaker(root);
    LinearProgressIndicator reading = ViewCompat.requireViewById(root, R.id.reading);

    model
        .state()
        .observe(
            getViewLifecycleOwner(),
            screen -> {
              if (screen instanceof ChatScreen.Gone) {
                host().closeChat(this);
              } else if (screen instanceof ChatState state) {
                topBar.show(state);
                meter.show(state);
                composer.show(state);
                List<ChatItem> items = ChatItems.of(state);
                adapter.submitList(items, scroll::rowsChanged);
                speaker.hear(items);
                suggestions.show(items.isEmpty());
                showReading(reading, state.phase());
              }
            });
    model.draft().observe(getViewLifecycleOwner(), text -> applyDraft(composer, text));
    getChildFragmentManager()
        .setFragmentResultListener(
            RENAME_REQUEST,
            getViewLifecycleOwner(),
            (key, result) -> model.rename(result.getString(FieldDialog.TEXT, "")));
  }

  @Override
  public void onSaveInstanceState(Bundle state) {
    super.onSaveInstanceState(state);
    state.putString(DRAFT_APPLIED, draftApplied);
  }

  /** The field itself survives a rotation; only a text that is new may replace what it holds. */
  private void applyDraft(Composer composer, String text) {
    if (!text.equals(draftApplied)) {
      draftApplied = text;
      composer.setText(text);
    }
  }

  private static void showReading(LinearProgressIndicator bar, AnswerPhase phase) {
    if (phase instanceof AnswerPhase.Reading reading && reading.totalTokens() > 0) {
      bar.setMax(reading.totalTokens());
      bar.setProgressCompat(reading.doneTokens(), true);
      bar.show();
    } else {
      bar.hide();
    }
  }

  private void show(DialogFragment sheet, String tag) {
    if (!isStateSaved() && getChildFragmentManager().findFragmentByTag(tag) == null) {
      sheet.show(getChildFragmentManager(), tag);
    }
  }

  private Host host() {
    return (Host) requireActivity();
  }

  private final class TopBarActions implements TopBar.Listener {
    private final ChatViewModel model;

    TopBarActions(ChatViewModel model) {
      this.model = model;
    }

    @Override
    public void back() {
      host().closeChat(ChatFragment.this);
    }

    @Override
    public void systemPrompt() {
      show(new SystemPromptSheet(), SystemPromptSheet.TAG);
    }

    @Override
    public void rename() {
      String title =
          model.state().getValue() instanceof ChatState state
              ? Objects.requireNonNullElse(state.title(), "")
              : "";
      FieldDialog.Words words =
          new FieldDialog.Words(
              R.string.rename_title, getString(R.string.rename_hint), R.string.rename, false);
      show(FieldDialog.of(RENAME_REQUEST, "", title, words), RENAME_REQUEST);
    }

    @Override
    public void delete() {
      host().deleteChat(ChatFragment.this, requireArguments().getLong(CHAT_ID));
    }
  }

  private record ComposerActions(ChatViewModel model, FollowingScroll scroll)
      implements Composer.Listener {
    @Override
    public boolean send(String text) {
      boolean taken = model.send(text);
      if (taken) {
        scroll.follow();
      }
      return taken;
    }

    @Override
    public void stop() {
      model.stop();
    }

    @Override
    public void typed(String text) {
      model.saveDraft(text);
    }
  }

  private final class RowActions implements MessageActions {
    private final ChatViewModel model;

    RowActions(ChatViewModel model) {
      this.model = model;
    }

    @Override
    public void copy(String text) {
      new Clipboard(requireContext()).copy(text);
    }

    @Override
    public void selectText(String text) {
      showDetails(getString(R.string.select_text), text);
    }

    @Override
    public void share(String text) {
      Intent send = new Intent(Intent.ACTION_SEND).setType("text/plain");
      send.putExtra(Intent.EXTRA_TEXT, text);
      startActivity(Intent.createChooser(send, null));
    }

    @Override
    public void answerAgain() {
      model.regenerate();
    }

    @Override
    public void reloadModel() {
      model.reloadModel();
    }

    @Override
    public void showDetails(String title, String detail) {
      show(DetailsDialog.of(title, detail), "details");
    }
  }
}
