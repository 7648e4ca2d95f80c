package dev.ember.app.main;

import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.Opening;
import dev.ember.app.settings.Settings;
import java.util.concurrent.Executor;

/**
 * Who starts the app for the first time finds a chat open, with the built-in model and suggestions,
 * and the list of chats one step back. That happens once ever, and not where there are chats
 * already, as after an update or from a backup.
 */
final class FirstChat {
  private final MainActivity activity;
  private final Settings settings;
  private final ChatRepository repository;
  private final Executor main;

  FirstChat(MainActivity activity, ChatRepository repository, Executor main) {
    this.activity = activity;
    this.settings = Settings.of(activity);
    this.repository = repository;
    this.main = main;
  }

  /** In {@code onCreate} of a start that asks for nothing else; no effect once it has happened. */
  void offer() {
    if (!settings.welcomed()) {
      repository
          .opening()
          .observe(
              activity,
              opening -> {
                if (opening instanceof Opening.Done) {
                  repository.submit(this::look);
                }
              });
    }
  }

  /** A chat that was made for a window which is gone is found again: it is untouched. */
  private void look() {
    Long chatId = repository.isUnused() ? repository.createChat() : null;
    main.execute(
        () -> {
          if (activity.isDestroyed() || activity.getSupportFragmentManager().isStateSaved()) {
            return; // the next window asks anew
          }
          settings.setWelcomed(true);
          if (chatId != null && activity.isAtTheList()) {
            activity.openChat(chatId);
          }
        });
  }
}
