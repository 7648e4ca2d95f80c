package dev.ember.app.chat;

import dev.ember.app.R;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.data.WhenFull;
import dev.ember.app.models.ModelSheet;
import dev.ember.app.settings.Settings;
import dev.ember.app.widget.Clipboard;
import dev.ember.app.widget.DetailsDialog;
import dev.ember.app.widget.SharedText;
import dev.ember.inference.backend.trust.Choice;

/** Does what the rows of a chat offer. */
final class RowActions implements MessageActions {
  private final ChatFragment chat;
  private final ChatViewModel model;
  private final VoiceControls voice;
  private final AppExecutors executors;

  RowActions(ChatFragment chat, ChatViewModel model, VoiceControls voice, AppExecutors executors) {
    this.chat = chat;
    this.model = model;
    this.voice = voice;
    this.executors = executors;
  }

  @Override
  public void act(MessageAction action, MessageTarget message) {
    switch (action) {
      case COPY -> new Clipboard(chat.requireContext()).copy(message.text());
      case SELECT -> showDetails(chat.getString(R.string.select_text), message.text());
      case SHARE -> SharedText.share(chat, executors, message.text());
      case READ_ALOUD -> voice.readAloud(message);
      case WHY -> why(message);
      case EDIT -> model.edit(message.id(), message.text());
      case AGAIN -> model.answerAgain(message.id());
      case CONTINUE -> model.continueAnswer(message.id());
      case BRANCH -> model.branch(message.id(), chat::openOther);
      case PIN -> model.pinMessage(message.id(), true);
      case UNPIN -> model.pinMessage(message.id(), false);
      case PREVIOUS -> model.chooseAlternative(message.id(), -1);
      case NEXT -> model.chooseAlternative(message.id(), 1);
      case DELETE -> model.deleteMessage(message.id());
    }
  }

  private void why(MessageTarget answer) {
    chat.explain(answer.id(), answer.touched() == null ? 0 : answer.touched());
  }

  @Override
  public void answerAgain() {
    model.regenerate();
  }

  @Override
  public void continueAnswer(long answerId) {
    model.continueAnswer(answerId);
  }

  @Override
  public void reloadModel() {
    model.reloadModel();
  }

  @Override
  public void loadAnyway() {
    model.loadAnyway();
  }

  @Override
  public void loadWithSmallerWindow(int tokens) {
    model.loadWithSmallerWindow(tokens);
  }

  @Override
  public void loadOnCpu() {
    Settings.of(chat.requireContext()).setProcessor(Choice.CPU);
    model.loadAnyway();
  }

  @Override
  public void chooseModel() {
    chat.show(ModelSheet.of(chat.chatId()), ModelSheet.TAG);
  }

  @Override
  public void dropOldestAndAnswer() {
    model.setWhenFull(WhenFull.DROP_OLDEST);
    model.regenerate();
  }

  @Override
  public void askInNewChat(String question) {
    model.newChatWith(question, chat::openOther);
  }

  @Override
  public void openWindow() {
    chat.show(new WindowSheet(), WindowSheet.TAG);
  }

  @Override
  public void showDetails(String title, String detail) {
    chat.show(DetailsDialog.of(title, detail), "details");
  }
}
