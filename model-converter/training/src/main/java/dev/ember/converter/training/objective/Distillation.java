package dev.ember.converter.training.objective;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What a student pays for (Hinton et al. 2015): the divergence from its teacher's distribution,
 * both softened by a temperature, mixed with the cross entropy of the text itself.
 *
 * <pre>
 * teacherShare * T^2 * KL(softmax(teacher / T) || softmax(student / T))
 *   + (1 - teacherShare) * CE(student, text)
 * </pre>
 *
 * <p>{@code T^2} keeps the gradient of the first part as large as that of the second, whatever the
 * temperature.
 *
 * @param temperature T; 1 takes the teacher as it is, more shows what it thinks of unlikely tokens
 * @param teacherShare weight of the teacher between 0 and 1
 */
public record Distillation(double temperature, double teacherShare) {

  public Distillation {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException(
          "expected a positive temperature but found " + temperature);
    }
    if (!(teacherShare >= 0 && teacherShare <= 1)) {
      throw new IllegalArgumentException(
          "expected a teacher's share from 0 to 1 but found " + teacherShare);
    }
  }

  /**
   * The sum over positions in nats, a scalar.
   *
   * @param student logits {@code [N, V]}
   * @param teacher logits {@code [N, V]}, without gradient
   * @param targets the token that follows in the text, int64 {@code [N]}
   */
  public Tensor loss(Tensor student, Tensor teacher, Tensor targets) {
    Tensor soft = divergence(student, teacher).mul(new Scalar(temperature * temperature));
    Tensor hard =
        torch.log_softmax(student, 1).gather(1, targets.unsqueeze(1)).sum().neg(); // scalar
    return soft.mul(new Scalar(teacherShare)).add(hard.mul(new Scalar(1 - teacherShare)));
  }

  /** The sum over positions of KL(teacher || student) at the temperature, in nats, a scalar. */
  public Tensor divergence(Tensor student, Tensor teacher) {
    Scalar softness = new Scalar(temperature);
    Tensor expected = torch.log_softmax(teacher.div(softness), 1); // [N, V]
    Tensor found = torch.log_softmax(student.div(softness), 1); // [N, V]
    return expected.exp().mul(expected.sub(found)).sum();
  }
}
