package dev.ember.app.inside.stages;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.inside.lab.LabRefusal;
import dev.ember.app.inside.lab.LookAlone;
import dev.ember.app.inside.lab.OpenModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** The pack of trained stages beside the model that ships, which is no stage of theirs. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class ShippedStagesTest {
  private static final Path PACK =
      Path.of(System.getProperty("ember.home"), "recipes/ember-small/stages");

  private static final Path SHIPPED = Path.of(System.getProperty("ember.built-in"));

  @Test
  public void run_packBesideTheShippedModel_asksBaseTunedAndPreferredInThisOrder()
      throws IOException, LabRefusal {
    List<StageAnswer> answers = ask("How are you today?");

    assertThat(answers)
        .extracting(answer -> answer.facts().stage())
        .containsExactly("pretrain", "sft", "dpo");
    Set<String> texts = new HashSet<>();
    for (StageAnswer answer : answers) {
      if (!answer.facts().base()) { // behind a whole question it sees the end of a turn
        assertThat(answer.text()).as(answer.model()).isNotEmpty();
      }
      assertThat(answer.next()).as(answer.model()).hasSizeGreaterThan(1);
      assertThat(answer.facts().data()).as(answer.model()).isNotEmpty();
      assertThat(answer.facts().cost().steps()).as(answer.model()).isPositive();
      assertThat(answer.facts().cost().tokens()).as(answer.model()).isPositive();
      assertThat(answer.facts().cost().seconds()).as(answer.model()).isPositive();
      texts.add(answer.text());
    }
    assertThat(texts).as("what the base goes on with, and answers").hasSizeGreaterThan(1);
  }

  private static List<StageAnswer> ask(String question) throws IOException, LabRefusal {
    try (OpenModel shipped = OpenModel.open(SHIPPED)) {
      return new StageLook(question, ShippedStagesTest::pack)
          .run(shipped, new LookAlone().progress());
    }
  }

  private static List<Path> pack() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(PACK)) {
      all.filter(file -> file.toString().endsWith(".ember")).forEach(files::add);
    }
    return files;
  }
}
