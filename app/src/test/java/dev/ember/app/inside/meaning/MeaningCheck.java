package dev.ember.app.inside.meaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ember.app.inside.ImportedModel;
import dev.ember.app.inside.lab.LabRefusal;
import dev.ember.app.inside.lab.LookAlone;
import dev.ember.app.inside.lab.OpenModel;
import dev.ember.inference.bundle.TensorReader;
import dev.ember.inference.embedding.WordList;
import dev.ember.inference.model.TensorName;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** {@link MeaningTask} over the table of an imported model, against a brute force. */
public final class MeaningCheck {
  private static final Analogy MOTHER = new Analogy("father", "man", "woman", "mother");
  private static final int NEIGHBOURS = 8;

  /** Sums of hundreds of floats, once in float and once in double. */
  private static final float ROUNDING = 1e-4f;

  /** What a reader waits for without asking whether anything goes on. */
  private static final long MOST_NANOS = 500_000_000;

  /** The first ones have the compiler's time in them. */
  private static final int TRIES = 4;

  private MeaningCheck() {}

  /** The neighbours of a word of one token, and a sum. */
  public static void run(ImportedModel imported) throws IOException, LabRefusal {
    OpenModel model = imported.open();
    Sight sight =
        new MeaningTask(new Question("red", MOTHER, List.of(MOTHER), List.of("house", "dog")))
            .run(model, new LookAlone().progress());
    Table table = new Table(model);
    Sight.Near near = Objects.requireNonNull(sight.near());
    assertThat(near.tokens()).isEqualTo(1);
    requireNearest(near.nearest(), table.nearest(table.row(" red"), List.of("red")));
    assertThat(near.nearest()).extracting(Sight.Close::word).contains("blue");

    double[] target = new double[table.columns];
    table.add(target, table.row(" father"), 1);
    table.add(target, table.row(" woman"), 1);
    table.add(target, table.row(" man"), -1);
    List<String> asked = List.of("father", "man", "woman");
    List<Row> ranked = table.nearest(target, asked);
    requireNearest(sight.sum().nearest(), ranked);
    int place = 1;
    double expected = table.cosine(target, table.row(" mother"));
    for (Row row : ranked) {
      place += row.similarity() > expected && !row.word().equalsIgnoreCase("mother") ? 1 : 0;
    }
    Sight.Goal goal = Objects.requireNonNull(sight.sum().goal());
    assertThat(goal.place()).isEqualTo(place);
    assertThat(goal.similarity()).isCloseTo((float) expected, within(ROUNDING));
    assertThat(goal.alike()).isFalse();
    requireQuick(model);
  }

  /** A question with its sum and its map over 49,152 rows, once the words are known. */
  private static void requireQuick(OpenModel model) throws IOException, LabRefusal {
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long best = Long.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      long began = clock.getCurrentThreadCpuTime();
      new MeaningTask(new Question("green", MOTHER, List.of(MOTHER), List.of("house", "dog")))
          .run(model, new LookAlone().progress());
      best = Math.min(best, clock.getCurrentThreadCpuTime() - began);
    }
    assertThat(best).as("nanoseconds of this thread").isLessThan(MOST_NANOS);
  }

  private static void requireNearest(List<Sight.Close> nearest, List<Row> expected) {
    assertThat(nearest).hasSizeBetween(5, NEIGHBOURS);
    for (int i = 0; i < nearest.size(); i++) {
      assertThat(nearest.get(i).word()).isEqualTo(expected.get(i).word());
      assertThat(nearest.get(i).similarity())
          .isCloseTo((float) expected.get(i).similarity(), within(ROUNDING));
    }
  }

  private record Row(String word, double similarity) {}

  /** Unit rows, one at a time. */
  private static final class Table {
    private final OpenModel model;
    private final TensorReader rows;
    private final int columns;

    Table(OpenModel model) {
      this.model = model;
      rows = model.bundle().tensor(TensorName.EMBEDDING).reader();
      columns = model.config().hidden();
    }

    double[] row(String word) throws IOException {
      int[] tokens = model.tokenizer().encode(word);
      assertThat(tokens).as(word).hasSize(1);
      return row(tokens[0]);
    }

    private double[] row(int token) {
      float[] values = new float[columns];
      rows.read(token, values, 0);
      double[] unit = new double[columns];
      double square = 0;
      for (float value : values) {
        square += (double) value * value;
      }
      for (int i = 0; i < columns; i++) {
        unit[i] = square == 0 ? 0 : values[i] / Math.sqrt(square);
      }
      return unit;
    }

    void add(double[] sum, double[] row, int factor) {
      for (int i = 0; i < columns; i++) {
        sum[i] += factor * row[i];
      }
    }

    double cosine(double[] target, double[] unit) {
      double dot = 0;
      double square = 0;
      for (int i = 0; i < columns; i++) {
        dot += target[i] * unit[i];
        square += target[i] * target[i];
      }
      return dot / Math.sqrt(square);
    }

    /** All words but some, the nearest first. */
    List<Row> nearest(double[] target, List<String> asked) throws IOException {
      WordList words = model.words();
      List<Row> all = new ArrayList<>();
      for (int token = 0; token < model.config().vocabulary(); token++) {
        int candidate = token;
        if (words.contains(token)
            && asked.stream().noneMatch(word -> words.spells(candidate, word))) {
          all.add(new Row(words.text(token), cosine(target, row(token))));
        }
      }
      all.sort(Collections.reverseOrder(Comparator.comparingDouble(Row::similarity)));
      return all;
    }
  }
}
