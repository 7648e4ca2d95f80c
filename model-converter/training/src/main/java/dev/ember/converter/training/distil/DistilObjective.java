package dev.ember.converter.training.distil;

import dev.ember.converter.training.loop.BatchSource;
import dev.ember.converter.training.loop.Objective;
import dev.ember.converter.training.loop.Share;
import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.objective.Distillation;
import dev.ember.converter.training.rollout.AnswerLikelihood;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Knowledge distillation (Hinton et al. 2015) at every scored position of a text: the student is
 * pulled to the whole distribution of its teacher, not only to the token that came.
 *
 * <p>Simplified: the teacher reads each batch anew instead of from stored logits, so it must fit
 * into memory beside the student; no hidden layer is matched, and there is one temperature for all
 * steps.
 */
public final class DistilObjective implements Objective {
  private final Gpt student;
  private final Gpt teacher;
  private final Distillation objective;
  private final BatchSource training;
  private final List<Batch> heldOut;

  /**
   * @throws IllegalArgumentException if the two do not share a vocabulary
   */
  public DistilObjective(
      Gpt student, Gpt teacher, Distillation objective, BatchSource training, List<Batch> heldOut) {
    if (student.config().vocabulary() != teacher.config().vocabulary()) {
      throw new IllegalArgumentException(
          String.format(
              "expected a teacher with the student's vocabulary of %d but found %d; let the teacher"
                  + " write text instead",
              student.config().vocabulary(), teacher.config().vocabulary()));
    }
    this.student = student;
    this.teacher = teacher;
    this.objective = objective;
    this.training = training;
    this.heldOut = List.copyOf(heldOut);
  }

  @Override
  public List<Share> step(int step) {
    return training.batches(step).stream().map(batch -> (Share) new BatchShare(batch)).toList();
  }

  /** The student's loss on the text, the teacher's, and how far the two are apart. */
  @Override
  public Map<String, Double> judge() {
    return judge(() -> false).orElseThrow();
  }

  @Override
  public Optional<Map<String, Double>> judge(BooleanSupplier stop) {
    double text = 0;
    double teachers = 0;
    double apart = 0;
    long scored = 0;
    Distillation plain = new Distillation(1, 1);
    Distillation textAlone = new Distillation(1, 0);
    for (Batch batch : heldOut) {
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
      try (PointerScope scope = new PointerScope();
          NoGradGuard noGradient = new NoGradGuard()) {
        Positions at = new Positions(batch);
        for (int from = 0; from < at.count(); from += Gpt.LOSS_CHUNK) {
          Positions.Logits chunk = at.logits(from);
          text += chunk.loss(textAlone).item_double();
          teachers += chunk.turned().loss(textAlone).item_double();
          apart += chunk.loss(plain).item_double();
        }
        scored += at.count();
      }
    }
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("heldOutLoss", text / scored);
    measures.put("heldOutDivergence", apart / scored);
    measures.put("teacherLoss", teachers / scored);
    return Optional.of(measures);
  }

  /** The scored positions of a batch as both models see them. */
  private final class Positions {
    private final Map<String, Tensor> studentViews = student.views();
    private final Map<String, Tensor> teacherViews = teacher.views();
    private final Tensor studentHidden; // [N, E]
    private final Tensor teacherHidden; // [N, E of the teacher]
    private final Tensor targets; // [N]

    private Positions(Batch batch) {
      int[] positions = AnswerLikelihood.scoredPositions(batch);
      int[] next = new int[positions.length];
      for (int i = 0; i < next.length; i++) {
        next[i] = batch.targets()[positions[i]];
      }
      Tensor at = Tensor.create(positions, positions.length); // [N]
      targets = Tensor.create(next, next.length).to(ScalarType.Long);
      studentHidden = student.hidden(studentViews, batch).index_select(0, at);
      try (NoGradGuard noGradient = new NoGradGuard()) {
        teacherHidden = teacher.hidden(teacherViews, batch).index_select(0, at);
      }
    }

    private int count() {
      return Math.toIntExact(targets.size(0));
    }

    /** A chunk, so that the logits of two models never exist for all positions at once. */
    private Logits logits(int from) {
      int count = Math.min(Gpt.LOSS_CHUNK, count() - from);
      return logits(student.unembed(studentViews, studentHidden.narrow(0, from, count)), from);
    }

    /** The same where the student's are at hand. */
    private Logits logits(Tensor own, int from) {
      long count = own.size(0);
      try (NoGradGuard noGradient = new NoGradGuard()) {
        Tensor teachers = teacher.unembed(teacherViews, teacherHidden.narrow(0, from, count));
        return new Logits(own, teachers, targets.narrow(0, from, count));
      }
    }

    /** Logits of both, {@code [count, V]}, and the tokens that came, {@code [count]}. */
    private record Logits(Tensor own, Tensor teachers, Tensor targets) {
      private Tensor loss(Distillation objective) {
        return objective.loss(own, teachers, targets);
      }

      /** The teacher in the student's place. */
      private Logits turned() {
        return new Logits(teachers, own, targets);
      }
    }
  }

  private final class BatchShare implements Share {
    private final Batch batch;

    private BatchShare(Batch batch) {
      this.batch = batch;
    }

    @Override
    public int scored() {
      return batch.scored();
    }

    @Override
    public int positions() {
      return batch.rows() * batch.length();
    }

    @Override
    public Tensor loss() {
      Positions at = new Positions(batch);
      return student.loss(
          at.studentViews, at.studentHidden, (own, from) -> at.logits(own, from).loss(objective));
    }
  }
}
