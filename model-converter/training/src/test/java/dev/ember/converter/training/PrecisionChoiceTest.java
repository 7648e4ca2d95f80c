package dev.ember.converter.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.training.loop.NextToken;
import dev.ember.converter.training.loop.Objective;
import dev.ember.converter.training.loop.Share;
import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.run.PrecisionChoice;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.After;
import org.junit.Test;

public final class PrecisionChoiceTest {
  private static final int[] TOKENS = new int[32];
  private static final Batch BATCH = new Batch(2, 16, TOKENS, TOKENS, TOKENS);

  private final int threadsBefore = torch.get_num_threads();

  @After
  public void restoreThreads() {
    torch.set_num_threads(threadsBefore);
  }

  @Test
  public void resolve_auto_measuresWithoutChangingAWeight() {
    try (Parameters parameters = Parameters.random(Preset.SMOKE.model(), 1)) {
      float[] before = parameters.toArray();
      Precision precision =
          PrecisionChoice.AUTO.resolve(
              parameters,
              type -> new NextToken(new Gpt(parameters, type), step -> List.of(BATCH), List.of()));
      assertThat(precision).isIn(Precision.FLOAT32, Precision.BFLOAT16);
      assertThat(parameters.toArray()).isEqualTo(before);
    }
  }

  @Test
  public void resolve_auto_timesTheTypesOnTheThreadsThatTrain() {
    torch.set_num_threads(2);
    Set<String> threads = ConcurrentHashMap.newKeySet();
    Set<Precision> types = ConcurrentHashMap.newKeySet();
    try (Parameters parameters = Parameters.random(Preset.SMOKE.model(), 1)) {
      PrecisionChoice.AUTO.resolve(
          parameters,
          type -> {
            types.add(type);
            return new Heard(new Gpt(parameters, type), threads);
          });
    }
    assertThat(threads).containsExactly("ember-worker");
    assertThat(types).containsExactlyInAnyOrder(Precision.FLOAT32, Precision.BFLOAT16);
  }

  @Test
  public void valueOfOption_lowerCase_isUnderstood() {
    assertThat(PrecisionChoice.valueOfOption("bfloat16")).isEqualTo(PrecisionChoice.BFLOAT16);
  }

  /** A step of two shares, which note who computes them. */
  private record Heard(Gpt gpt, Set<String> threads) implements Objective {
    @Override
    public List<Share> step(int step) {
      return List.of(new HeardShare(), new HeardShare());
    }

    @Override
    public Map<String, Double> judge() {
      return Map.of();
    }

    private final class HeardShare implements Share {
      @Override
      public int scored() {
        return BATCH.scored();
      }

      @Override
      public int positions() {
        return BATCH.rows() * BATCH.length();
      }

      @Override
      public Tensor loss() {
        threads.add(Thread.currentThread().getName());
        return gpt.loss(BATCH);
      }
    }
  }
}
