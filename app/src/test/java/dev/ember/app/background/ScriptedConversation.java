package dev.ember.app.background;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.data.AttachmentEntity;
import dev.ember.app.data.ChatEntity;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.EditEntity;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.UnsentQuestion;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.FakeModel;
import dev.ember.app.testing.Steps;
import dev.ember.inference.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as people have them: asked, asked on, reworded, answered again, stopped, gone on
 * with, branched; with messages pinned, deleted and brought back, and chats renamed and deleted.
 */
final class ScriptedConversation {
  static final int TOKEN_MS = 40;

  /** After so many tokens an answer is stopped. */
  private static final int STOPPED_AT = 9;

  /** The place of the question that is reworded. */
  static final int EDITED = 2;

  /** What lies beside a question. */
  static final String FILE = "Wicks drink oil.";

  /** What its user does, in this order. */
  enum Stage {
    ASK("What is a lamp?", "A thing that gives light."),
    ASK_ON("And oil?", "It is what a lamp eats."),
    REWORD("And a wick?", "It drinks the oil for it."),
    AGAIN("", "A string that will not burn."),
    CHOOSE_THE_FIRST,
    PIN,
    RENAME,
    ASK_AND_STOP("Who lit it?", "Nobody knows who did."),
    GO_ON("", " It was dark before it."),
    BRANCH,
    ASK_IN_THE_BRANCH("And then?", "Then the sun came up."),
    ASK_ON_IN_THE_BRANCH("Why?", "It always does so."),
    DELETE_A_MESSAGE,
    BRING_IT_BACK,
    ASK_ONCE_MORE("Is it on?", "It is on, and it is warm."),
    DELETE_THE_BRANCH;

    private final String question;
    private final String answer;

    Stage() {
      this("", "");
    }

    Stage(String question, String answer) {
      this.question = question;
      this.answer = answer;
    }

    boolean isAnswered() {
      return !answer.isEmpty();
    }

    /** Whether its words stood in the composer before they were sent. */
    boolean isTyped() {
      return !question.isEmpty();
    }

    /** Whether a file lay beside them, which the question quotes. */
    boolean hasFile() {
      return this == ASK_ON;
    }

    /** The question as it is sent. */
    private String sent() {
      return hasFile() ? question + "\n\n" + FILE : question;
    }

    /** Whether they stood there as another wording of a question. */
    boolean isEdit() {
      return this == REWORD;
    }

    String question() {
      return question;
    }

    /** How many tokens the model writes, one a byte. */
    int tokens() {
      return this == ASK_AND_STOP ? STOPPED_AT : answer.length();
    }

    private boolean inTheBranch() {
      return this == ASK_IN_THE_BRANCH || this == ASK_ON_IN_THE_BRANCH;
    }
  }

  /** A message; others are named by their places among those of the chat, -1 is none. */
  record Row(
      Role role,
      String body,
      MessageStatus status,
      int tokens,
      boolean active,
      boolean pinned,
      int parent) {}

  /**
   * A chat as it is stored, with every alternative.
   *
   * @param edit the wording of a question that is not sent; null if there is none
   * @param file beside a question that is not sent; null if there is none
   */
  record Chat(
      @Nullable String title,
      String draft,
      @Nullable String edit,
      @Nullable String file,
      List<Row> rows) {

    /** The same with something that was typed and not sent. */
    Chat typed(Stage stage, String text) {
      return stage.isEdit()
          ? new Chat(title, draft, text, file, rows)
          : new Chat(title, text, edit, file, rows);
    }

    /** The same with the file of a stage, if it has one. */
    Chat attached(Stage stage) {
      return stage.hasFile() ? new Chat(title, draft, edit, FILE, rows) : this;
    }
  }

  private final AppRule app;
  private final FakeModel model;
  private final long chatId;
  private long deleted;
  private @Nullable Long attached;
  private int chats = 2; // at most: its own and the branch

  private ScriptedConversation(AppRule app, FakeModel model, long chatId) {
    this.app = app;
    this.model = model;
    this.chatId = chatId;
  }

  /** Begins one, in a chat of its own, with a model that says what the script has. */
  static ScriptedConversation begin(AppRule app) {
    FakeModel model = new FakeModel();
    app.model(model);
    return new ScriptedConversation(app, model, app.newChat("A chat"));
  }

  /** Everything before a stage, each step to its end. */
  ScriptedConversation upTo(Stage end) {
    for (Stage stage : Stage.values()) {
      if (stage == end) {
        return this;
      }
      finish(stage);
    }
    throw new AssertionError("a stage beside all stages");
  }

  /** One stage, to its end. */
  void finish(Stage stage) {
    if (stage == Stage.ASK_AND_STOP) {
      Steps steps = write(stage, STOPPED_AT);
      app.engine().stop(chatId);
      steps.release();
    } else {
      type(stage);
      start(stage);
    }
    app.settle();
  }

  /** Stores a question that is going to be reworded, as it is, as the edit of its chat. */
  void beginEdit(Stage stage) {
    MessageEntity question = path(chatOf(stage)).get(EDITED);
    saveEdit(question, question.body());
  }

  private void saveEdit(MessageEntity question, String text) {
    EditEntity edit = new EditEntity(question.chatId(), question.id(), text);
    app.onDisk(() -> app.repository().turns().saveEdit(edit));
  }

  /** Keeps the file of a stage, if it has one. */
  void attach(Stage stage) {
    if (stage.hasFile()) {
      AttachmentEntity file =
          new AttachmentEntity(0, chatOf(stage), "wicks.md", FILE, FILE.length());
      attached = app.<Long>onDisk(() -> app.repository().turns().attach(file, null));
    }
  }

  /** Stores what is going to be sent as the draft of its chat, or as its edit, beside its file. */
  void type(Stage stage) {
    attach(stage);
    if (stage.isEdit()) {
      saveEdit(path(chatOf(stage)).get(EDITED), stage.question());
    } else if (stage.isTyped()) {
      app.onDisk(() -> app.repository().saveDraft(chatOf(stage), stage.question()));
    }
  }

  /** Begins a stage in which the model writes nothing. */
  void send(Stage stage) {
    type(stage);
    if (stage.isAnswered()) {
      model.stepByStep();
    }
    start(stage);
  }

  /** Begins a stage and lets the model write so many tokens. */
  Steps write(Stage stage, int tokens) {
    type(stage);
    Steps steps = model.stepByStep();
    start(stage);
    steps.awaitFirst();
    app.settleAround();
    for (int i = 0; i < tokens; i++) {
      steps.step(1);
      app.advance(TOKEN_MS);
    }
    app.settleAround();
    return steps;
  }

  /** Does what a stage is; nothing of it need have happened when this returns. */
  void start(Stage stage) {
    model.answers(stage.answer);
    List<MessageEntity> path = path(chatOf(stage));
    boolean taken =
        switch (stage) {
          case ASK, ASK_ON, ASK_AND_STOP, ASK_IN_THE_BRANCH, ASK_ON_IN_THE_BRANCH, ASK_ONCE_MORE ->
              app.engine().send(chatOf(stage), question(stage));
          case REWORD -> app.engine().sendEdited(chatId, path.get(EDITED).id(), question(stage));
          case AGAIN -> app.engine().answerAgain(chatId, last(path));
          case GO_ON -> app.engine().continueAnswer(chatId, last(path));
          case CHOOSE_THE_FIRST -> submit(chats -> chats.chooseAlternative(last(path), -1));
          case PIN -> submit(chats -> chats.setMessagePinned(path.get(0).id(), true));
          case RENAME -> submit(chats -> chats.rename(chatId, "All about lamps"));
          case BRANCH -> submit(chats -> chats.branch(path.get(1).id()));
          case DELETE_A_MESSAGE -> delete(last(path));
          case BRING_IT_BACK -> submit(chats -> chats.undoDeleteMessage(deleted));
          case DELETE_THE_BRANCH -> submit(chats -> chats.delete(branchId()));
        };
    assertThat(taken).as(stage.name()).isTrue();
  }

  private UnsentQuestion question(Stage stage) {
    return new UnsentQuestion(stage.sent(), stage.hasFile() ? attached : null);
  }

  private boolean delete(long message) {
    deleted = message;
    return submit(chats -> chats.deleteMessage(message));
  }

  private boolean submit(Consumer<ChatRepository> calls) {
    ChatRepository repository = app.repository();
    repository.submit(() -> calls.accept(repository));
    return true;
  }

  private long chatOf(Stage stage) {
    return stage.inTheBranch() ? branchId() : chatId;
  }

  /** The chat that was made next, after this conversation's own. */
  private long branchId() {
    return chatId + 1;
  }

  private List<MessageEntity> path(long chat) {
    return app.onDisk(() -> app.repository().messages(chat));
  }

  private static long last(List<MessageEntity> path) {
    return path.get(path.size() - 1).id();
  }

  /** What is stored of it so far, in the process that it goes on in. */
  List<Chat> soFar() {
    return app.onDisk(() -> read());
  }

  /**
   * All that is stored of it: its chat, and the branch while there is one. To be asked for once
   * before another conversation begins, whose chat may be the next.
   */
  List<Chat> stored() {
    List<Chat> all = app.onDisk(() -> read());
    chats = all.size();
    return all;
  }

  private List<Chat> read() {
    List<Chat> found = new ArrayList<>();
    for (long id = chatId; id < chatId + chats; id++) {
      ChatEntity chat = app.repository().chat(id);
      if (chat != null) {
        EditEntity edit = app.repository().turns().edit(id);
        AttachmentEntity file = app.repository().turns().attachment(id, null);
        found.add(
            new Chat(
                chat.title(),
                chat.draft(),
                edit == null ? null : edit.text(),
                file == null ? null : file.text(),
                rows(app.repository().allMessages(id))));
      }
    }
    return found;
  }

  private static List<Row> rows(List<MessageEntity> messages) {
    List<Long> ids = new ArrayList<>();
    messages.forEach(message -> ids.add(message.id()));
    List<Row> rows = new ArrayList<>();
    for (MessageEntity message : messages) {
      rows.add(
          new Row(
              message.role(),
              message.body(),
              message.status(),
              message.tokens(),
              message.active(),
              message.pinned(),
              ids.indexOf(message.parentId())));
    }
    return rows;
  }
}
