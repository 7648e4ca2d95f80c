package dev.ember.converter.training.eval;

import dev.ember.converter.training.rollout.Repetition;
import dev.ember.converter.training.rollout.Speaker;
import dev.ember.inference.chat.Message;
import dev.ember.inference.sample.SamplingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * Leads a model through questions; those that have a next turn get it together. A chat that leaves
 * no room for its answer loses its oldest turns, as in the app.
 */
final class Interview {
  private final List<Question> questions;
  private final SamplingOptions sampling;
  private final int mostTokens;

  /**
   * What came of a question.
   *
   * @param asked the whole chat up to the last turn of the user, the model's own answers in it
   * @param answer the last one, which is judged
   * @param stopped whether it ended by itself
   */
  record Exchange(Question question, List<Message> asked, String answer, boolean stopped) {
    Exchange {
      asked = List.copyOf(asked);
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

  Interview(List<Question> questions, SamplingOptions sampling, int mostTokens) {
    this.questions = List.copyOf(questions);
    this.sampling = sampling;
    this.mostTokens = mostTokens;
  }

  /**
   * One exchange to each question, in their order.
   *
   * @param progress hears how many answers of all turns there are
   */
  List<Exchange> with(Speaker speaker, LongConsumer progress) {
    List<List<Message>> chats = new ArrayList<>();
    questions.forEach(question -> chats.add(new ArrayList<>(question.opening())));
    List<Exchange> done = new ArrayList<>();
    questions.forEach(question -> done.add(new Exchange(question, List.of(), "", false)));
    long answered = 0;
    for (int turn = 0; true; turn++) {
      List<Integer> open = withTurn(turn);
      if (open.isEmpty()) {
        return done;
      }
      for (int i : open) {
        chats.get(i).add(Message.user(questions.get(i).turns().get(turn)));
      }
      List<Speaker.Answer> answers =
          speaker.answers(
              open.stream().map(i -> fitting(chats.get(i), speaker)).toList(),
              sampling,
              mostTokens,
              behind(answered, progress));
      answered += open.size();
      for (int k = 0; k < open.size(); k++) {
        int i = open.get(k);
        Speaker.Answer answer = answers.get(k);
        done.set(
            i,
            new Exchange(
                questions.get(i), chats.get(i), answer.text(), answer.sampled().stopped()));
        chats.get(i).add(Message.assistant(answer.text()));
      }
    }
  }

  private static IntConsumer behind(long answered, LongConsumer progress) {
    return some -> progress.accept(answered + some);
  }

  /** Whole exchanges go, so that what is left begins with the user. */
  private List<Message> fitting(List<Message> chat, Speaker speaker) {
    int room = speaker.gpt().config().context() - mostTokens;
    List<Message> rest = chat;
    while (rest.size() > 2 && speaker.encoder().prompt(rest).length > room) {
      rest = rest.subList(2, rest.size());
    }
    return rest;
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
