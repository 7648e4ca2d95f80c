package dev.ember.app.screens;

import static org.robolectric.Shadows.shadowOf;

import android.os.Looper;
import dev.ember.app.data.AnswerCost;
import dev.ember.app.data.AnswerEnd;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.Turn;
import dev.ember.inference.decode.FinishReason;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Chats in every state that the list knows, the finished one on top. */
final class Samples {
  /** A Friday, 10:24 UTC. */
  static final long NOW_MS = 1_795_775_040_000L;

  private static final AnswerCost COST =
      new AnswerCost(FinishReason.STOP, 38, 0, 120_000_000L, 277_000_000L);

  private static final String MARKDOWN =
      """
      Call `sort` on the list:

      ```java
      List<String> words = new ArrayList<>(
          List.of("ember", "ash", "coal"));
      // shortest word first
      words.sort(Comparator.comparingInt(String::length));
      ```
      ### What happens
      1. `comparingInt` asks each word for its **length**.
      2. `sort` changes the list itself.

      | word | length |
      |------|-------:|
      | ash | 3 |
      | ember | 5 |

      It takes about $n \\log_2 n$ steps.
      """;

  private Samples() {}

  static void write(ScreenRule screen) {
    ScriptedApp app = screen.app();
    app.clock(() -> NOW_MS - TimeUnit.DAYS.toMillis(9));
    screen.stored(
        chats -> finished(chats, "Name three things in a kitchen.", "A pot, a cup and a spoon."));
    app.clock(() -> NOW_MS - TimeUnit.DAYS.toMillis(3));
    screen.stored(Samples::markdown);
    app.clock(() -> NOW_MS - TimeUnit.DAYS.toMillis(2));
    screen.stored(
        chats -> draft(chats, "Good morning", "Good morning. What is your plan for today?"));
    app.clock(() -> NOW_MS - TimeUnit.DAYS.toMillis(1));
    screen.stored(Samples::forgotten);
    app.clock(() -> NOW_MS - TimeUnit.MINUTES.toMillis(22));
    screen.stored(Samples::interrupted);
    app.clock(() -> NOW_MS);
    screen.stored(
        chats ->
            finished(
                chats,
                "What do cows eat?",
                "Cows eat grass and hay. They chew their food for a long time."));
    // A list that stands beside them has times of another day until its minute is over.
    shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMinutes(1));
  }

  /** Stores a question; gives the row of its answer. */
  static long ask(ChatRepository chats, long chat, String question) {
    Turn turn = Objects.requireNonNull(chats.turns().ask(chat, question), question);
    return turn.answerId();
  }

  static long finished(ChatRepository chats, String question, String answer) {
    long chat = chats.createChat();
    finish(chats, ask(chats, chat, question), answer, null);
    return chat;
  }

  private static long draft(ChatRepository chats, String question, String answer) {
    long chat = finished(chats, question, answer);
    chats.saveDraft(chat, "Do I need a rain jacket if");
    return chat;
  }

  /** A chat whose model has left its first turn out. */
  static long forgotten(ChatRepository chats) {
    long chat = chats.createChat();
    long first = ask(chats, chat, "Tell me a story about a lamp that can talk.");
    finish(
        chats,
        first,
        "Mia had a small blue lamp by her bed. One night she heard a tiny voice.",
        null);
    finish(chats, ask(chats, chat, "And then?"), "“I am tired,” said the lamp.", first);
    return chat;
  }

  /** Every kind of block, asked for twice; pinned, so that it stands at the top. */
  private static long markdown(ChatRepository chats) {
    long chat = finished(chats, "How do I sort words by length in Java?", "Use `sort`.");
    Turn again = Objects.requireNonNull(chats.turns().askAgain(chat), "again");
    finish(chats, again.answerId(), MARKDOWN, null);
    chats.setPinned(chat, true);
    return chat;
  }

  /** The next start of the app finds the answer unfinished. */
  private static long interrupted(ChatRepository chats) {
    long chat = chats.createChat();
    long answer = ask(chats, chat, "Why is the sky blue?");
    chats
        .turns()
        .saveProgress(answer, "Sunlight holds all colours. Air and small particles scatter", 24);
    chats.open();
    return chat;
  }

  private static void finish(
      ChatRepository chats,
      long answer,
      String text,
      @org.jspecify.annotations.Nullable Long forgottenThrough) {
    int tokens = text.split(" ").length + 3;
    chats
        .turns()
        .finish(
            answer,
            new AnswerEnd(MessageStatus.COMPLETE, text, tokens, COST, forgottenThrough, null));
  }
}
