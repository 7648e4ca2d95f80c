package dev.ember.converter.training.preference;

import dev.ember.converter.training.corpus.CorpusUnit;
import dev.ember.converter.training.corpus.Expander;
import dev.ember.inference.chat.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One line of a file of preferences. */
public sealed interface PreferenceEntry {

  /** What decides whether it is held out: the entry's own id, or its prompt. */
  String id();

  /** The prompt and its answers; depends on nothing but the random source. */
  RankedAnswers draw(SplittableRandom random);

  /** Says the same always. */
  record Fixed(String id, RankedAnswers answers) implements PreferenceEntry {
    @Override
    public RankedAnswers draw(SplittableRandom random) {
      return answers;
    }
  }

  /**
   * A unit of the corpus with alternatives and slots: any of its questions, all of its answers.
   *
   * @param unit a chat in which every answer follows the same question
   * @param good how many of the answers, counted from the first, are the good ones
   */
  record Pattern(CorpusUnit unit, int good, Expander expander) implements PreferenceEntry {
    @Override
    public String id() {
      return unit.id();
    }

    @Override
    public RankedAnswers draw(SplittableRandom random) {
      List<Message> drawn = expander.expand(unit, random);
      List<RankedAnswers.Answer> answers = new ArrayList<>();
      for (int i = 0; 2 * i < drawn.size(); i++) {
        answers.add(new RankedAnswers.Answer(drawn.get(2 * i + 1).content(), i < good ? 0 : 1));
      }
      return new RankedAnswers(List.of(drawn.get(0)), answers);
    }
  }
}
