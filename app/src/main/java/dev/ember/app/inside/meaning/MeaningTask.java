package dev.ember.app.inside.meaning;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ember.app.inside.lab.LabProgress;
import dev.ember.app.inside.lab.LabRefusal;
import dev.ember.app.inside.lab.LabTask;
import dev.ember.app.inside.lab.OpenModel;
import dev.ember.inference.embedding.EmbeddingSpace;
import dev.ember.inference.embedding.Neighbour;
import dev.ember.inference.embedding.Ranking;
import dev.ember.inference.embedding.WordList;
import dev.ember.inference.embedding.WordTokens;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Looks a question up in the model's table, which is read once for it. Takes three floats a token,
 * less than a megabyte for fifty thousand, so it asks for no memory beforehand.
 */
final class MeaningTask implements LabTask<Sight> {
  private static final int NEIGHBOURS = 8;
  private static final int ANSWERS = 5;
  private static final int STEPS = 3;

  /** A word that is spelled in shorter pieces is none that a model has learned as such. */
  private static final int BYTES_A_PIECE = 2;

  /** Directions that are nearer than this are one to the model: an angle of 18 degrees. */
  private static final float ALIKE = 0.95f;

  /** Cosines are above it. */
  private static final float BELOW_ALL = -2;

  private final Question question;

  MeaningTask(Question question) {
    this.question = question;
  }

  @Override
  public Sight run(OpenModel model, LabProgress progress) throws IOException, LabRefusal {
    progress.step(0, STEPS);
    return new Run(model.space(), model.words(), model.tokenizer()).look(progress);
  }

  /** One look, over what it looks into. */
  private final class Run {
    private final EmbeddingSpace space;
    private final WordList words;
    private final Tokenizer tokenizer;

    Run(EmbeddingSpace space, WordList words, Tokenizer tokenizer) {
      this.space = space;
      this.words = words;
      this.tokenizer = tokenizer;
    }

    Sight look(LabProgress progress) throws LabRefusal {
      progress.step(1, STEPS);
      List<Analogy> suiting = suiting();
      Analogy analogy = question.analogy() == null ? suiting.get(0) : question.analogy();
      List<float[]> directions = new ArrayList<>();
      directions.add(direction(analogy));
      boolean asks = !question.word().trim().isEmpty();
      if (asks) {
        directions.add(direction(question.word()));
      }
      List<Ranking> rankings = space.rank(directions);
      progress.step(2, STEPS);
      Sight.Near near = asks ? near(directions.get(1), rankings.get(1)) : null;
      Sight.Sum sum = sum(analogy, directions.get(0), rankings.get(0));
      return new Sight(count(rankings.get(0), List.of()), space.hidden(), near, sum, suiting);
    }

    /** Those sums whose words the model knows as words; all if it knows none. */
    private List<Analogy> suiting() {
      List<Analogy> suiting = new ArrayList<>();
      for (Analogy each : question.presets()) {
        boolean known = true;
        for (Analogy.Part part : Analogy.Part.values()) {
          known &= knows(each.word(part));
        }
        if (known) {
          suiting.add(each);
        }
      }
      return suiting.isEmpty() ? question.presets() : suiting;
    }

    private boolean knows(String word) {
      int pieces = WordTokens.of(word, tokenizer).length;
      int bytes = (" " + word).getBytes(UTF_8).length;
      return pieces == 1 || (pieces > 1 && pieces * BYTES_A_PIECE <= bytes);
    }

    private float[] direction(String word) throws LabRefusal {
      int[] tokens = WordTokens.of(word, tokenizer);
      if (tokens.length == 0) {
        throw LabRefusal.unfit("expected tokens for \"" + word + "\" but found none");
      }
      return space.direction(tokens);
    }

    private float[] direction(Analogy sum) throws LabRefusal {
      return space.combine(
          List.of(direction(sum.from()), direction(sum.plus())), List.of(direction(sum.minus())));
    }

    /** Words, and no spelling of those of the question. A vocabulary without words offers all. */
    private IntPredicate offered(List<String> asked) {
      boolean any = words.size() == 0;
      return token ->
          (any ? !tokenizer.isSpecial(token) : words.contains(token))
              && asked.stream().noneMatch(word -> words.spells(token, word));
    }

    private int count(Ranking ranking, List<String> asked) {
      return ranking.place(BELOW_ALL, offered(asked)) - 1;
    }

    private List<Sight.Close> named(List<Neighbour> nearest) {
      List<Sight.Close> named = new ArrayList<>();
      nearest.forEach(
          each -> named.add(new Sight.Close(words.text(each.token()), each.similarity())));
      return named;
    }

    private Sight.Near near(float[] direction, Ranking ranking) {
      String word = question.word().trim();
      List<String> asked = List.of(word);
      List<Neighbour> nearest = ranking.nearest(NEIGHBOURS, offered(asked));
      WordCloud cloud = new WordCloud(word, direction);
      for (Neighbour each : nearest) {
        cloud.add(
            words.text(each.token()),
            space.direction(new int[] {each.token()}),
            MapPoint.Kind.NEAR);
      }
      for (String landmark : question.landmarks()) {
        if (cloud.hasRoom() && knows(landmark)) {
          cloud.add(
              landmark,
              space.direction(WordTokens.of(landmark, tokenizer)),
              MapPoint.Kind.LANDMARK);
        }
      }
      return new Sight.Near(
          word,
          WordTokens.of(word, tokenizer).length,
          named(nearest),
          ranking.middle(offered(asked)),
          cloud.plane());
    }

    private Sight.Sum sum(Analogy sum, float[] direction, Ranking ranking) {
      List<String> asked = List.of(sum.from(), sum.minus(), sum.plus());
      IntPredicate offered = offered(asked);
      List<Sight.Close> theirs = new ArrayList<>();
      for (String word : asked) {
        theirs.add(new Sight.Close(word, similarity(word, direction, ranking)));
      }
      String expected = sum.expected().trim();
      Sight.Goal goal = null;
      if (!expected.isEmpty() && WordTokens.of(expected, tokenizer).length > 0) {
        float similarity = similarity(expected, direction, ranking);
        goal = new Sight.Goal(ranking.place(similarity, offered), similarity, alike(sum));
      }
      return new Sight.Sum(
          sum,
          named(ranking.nearest(ANSWERS, offered)),
          Collections.max(theirs, Comparator.comparingDouble(Sight.Close::similarity)),
          goal,
          count(ranking, asked));
    }

    private boolean alike(Analogy sum) {
      float[] expected = space.direction(WordTokens.of(sum.expected(), tokenizer));
      boolean alike = true;
      for (String word : List.of(sum.from(), sum.plus())) {
        float[] direction = space.direction(WordTokens.of(word, tokenizer));
        alike &= EmbeddingSpace.similarity(direction, expected) > ALIKE;
      }
      return alike;
    }

    /** As the ranking has it where it can, so that no word is nearer than itself. */
    private float similarity(String word, float[] direction, Ranking ranking) {
      int[] tokens = WordTokens.of(word, tokenizer);
      if (tokens.length == 1 && !Float.isNaN(ranking.similarity(tokens[0]))) {
        return ranking.similarity(tokens[0]);
      }
      return EmbeddingSpace.similarity(space.direction(tokens), direction);
    }
  }
}
