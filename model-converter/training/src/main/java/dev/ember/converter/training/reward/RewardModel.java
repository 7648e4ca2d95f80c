package dev.ember.converter.training.reward;

import static org.bytedeco.pytorch.global.torch.matmul;

import dev.ember.converter.training.encode.AnsweredPrompt;
import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.ParameterLayout;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.model.Weights;
import dev.ember.converter.training.rollout.AnswerLikelihood;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorSpec;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A decoder that says a number instead of a token: how good is this answer (Ouyang et al. 2022)?
 * The unembedding gives way to one row, and the number is read at the last token, the mark that
 * ends the answer. Read at every token it is the value model of PPO: how good will this answer be?
 *
 * <p>Call within a {@code PointerScope}; the results are part of the autograd graph.
 */
public final class RewardModel {
  /** The one row beside the decoder, {@code [E]}. */
  public static final String HEAD = "reward_head";

  private final Gpt trunk;
  private final double zero;

  /** A model whose scores have an arbitrary zero: only their differences mean anything. */
  public RewardModel(Weights weights, Precision precision) {
    this(weights, precision, 0);
  }

  /**
   * @param weights of the decoder, and {@link #HEAD}
   * @param zero the score that is 0 from now on: that of an average answer, as InstructGPT has it
   */
  public RewardModel(Weights weights, Precision precision, double zero) {
    this.trunk = new Gpt(weights, precision);
    this.zero = zero;
  }

  /** The layout of a decoder with the head beside it. */
  public static ParameterLayout layout(DecoderConfig config) {
    return ParameterLayout.withHeads(config, List.of(new TensorSpec(HEAD, 1, config.hidden())));
  }

  /**
   * A reward model that begins as the given decoder, with a head of zeros: it finds all answers as
   * good until it has learned.
   */
  public static Parameters begin(Parameters decoder) {
    ParameterLayout layout = layout(decoder.config());
    float[] values = new float[layout.size()];
    copySlots(decoder, layout, values);
    Parameters begun = Parameters.of(layout, values);
    begun.freezeLike(decoder, "");
    return begun;
  }

  /** Copies the weights that both have. */
  static void copySlots(Parameters from, ParameterLayout layout, float[] to) {
    float[] flat = from.toArray();
    for (ParameterLayout.Slot slot : from.layout().slots()) {
      if (layout.contains(slot.name())) {
        System.arraycopy(flat, slot.offset(), to, layout.slot(slot.name()).offset(), slot.size());
      }
    }
  }

  public DecoderConfig config() {
    return trunk.config();
  }

  /** The score of each answer, {@code [A]}. */
  public Tensor scores(List<AnsweredPrompt> answers) {
    return at(AnsweredPrompt.batch(answers, 0), AnsweredPrompt.lastPositions(answers));
  }

  /** What is expected before each token of the answers, {@code [N]}. */
  public Tensor values(List<AnsweredPrompt> answers) {
    Batch batch = AnsweredPrompt.batch(answers, 0);
    return at(batch, AnswerLikelihood.scoredPositions(batch));
  }

  private Tensor at(Batch batch, int[] positions) {
    Map<String, Tensor> views = trunk.views();
    Tensor hidden = trunk.hidden(views, batch); // [B*T, E]
    Tensor read =
        hidden
            .index_select(0, Tensor.create(positions, positions.length))
            .to(trunk.precision().wideType()); // [positions, E]
    Tensor head = views.get(HEAD); // [E]
    if (head == null) {
      throw new IllegalStateException("expected the weight " + HEAD + " but there is none");
    }
    return matmul(read, head.to(trunk.precision().wideType())).sub(new Scalar(zero)); // [positions]
  }
}
