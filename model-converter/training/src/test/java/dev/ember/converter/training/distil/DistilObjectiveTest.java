package dev.ember.converter.training.distil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.training.loop.Share;
import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.model.TinyModel;
import dev.ember.converter.training.objective.Distillation;
import dev.ember.converter.training.preference.StageSteps;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.junit.Test;

public final class DistilObjectiveTest {
  /** Float32 losses after 50 steps, on processors that add in another order. */
  private static final double TRAJECTORY_TOLERANCE = 0.02;

  private static final List<Batch> HELD_OUT = List.of(TinyModel.batch(2, 8, 99));

  @Test
  public void run_teacherAlone_studentComesNear() throws IOException {
    try (Parameters student = Parameters.random(TinyModel.CONFIG, 1);
        Parameters teacher = Parameters.random(TinyModel.CONFIG, 2)) {
      sharpen(teacher);
      StageSteps steps =
          StageSteps.run(objective(student, teacher, new Distillation(1, 1)), student, 150, 0.01);
      double before = steps.firstJudged("heldOutDivergence");
      double after = steps.lastJudged("heldOutDivergence");
      assertThat(before).isGreaterThan(0.3);
      assertThat(after).as("nats from the teacher").isLessThan(before / 2);
      assertThat(steps.lastJudged("teacherLoss"))
          .as("the teacher stays as it is")
          .isEqualTo(steps.firstJudged("teacherLoss"));
    }
  }

  @Test
  public void run_fiftySteps_followTheCommittedTrajectory() throws IOException {
    try (Parameters student = Parameters.random(TinyModel.CONFIG, 1);
        Parameters teacher = Parameters.random(TinyModel.CONFIG, 2)) {
      sharpen(teacher);
      StageSteps steps =
          StageSteps.run(objective(student, teacher, new Distillation(2, 0.7)), student, 50, 0.01);
      steps.trajectory().assertAsCommitted("distil", TRAJECTORY_TOLERANCE, TRAJECTORY_TOLERANCE);
    }
  }

  @Test
  public void loss_textAlone_isTheCrossEntropy() {
    try (Parameters student = Parameters.random(TinyModel.CONFIG, 1);
        Parameters teacher = Parameters.random(TinyModel.CONFIG, 2);
        PointerScope scope = new PointerScope()) {
      Batch batch = TinyModel.batch(3, 7, 4);
      Share share = objective(student, teacher, new Distillation(3, 0), batch).step(0).get(0);
      double expected = new Gpt(student, Precision.FLOAT32).loss(batch).item_double();
      assertThat(share.scored()).isEqualTo(21);
      assertThat(share.loss().item_double())
          .isCloseTo(expected, within(1e-4)); // 21 float32 terms of 2.6 nats
    }
  }

  @Test
  public void judge_studentIsTeacher_isNothingApart() {
    try (Parameters both = Parameters.random(TinyModel.CONFIG, 1)) {
      var judged = objective(both, both, new Distillation(1, 0.5)).judge();
      assertThat(judged.get("heldOutDivergence")).isCloseTo(0, within(1e-6));
      assertThat(judged.get("heldOutLoss")).isEqualTo(judged.get("teacherLoss"));
    }
  }

  @Test
  public void judge_toldToStop_isGivenUp() {
    try (Parameters both = Parameters.random(TinyModel.CONFIG, 1)) {
      DistilObjective objective = objective(both, both, new Distillation(1, 0.5));
      assertThat(objective.judge(() -> true)).isEmpty();
      assertThat(objective.judge(() -> false)).contains(objective.judge());
    }
  }

  @Test
  public void objective_otherVocabulary_refused() {
    DecoderConfig other =
        DecoderConfig.llama(TinyModel.VOCABULARY + 1, 32)
            .hidden(10)
            .layers(1)
            .heads(1, 1)
            .headSize(4)
            .feedForward(14)
            .tied(true)
            .build();
    try (Parameters student = Parameters.random(TinyModel.CONFIG, 1);
        Parameters teacher = Parameters.random(other, 2)) {
      assertThatThrownBy(() -> objective(student, teacher, new Distillation(1, 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("vocabulary of 13 but found 14");
    }
  }

  private static DistilObjective objective(
      Parameters student, Parameters teacher, Distillation distillation, Batch... batch) {
    return new DistilObjective(
        new Gpt(student, Precision.FLOAT32),
        new Gpt(teacher, Precision.FLOAT32),
        distillation,
        step -> batch.length > 0 ? List.of(batch) : List.of(TinyModel.batch(4, 8, step)),
        HELD_OUT);
  }

  /** First weights know nothing; a teacher has to think something. */
  private static void sharpen(Parameters teacher) {
    float[] weights = teacher.toArray();
    for (int i = 0; i < teacher.layout().decayed(); i++) {
      weights[i] *= 15;
    }
    teacher.load(weights);
  }
}
