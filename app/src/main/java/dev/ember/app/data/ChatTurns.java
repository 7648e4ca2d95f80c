package dev.ember.app.data;

import android.database.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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
 * <p>An end that the database refuses, as on a full disk, is kept here and stored by {@link
 * #finishRefused} or with the next turn.
 *
 * <h2>Threading model</h2>
 *
 * The disk thread.
 */
public final class ChatTurns {
  private final ChatDao chats;
  private final MessageDao messages;
  private final EditDao edits;
  private final AttachmentDao attachments;
  private final SettingsDao settings;
  private final SearchIndex search;
  private final Transactions transactions;
  private final ChatTitles titles;
  private final MessageTree tree;
  private final AnswerTraces traces;
  private final LongSupplier clockMs;

  /** The ends that the database refused, by their answers. */
  private final Map<Long, Refused> refused = new LinkedHashMap<>();

  private record Refused(AnswerEnd end, @Nullable AnswerTrace trace) {}

  /**
   * @param settings what was set for models and for all chats, wherever these chats are kept
   */
  ChatTurns(
      EmberDatabase database,
      SettingsDao settings,
      Transactions transactions,
      MessageTree tree,
      LongSupplier clockMs) {
    this.chats = database.chats();
    this.messages = database.messages();
    this.edits = database.edits();
    this.attachments = database.attachments();
    this.settings = settings;
    this.search = new SearchIndex(database.search());
    this.titles = new ChatTitles(database);
    this.transactions = transactions;
    this.tree = tree;
    this.traces = new AnswerTraces(database.traces());
    this.clockMs = clockMs;
  }

  /** As {@link #ask(long, UnsentQuestion)}, without a file. */
  public @Nullable Turn ask(long chatId, String question) {
    return ask(chatId, UnsentQuestion.of(question));
  }

  /**
   * Stores a question with the empty row of its answer, clears what was written and not sent, and
   * the file that it quotes, and, for the first question, names the chat.
   *
   * @return null if there is no such chat
   */
  public @Nullable Turn ask(long chatId, UnsentQuestion question) {
    return turn(
        () -> {
          ChatEntity chat = chats.find(chatId);
          if (chat == null) {
            return null;
          }
          MessageTree.Place place = tree.ask(chatId, question.text(), clockMs.getAsLong());
          chats.setDraft(chatId, "");
          edits.drop(chatId);
          dropQuoted(question);
          if (chat.title() == null) {
            titles.follow(chatId);
          }
          return begin(place);
        });
  }

  /** As {@link #askEdited(long, UnsentQuestion)}, without a file. */
  public @Nullable Turn askEdited(long questionId, String question) {
    return askEdited(questionId, UnsentQuestion.of(question));
  }

  /**
   * Stores another wording of a question beside it, with the empty row of its answer; it is no
   * longer one that is not sent, nor is the file that it quotes.
   *
   * @return null if there is no such question
   */
  public @Nullable Turn askEdited(long questionId, UnsentQuestion question) {
    return turn(
        () -> {
          MessageTree.Place place =
              tree.askEdited(questionId, question.text(), clockMs.getAsLong());
          if (place != null) {
            edits.drop(place.chatId());
            dropQuoted(question);
          }
          return begin(place);
        });
  }

  /** Another window of the chat may have another file, which stays. */
  private void dropQuoted(UnsentQuestion question) {
    if (question.attachment() != null) {
      attachments.drop(question.attachment());
    }
  }

  /** The wording of a question of a chat that is not sent, or null. */
  public @Nullable EditEntity edit(long chatId) {
    return transactions.read(() -> edits.of(chatId));
  }

  /** Keeps one, in place of the chat's other one. No effect if its question is deleted. */
  public void saveEdit(EditEntity edit) {
    transactions.write(
        () -> {
          MessageEntity question = messages.find(edit.questionId());
          if (question != null && question.deletedMs() == null) {
            edits.put(edit);
          }
        });
  }

  /** Forgets that of a chat. */
  public void dropEdit(long chatId) {
    transactions.write(() -> edits.drop(chatId));
  }

  /**
   * The file beside the question of a chat that is not sent, or null.
   *
   * @param own the one that is wanted if it is there, else the last that came; null wants that
   */
  public @Nullable AttachmentEntity attachment(long chatId, @Nullable Long own) {
    return transactions.read(() -> attachments.of(chatId, own));
  }

  /**
   * Keeps one.
   *
   * @param replaced the one whose place it takes, or null
   * @return its id, or null if there is no such chat
   */
  public @Nullable Long attach(AttachmentEntity attachment, @Nullable Long replaced) {
    return transactions.read(
        () -> {
          if (replaced != null) {
            attachments.drop(replaced);
          }
          return chats.find(attachment.chatId()) == null ? null : attachments.put(attachment);
        });
  }

  /** Forgets one. */
  public void detach(long attachmentId) {
    transactions.write(() -> attachments.drop(attachmentId));
  }

  /**
   * Puts an empty row beside the last answer; that stays as an alternative.
   *
   * @return null if the chat has nothing to answer
   */
  public @Nullable Turn askAgain(long chatId) {
    return turn(() -> begin(tree.askAgain(chatId, clockMs.getAsLong())));
  }

  /**
   * The same for any answer of a chat.
   *
   * @return null if there is no such answer
   */
  public @Nullable Turn answerAgain(long answerId) {
    return turn(() -> begin(tree.answerAgain(answerId, clockMs.getAsLong())));
  }

  /**
   * Opens an answer again that broke off, to be gone on with.
   *
   * @return null if there is no such answer
   */
  public @Nullable Turn continueAnswer(long answerId) {
    return turn(
        () -> {
          MessageEntity cut = tree.reopen(answerId);
          return cut == null
              ? null
              : turn(
                  new MessageTree.Place(cut.chatId(), answerId),
                  new Turn.Begun(cut.body(), cut.tokens(), measured(cut)));
        });
  }

  /** Of an answer that went on and was interrupted, the time of its second part is not known. */
  private static @Nullable AnswerCost measured(MessageEntity cut) {
    AnswerCost cost = cut.cost();
    return cost == null || cut.status() != MessageStatus.INTERRUPTED ? cost : cost.withoutSpeed();
  }

  /**
   * Puts the beginning of an answer beside that, to be gone on with; the old one stays as an
   * alternative.
   *
   * @return null if there is no such answer
   */
  public @Nullable Turn branchAnswer(AnswerBranch branch) {
    return turn(
        () -> {
          MessageTree.Place place = tree.branch(branch, clockMs.getAsLong());
          return place == null ? null : turn(place, branch.begun());
        });
  }

  /** Stored whole or not at all, and not before the answers that it may build on. */
  private @Nullable Turn turn(Supplier<@Nullable Turn> stored) {
    finishRefused();
    return transactions.read(stored);
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

  /**
   * Keeps the end of an answer. No effect if its chat was removed meanwhile.
   *
   * @throws SQLException if the database refuses it: then it is kept in memory
   */
  public void finish(long answerId, AnswerEnd end, @Nullable AnswerTrace trace) {
    refused.put(answerId, new Refused(end, trace));
    store(answerId, end, trace);
    refused.remove(answerId);
  }

  /**
   * Stores the ends that were refused before.
   *
   * @throws SQLException if the database refuses one again: that and those behind it are kept
   */
  void finishRefused() {
    for (Map.Entry<Long, Refused> each : Map.copyOf(refused).entrySet()) {
      finish(each.getKey(), each.getValue().end(), each.getValue().trace());
    }
  }

  private void store(long answerId, AnswerEnd end, @Nullable AnswerTrace trace) {
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
