package dev.ember.converter.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.Test;

public final class DistillationTest {
  private static final double EXACT = 1e-12; // sums of a few float64 terms of order 1
  private static final long[] SHAPE = {2, 3};
  private static final double[] STUDENT = {0.2, -1, 0.5, 1.5, 0.1, -0.3};
  private static final double[] TEACHER = {1.0, 0.3, -0.6, 0.2, 0.9, 0.4};

  @Test
  public void loss_studentIsTeacher_onlyTheTextIsLeft() {
    double onlyTeacher = loss(new Distillation(2, 1), TEACHER);
    assertThat(onlyTeacher).isCloseTo(0, within(EXACT));
  }

  @Test
  public void loss_noTeacher_isTheCrossEntropy() {
    double[] first = logSoftmax(0.2, -1, 0.5);
    double[] second = logSoftmax(1.5, 0.1, -0.3);
    assertThat(loss(new Distillation(2, 0), STUDENT))
        .isCloseTo(-first[2] - second[0], within(EXACT));
  }

  @Test
  public void loss_mixed_isThePapersSum() {
    double divergence = 0;
    for (int row = 0; row < 2; row++) {
      double[] p = logSoftmax(half(TEACHER, row, 0), half(TEACHER, row, 1), half(TEACHER, row, 2));
      double[] q = logSoftmax(half(STUDENT, row, 0), half(STUDENT, row, 1), half(STUDENT, row, 2));
      for (int i = 0; i < 3; i++) {
        divergence += Math.exp(p[i]) * (p[i] - q[i]);
      }
    }
    double text = loss(new Distillation(2, 0), STUDENT);
    assertThat(loss(new Distillation(2, 0.7), STUDENT))
        .isCloseTo(0.7 * 4 * divergence + 0.3 * text, within(EXACT));
  }

  @Test
  public void loss_gradient_equalsFiniteDifferences() {
    GradientCheck.at(STUDENT, SHAPE, student -> tensorLoss(new Distillation(1.5, 0.6), student));
  }

  @Test
  public void options_outOfRange_refused() {
    assertThatThrownBy(() -> new Distillation(0, 0.5)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> new Distillation(1, 1.5)).hasMessageContaining("1.5");
  }

  private static double loss(Distillation objective, double[] student) {
    return GradientCheck.value(student, SHAPE, x -> tensorLoss(objective, x));
  }

  private static Tensor tensorLoss(Distillation objective, Tensor student) {
    Tensor targets = Tensor.create(new int[] {2, 0}, 2).to(ScalarType.Long);
    return objective.loss(student, Tensor.create(TEACHER, SHAPE), targets);
  }

  private static double half(double[] logits, int row, int column) {
    return logits[row * 3 + column] / 2;
  }

  private static double[] logSoftmax(double a, double b, double c) {
    double sum = Math.log(Math.exp(a) + Math.exp(b) + Math.exp(c));
    return new double[] {a - sum, b - sum, c - sum};
  }
}
