package dev.ember.app.data;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Questions and their answers, as they come: a question is stored with the empty row of its answer,
 * which grows and ends.
 *
 * <pre>
 * Turn turn = repository.turns().ask(chatId, "Why?");
 * repository.turns().saveProgress(turn.answerId(), "Because", 1);
 * repository.turns().finish(turn.answerId(), end);
 * </pre>
 *
 * <h2>Threading model</h2>
 *
 * The disk thread.
 */
public final class ChatTurns {
  private final ChatDao chats;
  private final MessageDao messages;
  private final SettingsDao settings;
  private final SearchIndex search;
  private final Transactions transactions;
  private final MessageTree tree;
  private final AnswerTraces traces;
  private final LongSupplier clockMs;

  ChatTurns(
      EmberDatabase database,
      Transactions transactions,
      MessageTree tree,
      AnswerTraces traces,
      LongSupplier clockMs) {
    this.chats = database.chats();
    this.messages = database.messages();
    this.settings = database.settings();
    this.search = new SearchIndex(database.search());
    this.transactions = transactions;
    this.tree = tree;
    this.traces = traces;
    this.clockMs = clockMs;
  }

  /**
   * Stores a question with the empty row of its answer, clears the draft and, for the first
   * question, names the chat.
   *
   * @return null if there is no such chat
   */
  public @Nullable Turn ask(long chatId, String question) {
    return transactions.read(
        () -> {
          ChatEntity chat = chats.find(chatId);
          if (chat == null) {
            return null;
          }
          MessageTree.Place place = tree.ask(chatId, question, clockMs.getAsLong());
          chats.setDraft(chatId, "");
          if (chat.title() == null) {
            String title = ChatTitle.of(question);
            chats.setTitle(chatId, title, false);
            search.putTitle(chatId, title);
          }
          return begin(place);
        });
  }

  /**
   * Stores another wording of a question beside it, with the empty row of its answer.
   *
   * @return null if there is no such question
   */
  public @Nullable Turn askEdited(long questionId, String question) {
    return transactions.read(
        () -> begin(tree.askEdited(questionId, question, clockMs.getAsLong())));
  }

  /**
   * Puts an empty row beside the last answer; that stays as an alternative.
   *
   * @return null if the chat has nothing to answer
   */
  public @Nullable Turn askAgain(long chatId) {
    return transactions.read(() -> begin(tree.askAgain(chatId, clockMs.getAsLong())));
  }

  /**
   * The same for any answer of a chat.
   *
   * @return null if there is no such answer
   */
  public @Nullable Turn answerAgain(long answerId) {
    return transactions.read(() -> begin(tree.answerAgain(answerId, clockMs.getAsLong())));
  }

  /**
   * Opens an answer again that broke off, to be gone on with.
   *
   * @return null if there is no such answer
   */
  public @Nullable Turn continueAnswer(long answerId) {
    return transactions.read(
        () -> {
          MessageEntity cut = tree.reopen(answerId);
          return cut == null
              ? null
              : turn(
                  new MessageTree.Place(cut.chatId(), answerId),
                  new Turn.Begun(cut.body(), cut.tokens(), cut.cost()));
        });
  }

  /**
   * Puts the beginning of an answer beside that, to be gone on with; the old one stays as an
   * alternative.
   *
   * @return null if there is no such answer
   */
  public @Nullable Turn branchAnswer(AnswerBranch branch) {
    return transactions.read(
        () -> {
          MessageTree.Place place = tree.branch(branch, clockMs.getAsLong());
          return place == null ? null : turn(place, branch.begun());
        });
  }

  private @Nullable Turn begin(MessageTree.@Nullable Place place) {
    return place == null ? null : turn(place, null);
  }

  private @Nullable Turn turn(MessageTree.Place place, Turn.@Nullable Begun begun) {
    ChatEntity chat = chats.find(place.chatId());
    if (chat == null) {
      return null;
    }
    chats.touch(chat.id(), clockMs.getAsLong());
    return new Turn(
        chat.id(),
        place.answerId(),
        tree.before(place),
        begun,
        AnswerSettings.of(chat, settings.defaults()));
  }

  /** Keeps what is written so far. No effect on an answer that has ended. */
  public void saveProgress(long answerId, String body, int tokens) {
    transactions.write(() -> messages.saveProgress(answerId, body, tokens));
  }

  /** As {@link #finish(long, AnswerEnd, AnswerTrace)}, of an answer without a trace. */
  public void finish(long answerId, AnswerEnd end) {
    finish(answerId, end, null);
  }

  /** Keeps the end of an answer. No effect if its chat was removed meanwhile. */
  public void finish(long answerId, AnswerEnd end, @Nullable AnswerTrace trace) {
    transactions.write(
        () -> {
          MessageEntity answer = messages.find(answerId);
          if (answer != null) {
            messages.update(answer.ended(end));
            search.putMessage(answerId, answer.chatId(), end.body());
            if (trace != null) {
              traces.add(answerId, trace);
            }
            chats.touch(answer.chatId(), clockMs.getAsLong());
          }
        });
  }
}
