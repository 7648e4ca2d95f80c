package dev.ember.app.inside.meaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.os.Looper;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.inside.lab.Lab;
import dev.ember.app.inside.lab.LabLook;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.testing.Awaited;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.embedding.WordList;
import dev.ember.inference.embedding.WordTokens;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Over a small real model, against sums of our own. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class MeaningTaskTest {
  /** Sums of hundreds of floats, once in float and once in double. */
  private static final float ROUNDING = 1e-4f;

  private static final Analogy DAY = new Analogy("day", "sun", "moon", "night");

  private final AppExecutors executors = new AppExecutors();
  private Lab lab;
  private Path file;

  @Before
  public void findTheModel() {
    file = Path.of(System.getProperty("ember.test-model"));
    lab = new Lab(executors, id -> file, () -> Long.MAX_VALUE, System::nanoTime);
  }

  @After
  public void shutDown() {
    lab.close();
    executors.shutdown();
  }

  private Sight look(Question question) {
    LabLook<Sight> look = lab.newLook();
    look.begin("built in", question, new MeaningTask(question));
    Awaited.barrier(executors.inside());
    shadowOf(Looper.getMainLooper()).idle();
    return ((LabState.Done<Sight>) look.state().getValue()).result();
  }

  @Test
  public void sum_placeOfTheExpectedWord_isThatOfABruteForce() throws IOException {
    Sight.Sum sum = look(new Question("", DAY, List.of(DAY), List.of())).sum();
    try (Bundle bundle = Bundle.openInstalled(file)) {
      Tokenizer tokenizer = bundle.tokenizer();
      WordList words = new WordList(tokenizer);
      double[][] table = unitRows(bundle);
      double[] target = new double[table[0].length];
      add(target, mean(table, tokenizer, "day"), 1);
      add(target, mean(table, tokenizer, "moon"), 1);
      add(target, mean(table, tokenizer, "sun"), -1);
      double expected = cosine(target, mean(table, tokenizer, "night"));
      int place = 1;
      for (int token = 0; token < table.length; token++) {
        String text = words.contains(token) ? words.text(token).toLowerCase(Locale.ROOT) : "day";
        boolean asked = List.of("day", "sun", "moon", "night").contains(text);
        place += !asked && cosine(target, table[token]) > expected ? 1 : 0;
      }
      Sight.Goal goal = Objects.requireNonNull(sum.goal());
      assertThat(goal.place()).isEqualTo(place);
      assertThat(goal.similarity()).isCloseTo((float) expected, within(ROUNDING));
      assertThat(sum.nearest())
          .isSortedAccordingTo((a, b) -> Float.compare(b.similarity(), a.similarity()));
      assertThat(sum.nearest()).extracting(Sight.Close::word).doesNotContain("day", "sun", "moon");
    }
  }

  @Test
  public void near_aWord_isOnTheMapWithItsNeighboursAndTheLandmarks() {
    Sight.Near near =
        Objects.requireNonNull(
            look(new Question("cat", DAY, List.of(DAY), List.of("house", "dog"))).near());
    assertThat(near.nearest())
        .hasSize(8)
        .extracting(Sight.Close::word)
        .doesNotContain("cat", "Cat");
    assertThat(near.map().points().get(0).word()).isEqualTo("cat");
    assertThat(near.map().points()).extracting(MapPoint::word).contains("house", "dog");
    assertThat(near.map().spread()).isBetween(0.05f, 1f);
    assertThat(near.middle()).isLessThan(near.nearest().get(7).similarity());
  }

  @Test
  public void sum_notChosen_isTheFirstWhoseWordsTheModelKnows() {
    Analogy unknown = new Analogy("ሰላም", "ሰላም", "ሰላም", "ሰላም");
    Sight sight = look(new Question("", null, List.of(unknown, DAY), List.of()));
    assertThat(sight.near()).isNull();
    assertThat(sight.sum().analogy()).isEqualTo(DAY);
    assertThat(sight.presets()).containsExactly(DAY);
  }

  @Test
  public void sum_ofWordsThatTheModelCannotTellApart_saysSo() {
    Analogy same = new Analogy("day", "sun", "day", "day");
    assertThat(goal(same).alike()).isTrue();
    assertThat(goal(DAY).alike()).isFalse();
  }

  @Test
  public void sum_withoutAnExpectation_hasNoPlace() {
    Analogy open = DAY.with(Analogy.Part.EXPECTED, "");
    assertThat(look(new Question("", open, List.of(DAY), List.of())).sum().goal()).isNull();
  }

  private Sight.Goal goal(Analogy sum) {
    return Objects.requireNonNull(
        look(new Question("", sum, List.of(DAY), List.of())).sum().goal());
  }

  private static double[][] unitRows(Bundle bundle) {
    float[] floats = bundle.tensor(TensorName.EMBEDDING).toFloats();
    int rows = bundle.tensor(TensorName.EMBEDDING).rows();
    int columns = floats.length / rows;
    double[][] table = new double[rows][columns];
    for (int token = 0; token < rows; token++) {
      for (int i = 0; i < columns; i++) {
        table[token][i] = floats[token * columns + i];
      }
      table[token] = unit(table[token]);
    }
    return table;
  }

  private static double[] mean(double[][] table, Tokenizer tokenizer, String word) {
    double[] sum = new double[table[0].length];
    for (int token : WordTokens.of(word, tokenizer)) {
      add(sum, table[token], 1);
    }
    return unit(sum);
  }

  private static void add(double[] sum, double[] vector, double factor) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * vector[i];
    }
  }

  private static double[] unit(double[] vector) {
    double norm = Math.sqrt(dot(vector, vector));
    double[] unit = new double[vector.length];
    add(unit, vector, norm == 0 ? 0 : 1 / norm);
    return unit;
  }

  private static double cosine(double[] a, double[] b) {
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  }

  private static double dot(double[] a, double[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
    }
    return dot;
  }
}
