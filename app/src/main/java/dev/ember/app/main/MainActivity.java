package dev.ember.app.main;

import android.content.Intent;
import android.net.Uri;
import android.os.Bundle;
import android.view.KeyEvent;
import android.view.KeyboardShortcutGroup;
import android.view.KeyboardShortcutInfo;
import android.view.Menu;
import android.view.View;
import androidx.activity.EdgeToEdge;
import androidx.annotation.StringRes;
import androidx.appcompat.app.AppCompatActivity;
import androidx.core.view.ViewGroupCompat;
import androidx.fragment.app.DialogFragment;
import androidx.fragment.app.Fragment;
import androidx.fragment.app.FragmentManager;
import com.google.android.material.snackbar.Snackbar;
import dev.ember.app.R;
import dev.ember.app.background.NotificationWish;
import dev.ember.app.benchmark.BenchmarkFragment;
import dev.ember.app.chat.ChatFragment;
import dev.ember.app.chats.ChatListFragment;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.inside.InsideFragment;
import dev.ember.app.inside.InsideScreens;
import dev.ember.app.inside.lessons.LessonFragment;
import dev.ember.app.inside.lessons.LessonsFragment;
import dev.ember.app.inside.page.InsideHost;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.inside.why.WhySheet;
import dev.ember.app.jobs.JobState;
import dev.ember.app.models.ModelDetailsFragment;
import dev.ember.app.models.ModelsFragment;
import dev.ember.app.scope.AppScope;
import dev.ember.app.settings.AboutFragment;
import dev.ember.app.settings.Haptics;
import dev.ember.app.settings.LicencesFragment;
import dev.ember.app.settings.Privacy;
import dev.ember.app.settings.Settings;
import dev.ember.app.settings.SettingsFragment;
import dev.ember.app.settings.SettingsPage;
import dev.ember.app.widget.FileDrop;
import dev.ember.app.widget.FocusRing;
import java.lang.ref.WeakReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The window that holds every screen: the list of chats at the bottom of the back stack, a chat or
 * the models above it. The system keeps and restores them.
 */
public final class MainActivity extends AppCompatActivity
    implements ChatListFragment.Host,
        ChatFragment.Host,
        ModelsFragment.Host,
        ModelDetailsFragment.Host,
        InsideHost,
        BenchmarkFragment.Host,
        SettingsFragment.Host {

  private final ChatPile pile = new ChatPile(getSupportFragmentManager());
  private @Nullable Privacy privacy;
  private @Nullable BackupFlow backups;
  private @Nullable ChatFileFlow chatFiles;
  private @Nullable ArrivalFlow arrivals;
  private @Nullable Panes panes;
  private WeakReference<@Nullable Fragment> closing = new WeakReference<>(null);

  @Override
  protected void onCreate(@Nullable Bundle savedState) {
    super.onCreate(savedState);
    EdgeToEdge.enable(this); // makes the window's decor: only now is it known how dark
    setContentView(R.layout.activity_main);
    AppScope scope = AppScope.of(this);
    NotificationWish answers = wish(scope.executors());
    scope.engine().answering().observe(this, chats -> answers.working(!chats.isEmpty()));
    NotificationWish jobs = wish(scope.executors());
    scope
        .shelf()
        .jobs()
        .all()
        .observe(this, all -> jobs.working(all.stream().anyMatch(JobState::active)));
    ViewGroupCompat.installCompatInsetsDispatch(findViewById(android.R.id.content));
    FocusRing.over(getWindow().getDecorView());
    ChatFileFlow copies = new ChatFileFlow(this, scope);
    chatFiles = copies;
    ArrivalFlow arriving = new ArrivalFlow(this, scope, copies);
    arrivals = arriving;
    findViewById(R.id.content).setOnDragListener(new FileDrop(this, arriving::dropped));
    Panes arranged = new Panes(this, scope.executors().main());
    panes = arranged;
    new Navigation(this, getSupportFragmentManager(), arranged);
    Privacy kept =
        new Privacy(
            this,
            Settings.of(this),
            findViewById(R.id.content),
            findViewById(R.id.cover),
            scope.phone().lock());
    privacy = kept;
    backups = new BackupFlow(this, scope);
    scope.engine().answering().observe(this, chats -> kept.keepScreenOn(!chats.isEmpty()));
    scope.executors().main().execute(() -> Settings.of(this).speakRestored());
    if (savedState == null) {
      getSupportFragmentManager()
          .beginTransaction()
          .add(R.id.screen, new ChatListFragment())
          .commitNow();
      arriving.arrive(getIntent());
    }
    if (Arrival.of(getIntent()) instanceof Arrival.Home) {
      new FirstChat(this, scope.repository(), scope.executors().main()).offer();
    }
  }

  @Override
  protected void onStart() {
    super.onStart();
    if (privacy != null) {
      privacy.onStart();
    }
    tellWhetherSeen(true);
  }

  private NotificationWish wish(AppExecutors executors) {
    return new NotificationWish(this, executors.later(), executors.disk(), executors.main());
  }

  @Override
  protected void onStop() {
    super.onStop();
    if (privacy != null) {
      privacy.onStop();
    }
    tellWhetherSeen(false);
  }

  /** Whoever loads a model wants to know later whether it was swiped away. */
  private void tellWhetherSeen(boolean seen) {
    AppScope scope = AppScope.of(this);
    scope.executors().disk().execute(() -> scope.shelf().models().onScreen(seen));
  }

  @Override
  public void openSettings() {
    show(new SettingsFragment());
  }

  @Override
  public void settingsChanged(Settings.Switch which) {
    if (privacy != null) {
      privacy.applyFlags();
    }
    if (which == Settings.Switch.WALLPAPER_COLORS) {
      recreate();
    }
  }

  @Override
  public void open(SettingsPage page) {
    switch (page) {
      case BENCHMARK -> show(new BenchmarkFragment());
      case ABOUT -> show(new AboutFragment());
      case LICENCES -> show(new LicencesFragment());
    }
  }

  @Override
  public void exportTo(Uri file) {
    if (backups != null) {
      backups.export(file);
    }
  }

  @Override
  public void importFrom(Uri file) {
    if (backups != null) {
      backups.restore(file);
    }
  }

  @Override
  public void addChatsFrom(Uri file) {
    if (chatFiles != null) {
      chatFiles.read(file);
    }
  }

  @Override
  protected void onNewIntent(Intent intent) {
    super.onNewIntent(intent);
    setIntent(intent);
    if (arrivals != null) {
      arrivals.arrive(intent);
    }
  }

  /** Says why something was not taken. */
  void refuse(@StringRes int sentence) {
    View screen = findViewById(R.id.screen);
    Haptics.reject(screen);
    Snackbar.make(screen, sentence, Snackbar.LENGTH_LONG).show();
  }

  /**
   * With nothing over it, and nothing but the list below it if it was not open, or a temporary chat
   * that is in use.
   */
  void openAlone(long chatId) {
    if (!backToTheChat(chatId)) {
      pile.makeWay();
      openChat(chatId);
    }
  }

  /**
   * A chat that was just made, over the chat that is open, if one is: that may be a temporary one,
   * and would go with its screen.
   *
   * @param files for its first question
   */
  void openAnew(long chatId, List<Uri> files) {
    pile.makeRoom();
    show(ChatFragment.about(chatId, files));
  }

  /** The chats that are open, one over another. */
  ChatPile pile() {
    return pile;
  }

  /** Whether nothing lies above the list. */
  boolean isAtTheList() {
    return shown() instanceof ChatListFragment;
  }

  /**
   * Takes away what lies over a chat that is open, and leaves the chat: a temporary one cannot be
   * made anew.
   *
   * @return whether it is open
   */
  private boolean backToTheChat(long chatId) {
    if (!pile.has(chatId)) {
      return false;
    }
    pile.backTo(chatId);
    return shown() instanceof ChatFragment chat
        && chat.chatId() == chatId; // or it was just being closed
  }

  @Override
  public void openChat(long chatId) {
    openChat(chatId, null);
  }

  @Override
  public void openChat(long chatId, @Nullable Long messageId) {
    if (backToTheChat(chatId)) {
      if (messageId != null && shown() instanceof ChatFragment chat) {
        chat.reveal(messageId);
      }
      return;
    }
    if (panes != null && panes.two()) {
      pile.makeWay(); // one chat beside the list, not a pile of them
    }
    show(ChatFragment.of(chatId, messageId));
  }

  /** The models take the place of whatever lies above the list and is kept. */
  @Override
  public void openModels() {
    pile.makeWay();
    show(new ModelsFragment());
  }

  /** As {@link #openModels}. */
  void openInside() {
    pile.makeWay();
    show(new InsideFragment());
  }

  @Override
  public void openInside(InsideScreen screen, InsideText text) {
    Fragment page = InsideScreens.make(screen);
    page.setArguments(text.toArguments());
    show(page);
  }

  @Override
  public void openWhy(long chatId, long answerId) {
    openChat(chatId, answerId);
    if (shown() instanceof ChatFragment chat) {
      chat.explain(answerId, 0);
    }
  }

  @Override
  public void newChat() {
    if (arrivals != null) {
      arrivals.newChat("", List.of());
    }
  }

  @Override
  public boolean showBeside(DialogFragment sheet) {
    return panes != null && sheet instanceof WhySheet why && panes.sheets().show(why);
  }

  @Override
  public boolean hasInside(InsideScreen screen) {
    return InsideScreens.all().contains(screen);
  }

  @Override
  public void openLessons() {
    show(new LessonsFragment());
  }

  @Override
  public void openLesson(int lesson) {
    show(LessonFragment.of(lesson));
  }

  /** The list, or a temporary chat in use, which lies one step before it. */
  void openChats() {
    pile.makeWay();
  }

  @Override
  public void openModel(String id) {
    show(ModelDetailsFragment.of(id));
  }

  /** At once, so that a second tap no longer finds the screen below. */
  private void show(Fragment screen) {
    FragmentManager screens = getSupportFragmentManager();
    screens
        .beginTransaction()
        .setReorderingAllowed(true)
        .replace(R.id.screen, screen, ChatPile.placeOf(screen))
        .addToBackStack(ChatPile.placeOf(screen))
        .commit();
    screens.executePendingTransactions();
  }

  /** Ctrl+N and Ctrl+F of a keyboard, of whoever may see what they do. */
  @Override
  public boolean onKeyShortcut(int key, KeyEvent event) {
    if (privacy != null && privacy.isLocked()) {
      return super.onKeyShortcut(key, event);
    }
    if (event.hasModifiers(KeyEvent.META_CTRL_ON) && key == KeyEvent.KEYCODE_N) {
      newChat();
      return true;
    }
    if (event.hasModifiers(KeyEvent.META_CTRL_ON) && key == KeyEvent.KEYCODE_F && panes != null) {
      if (panes.visibleList() == null) {
        pile.makeWay();
      }
      ChatListFragment list = panes.visibleList();
      return list != null && list.focusSearch();
    }
    return super.onKeyShortcut(key, event);
  }

  @Override
  public void onProvideKeyboardShortcuts(
      List<KeyboardShortcutGroup> groups, @Nullable Menu menu, int deviceId) {
    super.onProvideKeyboardShortcuts(groups, menu, deviceId);
    groups.add(
        new KeyboardShortcutGroup(
            getString(R.string.app_name),
            List.of(
                new KeyboardShortcutInfo(
                    getString(R.string.new_chat), KeyEvent.KEYCODE_N, KeyEvent.META_CTRL_ON),
                new KeyboardShortcutInfo(
                    getString(R.string.shortcut_search),
                    KeyEvent.KEYCODE_F,
                    KeyEvent.META_CTRL_ON))));
  }

  @Override
  public void openInstead(ChatFragment chat, long otherChatId) {
    closeChat(chat);
    openChat(otherChatId);
  }

  @Override
  public void closeChat(ChatFragment chat) {
    closePage(chat);
  }

  @Override
  public void closePage(Fragment page) {
    if (!getSupportFragmentManager().isStateSaved()
        && isShown(page)
        && !page.equals(closing.get())) {
      closing = new WeakReference<>(page); // until it is gone, another wish would close the next
      getSupportFragmentManager().popBackStack();
    }
  }

  /** A temporary chat goes with its screen, and cannot come back. */
  @Override
  public void deleteChat(ChatFragment chat, long chatId) {
    if (!ChatRepository.isTemporary(chatId)) {
      ChatListFragment.model(this).delete(List.of(chatId)); // which may have no view now
    }
    closeChat(chat);
  }

  private boolean isShown(Fragment fragment) {
    return shown() == fragment;
  }

  private @Nullable Fragment shown() {
    return getSupportFragmentManager().findFragmentById(R.id.screen);
  }
}
