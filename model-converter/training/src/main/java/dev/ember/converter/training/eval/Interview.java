package dev.ember.converter.training.eval;

import dev.ember.converter.training.rollout.Repetition;
import dev.ember.converter.training.rollout.Speaker;
import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.Role;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.function.ToIntFunction;

/**
 * Leads a model through questions; those that have a next turn get it together. A chat that leaves
 * no room for its answer loses its oldest turns, as in the app.
 */
final class Interview {
  private final String source;
  private final List<Question> questions;
  private final int mostTokens;

  /**
   * What came of all questions.
   *
   * @param seed that all answers were drawn with
   * @param exchanges one to each question, in their order
   */
  record Round(long seed, List<Exchange> exchanges) {
    Round {
      exchanges = List.copyOf(exchanges);
    }
  }

  /**
   * What came of a question.
   *
   * @param asked the whole chat up to the last turn of the user, the model's own answers in it
   * @param read what the model read of it
   * @param answer the last one, which is judged
   * @param stopped whether it ended by itself
   */
  record Exchange(
      Question question, List<Message> asked, List<Message> read, String answer, boolean stopped) {
    Exchange {
      asked = List.copyOf(asked);
      read = List.copyOf(read);
    }

    /** Chinese is answered in Chinese, and what has no Chinese in it without. */
    boolean inTheSameLanguage() {
      return hasChinese(question.lastTurn()) == hasChinese(answer);
    }

    private static boolean hasChinese(String text) {
      return Repetition.words(text).stream()
          .anyMatch(w -> Character.isIdeographic(w.codePointAt(0)));
    }
  }

  /**
   * @param source of the questions, for messages
   */
  Interview(String source, List<Question> questions, int mostTokens) {
    this.source = source;
    this.questions = List.copyOf(questions);
    this.mostTokens = mostTokens;
  }

  /** How many answers it asks for in a round. */
  long turns() {
    return questions.stream().mapToLong(question -> question.turns().size()).sum();
  }

  /**
   * Checks that each turn of each question fits into a model's window, beside an answer and with
   * all turns before it gone.
   *
   * @param model as it was named
   * @throws IOException naming the first question that does not
   */
  void requireRoom(Speaker speaker, Path model) throws IOException {
    int room = room(speaker);
    for (Question question : questions) {
      List<Message> chat = new ArrayList<>(question.opening());
      for (String turn : question.turns()) {
        chat.add(Message.user(turn));
        int tokens = speaker.encoder().prompt(fitting(chat, some -> 1, 0)).length;
        if (tokens > room) {
          throw new IOException(
              String.format(
                  "%s, question %s: expected a turn of at most %d tokens, which is what %s has"
                      + " beside an answer of %d, but found %d",
                  source, question.id(), room, model, mostTokens, tokens));
        }
        chat.add(Message.assistant(""));
      }
    }
  }

  /**
   * What of an exchange fits, with its answer, into the window of another model that judges it.
   *
   * @param length of a chat with the answer, in tokens
   * @throws IOException if the last turn alone does not
   */
  List<Message> readBy(Exchange exchange, ToIntFunction<List<Message>> length, int window)
      throws IOException {
    List<Message> chat = fitting(exchange.read(), length, window);
    int found = length.applyAsInt(chat);
    if (found > window) {
      throw new IOException(
          String.format(
              "%s, question %s: expected a turn with its answer of at most %d tokens, the window of"
                  + " the reward model, but found %d",
              source, exchange.question().id(), window, found));
    }
    return chat;
  }

  /**
   * Asks everything once for each way to sample.
   *
   * @param progress hears how many answers of all turns there are
   * @return none if it was told to stop
   */
  Optional<List<Round>> with(
      Speaker speaker,
      List<SamplingOptions> samplings,
      LongConsumer progress,
      BooleanSupplier stop) {
    List<Round> rounds = new ArrayList<>();
    for (SamplingOptions sampling : samplings) {
      long before = rounds.size() * turns();
      Optional<List<Exchange>> exchanges =
          with(speaker, sampling, answers -> progress.accept(before + answers), stop);
      if (exchanges.isEmpty()) {
        return Optional.empty();
      }
      rounds.add(new Round(sampling.seed(), exchanges.get()));
    }
    return Optional.of(rounds);
  }

  private Optional<List<Exchange>> with(
      Speaker speaker, SamplingOptions sampling, LongConsumer progress, BooleanSupplier stop) {
    List<List<Message>> chats = new ArrayList<>();
    questions.forEach(question -> chats.add(new ArrayList<>(question.opening())));
    List<Exchange> done = new ArrayList<>();
    questions.forEach(
        question -> done.add(new Exchange(question, List.of(), List.of(), "", false)));
    long answered = 0;
    for (int turn = 0; true; turn++) {
      List<Integer> open = withTurn(turn);
      if (open.isEmpty()) {
        return Optional.of(done);
      }
      List<List<Message>> read = new ArrayList<>();
      for (int i : open) {
        chats.get(i).add(Message.user(questions.get(i).turns().get(turn)));
        read.add(
            fitting(chats.get(i), chat -> speaker.encoder().prompt(chat).length, room(speaker)));
      }
      List<Speaker.Answer> answers =
          speaker.answers(read, sampling, mostTokens, behind(answered, progress), stop);
      if (answers.size() < open.size()) {
        return Optional.empty();
      }
      answered += open.size();
      for (int k = 0; k < open.size(); k++) {
        int i = open.get(k);
        Speaker.Answer answer = answers.get(k);
        done.set(
            i,
            new Exchange(
                questions.get(i),
                chats.get(i),
                read.get(k),
                answer.text(),
                answer.sampled().stopped()));
        chats.get(i).add(Message.assistant(answer.text()));
      }
    }
  }

  private static IntConsumer behind(long answered, LongConsumer progress) {
    return some -> progress.accept(answered + some);
  }

  private int room(Speaker speaker) {
    return speaker.gpt().config().context() - mostTokens;
  }

  /** As much of a chat as there is room for, or its last turn. */
  private static List<Message> fitting(
      List<Message> chat, ToIntFunction<List<Message>> length, int room) {
    List<Message> rest = List.copyOf(chat);
    while (length.applyAsInt(rest) > room) {
      List<Message> shorter = withoutOldest(rest);
      if (shorter.size() == rest.size()) {
        return rest;
      }
      rest = shorter;
    }
    return rest;
  }

  /**
   * Whole exchanges go, so that what is left begins with the user; what the system says before all
   * of them stays.
   */
  private static List<Message> withoutOldest(List<Message> chat) {
    int first = 0;
    while (chat.get(first).role() == Role.SYSTEM) {
      first++;
    }
    for (int next = first + 1; next < chat.size(); next++) {
      if (chat.get(next).role() == Role.USER) {
        List<Message> rest = new ArrayList<>(chat.subList(0, first));
        rest.addAll(chat.subList(next, chat.size()));
        return rest;
      }
    }
    return chat;
  }

  private List<Integer> withTurn(int turn) {
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      if (questions.get(i).turns().size() > turn) {
        open.add(i);
      }
    }
    return open;
  }
}
