package dev.ember.app.chat;

import android.net.Uri;
import android.os.Bundle;
import android.view.View;
import android.view.ViewStub;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.DialogFragment;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.ViewModelProvider;
import androidx.recyclerview.widget.RecyclerView;
import com.google.android.material.progressindicator.LinearProgressIndicator;
import dev.ember.app.R;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.UnsentQuestion;
import dev.ember.app.engine.AnswerPhase;
import dev.ember.app.engine.ChatEngine;
import dev.ember.app.export.ChatSaver;
import dev.ember.app.inside.page.InsideHost;
import dev.ember.app.inside.why.WhySheet;
import dev.ember.app.markdown.MarkdownText;
import dev.ember.app.scope.AppScope;
import dev.ember.app.settings.NewTrouble;
import dev.ember.app.settings.Settings;
import dev.ember.app.widget.BarTone;
import dev.ember.app.widget.FieldDialog;
import dev.ember.app.widget.SystemInsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One chat: its messages, and the composer below them. */
public final class ChatFragment extends Fragment {
  private static final String CHAT_ID = "chatId";
  private static final String FOLLOWING = "following";
  private static final String MESSAGE_ID = "messageId";

  /** What only the activity can do. */
  public interface Host {
    void closeChat(ChatFragment chat);

    /** Closes the chat too, and offers to undo. */
    void deleteChat(ChatFragment chat, long chatId);

    /** Shows another chat in place of this one. */
    void openInstead(ChatFragment chat, long otherChatId);
  }

  private final ChatSaver saver = new ChatSaver(this, () -> AppScope.of(requireContext()));
  private final VoiceControls voice = new VoiceControls(this);
  private final AttachControls files = new AttachControls(this);

  /** What the view model last gave for the composer; not to be put there again. */
  private @Nullable GivenText given;

  private boolean following = true; // of the last view, while there is none
  private @Nullable FollowingScroll scroll;
  private @Nullable RevealedMessage revealed;

  public ChatFragment() {
    super(R.layout.fragment_chat);
  }

  public static ChatFragment of(long chatId) {
    return of(chatId, null);
  }

  /**
   * @param messageId to begin at, on whatever branch it lies; null begins at the end
   */
  public static ChatFragment of(long chatId, @Nullable Long messageId) {
    Bundle arguments = new Bundle();
    arguments.putLong(CHAT_ID, chatId);
    if (messageId != null) {
      arguments.putLong(MESSAGE_ID, messageId);
    }
    ChatFragment fragment = new ChatFragment();
    fragment.setArguments(arguments);
    return fragment;
  }

  /**
   * @param files for the first question
   */
  public static ChatFragment about(long chatId, List<Uri> files) {
    ChatFragment fragment = of(chatId);
    if (!files.isEmpty()) {
      AttachControls.give(fragment.requireArguments(), files);
    }
    return fragment;
  }

  /** The view model of a chat's screen, for its sheets too. */
  static ChatViewModel model(Fragment chat) {
    return new ViewModelProvider(chat, ChatViewModel.factory(AppScope.of(chat.requireContext())))
        .get(ChatViewModel.class);
  }

  /** Not with the views: while another page lies over the chat it has none, and is saved too. */
  @Override
  public void onCreate(@Nullable Bundle savedState) {
    super.onCreate(savedState);
    if (savedState != null) {
      given = GivenText.restore(savedState);
      following = savedState.getBoolean(FOLLOWING, true);
    }
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    View bar = ViewCompat.requireViewById(root, R.id.top_bar);
    SystemInsets.pad(root, bar);
    ChatViewModel model = model(this);
    model.open(chatId());
    model.showSureness(Settings.of(requireContext()).is(Settings.Switch.SHOW_SURENESS));
    AppExecutors executors = AppScope.of(requireContext()).executors();
    RowActions actions = new RowActions(this, model, voice, executors);
    ChatEngine engine = AppScope.of(requireContext()).engine();
    TopBar topBar = new TopBar(root, new TopBarActions(this, model, engine));
    MeterRow meter =
        new MeterRow(root, actions::openWindow, () -> show(new SamplingSheet(), SamplingSheet.TAG));
    RecyclerView rows = ViewCompat.requireViewById(root, R.id.messages);
    MessageAdapter adapter = new MessageAdapter(actions, executors, new MarkdownText(rows));
    rows.setItemAnimator(null);
    rows.setAdapter(adapter);
    BarTone.follow(rows, bar);
    FollowingScroll shown = new FollowingScroll(rows, ViewCompat.requireViewById(root, R.id.jump));
    shown.restore(following);
    scroll = shown;
    Composer composer = new Composer(root, new ComposerActions(model, shown, voice, files));
    voice.bind(root, composer::append);
    files.bind(root, savedState != null, composer::showAttached);
    ViewStub legend = ViewCompat.requireViewById(root, R.id.sure_legend);
    Suggestions suggestions =
        new Suggestions(
            root,
            text -> {
              composer.setText(text);
              composer.send();
            });
    EditBar editBar = new EditBar(root, model::cancelEdit);
    DeletedMessageOffer deleted = new DeletedMessageOffer(root, model);
    AnswerSpeaker speaker = new AnswerSpeaker(root);
    NewTrouble trouble = new NewTrouble(root);
    NarrowBar narrow = new NarrowBar(root);
    ProcessorBar processor = new ProcessorBar(root);
    LinearProgressIndicator reading = ViewCompat.requireViewById(root, R.id.reading);
    RevealedMessage found = new RevealedMessage(model, shown);
    revealed = found;
    Long messageId = takeMessageId();
    if (messageId != null) {
      found.want(messageId);
    }

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
                narrow.show(state);
                processor.show(state);
                composer.show(state);
                legend.setVisibility(state.tints().wanted() ? View.VISIBLE : View.GONE);
                editBar.show(state.pending().editing() != null);
                deleted.show(state.pending().deleted());
                List<ChatItem> items = ChatItems.of(state);
                adapter.show(
                    items,
                    () -> {
                      shown.rowsChanged();
                      found.look(items);
                    });
                speaker.hear(state.answering(), items);
                trouble.are(ChatItems.troubles(items));
                suggestions.show(items.isEmpty(), state.flags().temporary());
                rows.setVisibility(items.isEmpty() ? View.INVISIBLE : View.VISIBLE);
                showReading(reading, state.phase());
              }
            });
    new WarmBar(root).follow(this, model);
    model.showDraft(given != null);
    model.draft().observe(getViewLifecycleOwner(), text -> applyDraft(composer, text));
    getChildFragmentManager()
        .setFragmentResultListener(
            TopBarActions.RENAME_REQUEST,
            getViewLifecycleOwner(),
            (key, result) -> model.rename(result.getString(FieldDialog.TEXT, "")));
  }

  /**
   * Goes to a message of this chat, on whatever branch it lies, while the chat is on the screen.
   */
  public void reveal(long messageId) {
    if (revealed != null) {
      revealed.want(messageId);
    }
  }

  /** Whether something goes with this screen that is kept nowhere else, in a temporary chat. */
  public boolean losesWords() {
    return ChatRepository.isTemporary(chatId()) && (model(this).hasWords() || files.any());
  }

  public long chatId() {
    return requireArguments().getLong(CHAT_ID);
  }

  /** Once: whoever comes back to the screen may have chosen another branch since. */
  private @Nullable Long takeMessageId() {
    Bundle arguments = requireArguments();
    Long asked = arguments.containsKey(MESSAGE_ID) ? arguments.getLong(MESSAGE_ID) : null;
    arguments.remove(MESSAGE_ID);
    return asked;
  }

  @Override
  public void onSaveInstanceState(Bundle state) {
    super.onSaveInstanceState(state);
    if (given != null && !losesField()) {
      given.save(state);
    }
    state.putBoolean(FOLLOWING, isFollowing());
  }

  private boolean isFollowing() {
    return scroll == null ? following : scroll.isFollowing();
  }

  @Override
  public void onDestroyView() {
    if (losesField()) {
      given = null;
    }
    following = isFollowing(); // the next view of this screen goes on there
    scroll = null;
    revealed = null;
    super.onDestroyView();
  }

  /** Whether the field holds more than is kept with the screen: the draft gives it back then. */
  private boolean losesField() {
    View root = getView();
    return root != null && !ViewCompat.<View>requireViewById(root, R.id.field).isSaveEnabled();
  }

  /** A short text survives in the field; only one that is new may replace what it holds. */
  private void applyDraft(Composer composer, String text) {
    GivenText now = GivenText.of(text);
    if (!now.equals(given)) {
      given = now;
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

  void show(DialogFragment sheet, String tag) {
    if (!isStateSaved() && getChildFragmentManager().findFragmentByTag(tag) == null) {
      sheet.show(getChildFragmentManager(), tag);
    }
  }

  /**
   * Why a word of an answer was drawn: beside the chat where there is room, else over it.
   *
   * @param offset a character of the answer's text
   */
  public void explain(long answerId, int offset) {
    WhySheet sheet = WhySheet.of(chatId(), answerId, offset);
    if (!((InsideHost) requireActivity()).showBeside(sheet)) {
      show(sheet, WhySheet.TAG);
    }
  }

  void openOther(long otherChatId) {
    if (isAdded() && !isStateSaved()) {
      host().openInstead(this, otherChatId);
    }
  }

  void delete() {
    host().deleteChat(this, chatId());
  }

  /** Shares or saves the chat, as the menu has it. */
  void export(int menuItem) {
    if (menuItem == R.id.menu_share_chat) {
      saver.share(List.of(chatId()));
    } else if (menuItem == R.id.menu_save_markdown) {
      saver.save(List.of(chatId()), ChatSaver.Form.MARKDOWN);
    } else {
      saver.save(List.of(chatId()), ChatSaver.Form.JSON);
    }
  }

  Host host() {
    return (Host) requireActivity();
  }

  private record ComposerActions(
      ChatViewModel model, FollowingScroll scroll, VoiceControls voice, AttachControls files)
      implements Composer.Listener {
    @Override
    public void whenReady(Runnable send) {
      files.whenRead(send);
    }

    @Override
    public boolean send(String text) {
      if (files.waitsForFile()) {
        return false;
      }
      UnsentQuestion question = files.quoted(text);
      boolean taken = model.send(question, files.unquoted(text, question));
      if (taken) {
        files.sent();
        voice.stop();
        scroll.follow();
      }
      return taken;
    }

    @Override
    public void dictate() {
      voice.dictate();
    }

    @Override
    public boolean escape() {
      boolean spoke = voice.stop();
      return model.escape() || spoke;
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
}
