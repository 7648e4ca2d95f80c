package dev.ember.converter.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.model.TinyModel;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.Test;

public final class WorkersTest {
  /** Sums of float32 in another order. */
  private static final float ROUNDING = 1e-6f;

  private static final Batch BATCH = TinyModel.batch(5, 7, 3);

  private static final class Step {
    private final float[] gradient;
    private final double loss;

    private Step(float[] gradient, double loss) {
      this.gradient = gradient;
      this.loss = loss;
    }
  }

  @Test
  public void backward_moreWorkers_sameGradientButForRounding() {
    Step alone = step(1, List.of(BATCH));
    for (int count : new int[] {2, 3, 8}) {
      Step together = step(count, List.of(BATCH));
      assertThat(together.loss).as("%d workers", count).isCloseTo(alone.loss, within(1e-6));
      for (int i = 0; i < alone.gradient.length; i++) {
        assertThat(together.gradient[i])
            .as("weight %d of %d workers", i, count)
            .isCloseTo(alone.gradient[i], within(ROUNDING));
      }
    }
  }

  @Test
  public void backward_twice_sameToTheBit() {
    List<Batch> batches = List.of(BATCH, TinyModel.batch(2, 9, 4), TinyModel.batch(1, 4, 5));
    for (int count : new int[] {2, 3}) {
      assertThat(step(count, batches).gradient).isEqualTo(step(count, batches).gradient);
    }
  }

  @Test
  public void backward_rowsWithoutTargets_areLeftOut() {
    int[] targets = BATCH.targets().clone();
    Arrays.fill(targets, 0, 4 * BATCH.length(), Batch.IGNORED);
    Batch lastRow =
        new Batch(BATCH.rows(), BATCH.length(), BATCH.tokens(), targets, BATCH.documents());
    assertThat(step(5, List.of(lastRow)).loss)
        .isCloseTo(step(1, List.of(lastRow)).loss, within(1e-6));
  }

  @Test
  public void backward_partThatFails_saysWhy() {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1);
        Workers workers = new Workers(parameters, 2)) {
      Share bad = FailingShare.atOnce();
      assertThatThrownBy(() -> workers.backward(List.of(bad, bad), 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("a bad share");
    }
  }

  @Test
  public void backward_partThatFails_waitsForTheOthers() {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1);
        Workers workers = new Workers(parameters, 2)) {
      CountDownLatch over = new CountDownLatch(1);
      Share slow = FailingShare.late(over);
      assertThatThrownBy(() -> workers.backward(List.of(FailingShare.atOnce(), slow), 1))
          .hasMessage("a bad share");
      assertThat(over.getCount()).as("parts that still run").isZero();
    }
  }

  @Test
  public void backward_twoShares_areOnTwoThreads() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1);
        Workers workers = new Workers(parameters, 2)) {
      Share first = new HeardShare(parameters, threads);
      workers.backward(List.of(first, first, first), 1);
    }
    assertThat(threads).hasSize(2).doesNotContain(Thread.currentThread());
  }

  private static Step step(int workers, List<Batch> batches) {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1);
        Workers pool = new Workers(parameters, workers)) {
      NextToken objective =
          new NextToken(new Gpt(parameters, Precision.FLOAT32), step -> batches, List.of());
      int scored = batches.stream().mapToInt(Batch::scored).sum();
      double loss = pool.backward(objective.step(0), scored);
      float[] gradient = new float[parameters.layout().size()];
      try (PointerScope scope = new PointerScope()) {
        new FloatPointer(parameters.flat().grad().data_ptr()).get(gradient);
      }
      return new Step(gradient, loss);
    }
  }

  /** Fails after a while. */
  private record FailingShare(String fault, long millis, CountDownLatch over) implements Share {
    static FailingShare atOnce() {
      return new FailingShare("a bad share", 0, new CountDownLatch(1));
    }

    static FailingShare late(CountDownLatch over) {
      return new FailingShare("a late share", 300, over);
    }

    @Override
    public int scored() {
      return 1;
    }

    @Override
    public int positions() {
      return 1;
    }

    @Override
    public Tensor loss() {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        throw new AssertionError("nobody interrupts a part", e);
      }
      over.countDown();
      throw new IllegalStateException(fault);
    }
  }

  /** Notes who computes it. */
  private record HeardShare(Parameters parameters, Set<Thread> threads) implements Share {
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
      threads.add(Thread.currentThread());
      return new Gpt(parameters, Precision.FLOAT32).loss(BATCH);
    }
  }
}
