package dev.ember.converter.training.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.training.loop.MetricsSink;
import dev.ember.converter.training.loop.NextToken;
import dev.ember.converter.training.loop.Stage;
import dev.ember.converter.training.loop.StepMetrics;
import dev.ember.converter.training.loop.TrainingLoop;
import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.model.TinyModel;
import dev.ember.converter.training.optim.AdamW;
import dev.ember.converter.training.optim.LearningRate;
import dev.ember.converter.training.optim.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.Test;

/** Several ranks as threads of one process: the same sockets as between processes. */
public final class DataParallelTest {
  private static final int STEPS = 12;
  private static final int SHARES = 4;
  private static final ThisProgram PROGRAM = new ThisProgram("NoneIsStarted", List.of());

  /** Losses of order 2 after 12 steps of float32 additions in another order. */
  private static final double TOLERANCE = 1e-4;

  /** Remembers the losses. */
  private static final class Losses implements MetricsSink {
    private final List<Double> values = new ArrayList<>();

    @Override
    public void step(StepMetrics metrics) {
      values.add(metrics.loss());
    }

    @Override
    public void judged(String stage, int step, Map<String, Double> measures) {}
  }

  @Test
  public void run_twoAndFourRanks_sameCurveAsOneAndSameWeightsOnAll() throws Exception {
    List<Double> alone = new ArrayList<>();
    train(Peers.ALONE, alone);
    for (int count : new int[] {2, 4}) {
      List<List<Double>> curves = new ArrayList<>();
      List<float[]> weights = new ArrayList<>();
      for (int rank = 0; rank < count; rank++) {
        curves.add(new ArrayList<>());
      }
      for (Future<float[]> result :
          together(count, peers -> train(peers, curves.get(peers.rank())))) {
        weights.add(result.get());
      }
      for (int rank = 0; rank < count; rank++) {
        assertThat(weights.get(rank)).as("rank %d of %d", rank, count).isEqualTo(weights.get(0));
        for (int step = 0; step < STEPS; step++) {
          assertThat(curves.get(rank).get(step)).isCloseTo(alone.get(step), within(TOLERANCE));
        }
      }
    }
  }

  @Test
  public void sum_aPeerLeaves_saysThatOneIsGone() throws Exception {
    List<Future<float[]>> results =
        together(
            2,
            peers -> {
              peers.sum(1.0);
              if (peers.rank() == 1) {
                peers.close();
                return new float[0];
              }
              peers.sum(1.0);
              return new float[0];
            });
    assertThatThrownBy(() -> results.get(0).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(LostPeerException.class)
        .hasMessageContaining("expected 2 processes but one is gone, as rank 0 sees");
  }

  @Test
  public void ofLeader_isTheLeadersOnAll() throws Exception {
    List<Future<float[]>> results =
        together(
            2,
            peers -> {
              float[] shared = peers.ofLeader(new float[] {peers.rank() + 3, 4});
              assertThat(peers.ofLeader(peers.rank() + 0.5)).isEqualTo(0.5);
              return shared;
            });
    assertThat(results.get(1).get()).containsExactly(3, 4);
  }

  @Test
  public void count_optionOrEnvironment_saysHowManyProcesses() {
    Map<String, String> three = Map.of("RANK", "1", "WORLD_SIZE", "3");
    assertThat(new Nodes(Map.of()).count(null)).isEqualTo(1);
    assertThat(new Nodes(Map.of()).count(2)).isEqualTo(2);
    assertThat(new Nodes(three).count(null)).isEqualTo(3);
    assertThatThrownBy(() -> new Nodes(three).count(2)).hasMessageContaining("3, but found 2");
  }

  @Test
  public void join_contradictions_areRefused() {
    Map<String, String> two = Map.of("RANK", "0", "WORLD_SIZE", "2", "MASTER_ADDR", "h");
    assertThatThrownBy(() -> new Nodes(two).join(3, PROGRAM))
        .hasMessageContaining("2, but found 3");
    assertThatThrownBy(() -> new Nodes(two).join(null, PROGRAM))
        .hasMessageContaining("MASTER_PORT");
    assertThatThrownBy(() -> new Nodes(Map.of("RANK", "2", "WORLD_SIZE", "2")).join(null, PROGRAM))
        .hasMessageContaining("2 of 2");
    assertThatThrownBy(() -> new Nodes(Map.of("RANK", "x")).join(null, PROGRAM))
        .hasMessageContaining("expected RANK to be a number but found x");
    assertThatThrownBy(() -> new Nodes(Map.of()).join(0, PROGRAM)).hasMessageContaining("found 0");
    for (String port : new String[] {"0", "70000"}) {
      Map<String, String> far =
          Map.of("RANK", "1", "WORLD_SIZE", "2", "MASTER_ADDR", "h", "MASTER_PORT", port);
      assertThatThrownBy(() -> new Nodes(far).join(null, PROGRAM))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected MASTER_PORT from 1 to 65535 but found " + port);
    }
  }

  @Test
  public void at_aPortThatIsTaken_namesTheProcessAndHowManyThereAre() throws Exception {
    GlooPeers.MeetingPoint taken = GlooPeers.at("127.0.0.1", 0, 0, 5);
    assertThatThrownBy(() -> GlooPeers.at("127.0.0.1", taken.port(), 0, 5))
        .isInstanceOf(LostPeerException.class)
        .hasMessageContaining("expected 5 processes but one is gone, as rank 0 sees");
  }

  private interface Work {
    float[] on(Peers peers) throws Exception;
  }

  /** Runs all ranks and waits for them. */
  private static List<Future<float[]>> together(int count, Work work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      GlooPeers.MeetingPoint served = GlooPeers.at("127.0.0.1", 0, 0, count);
      List<Callable<float[]>> ranks = new ArrayList<>();
      for (int rank = 0; rank < count; rank++) {
        int own = rank;
        ranks.add(
            () -> {
              GlooPeers.MeetingPoint point =
                  own == 0 ? served : GlooPeers.at("127.0.0.1", served.port(), own, count);
              return work.on(point.meet(own));
            });
      }
      return threads.invokeAll(ranks);
    } finally {
      threads.shutdown();
    }
  }

  private static float[] train(Peers peers, List<Double> curve) throws Exception {
    Losses losses = new Losses();
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 4);
        Optimizer optimizer = new AdamW(parameters, AdamW.Options.GPT3)) {
      NextToken objective =
          new NextToken(
              new Gpt(parameters, Precision.FLOAT32), DataParallelTest::shares, List.of());
      Stage stage = new Stage("test", objective, new LearningRate(0.01, 0.001, 1, STEPS), 50);
      new TrainingLoop(optimizer, losses, peers).run(stage, 0, () -> false, step -> {});
      curve.addAll(losses.values);
      return parameters.toArray();
    }
  }

  private static List<Batch> shares(int step) {
    List<Batch> shares = new ArrayList<>();
    for (int i = 0; i < SHARES; i++) {
      shares.add(TinyModel.batch(1, 5 + i, 100L * step + i));
    }
    return shares;
  }
}
