package dev.ember.converter.training.run;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.model.ComputeDevice;
import dev.ember.converter.training.parallel.NcclPeers;
import dev.ember.converter.training.parallel.Nodes;
import dev.ember.converter.training.parallel.Peers;
import dev.ember.converter.training.parallel.ThisProgram;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every stage has. */
public final class RunArguments {

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "folder of the run and of its model (default: runs/STAGE)")
  private @Nullable Path out;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "the same seed, the same curve (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(
      names = "--threads",
      description =
          "that compute side by side (default: all cores); another number, other rounding")
  private @Nullable Integer threads;

  @Option(
      names = "--precision",
      defaultValue = "auto",
      description = "float32, bfloat16 or auto: measure both first (default: ${DEFAULT-VALUE})")
  private String precision = "auto";

  @Option(
      names = "--device",
      defaultValue = "cpu",
      description =
          "cpu, or cuda where ./ember was built with EMBER_CUDA=1 (default: ${DEFAULT-VALUE})")
  private String device = "cpu";

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description =
          "processes that train together: started here, or by torchrun's RANK, WORLD_SIZE,"
              + " MASTER_ADDR and MASTER_PORT")
  private @Nullable Integer nodes;

  private Peers peers = Peers.ALONE;

  @Option(names = "--fresh", description = "forget the run that lies in --out and begin anew")
  private boolean fresh;

  /** Where the run lies. */
  public RunFolder folder(String stage) {
    return new RunFolder(out == null ? Path.of("runs", stage) : out);
  }

  public long seed() {
    return seed;
  }

  public boolean fresh() {
    return fresh;
  }

  /**
   * Checks that it runs in one process.
   *
   * @throws IllegalArgumentException if there are to be more
   */
  void requireAlone() {
    requireAlone(nodes, "--nodes, or WORLD_SIZE");
  }

  /**
   * The same for any command.
   *
   * @param asked how many processes its options ask for; null if they say nothing
   * @param where to look for what asked for more
   */
  static void requireAlone(@Nullable Integer asked, String where) {
    int count = new Nodes(System.getenv()).count(asked);
    if (count > 1) {
      throw new IllegalArgumentException(
          String.format(
              "expected one process, for only pretrain and sft train in several, but found %d (%s)",
              count, where));
    }
  }

  /**
   * Checks that it computes on the processor.
   *
   * @throws IllegalArgumentException if it is to compute elsewhere
   */
  void requireProcessor() {
    if (device() != ComputeDevice.CPU) {
      throw new IllegalArgumentException(
          "expected --device cpu, for only pretrain and sft train on another, but found " + device);
    }
  }

  /** A model where it is to be computed; the one that was given is used no more. */
  public Checkpoint placed(Checkpoint model) throws IOException {
    return model.on(device(), new Nodes(System.getenv()).placeOnThisMachine());
  }

  /**
   * Where to compute.
   *
   * @throws IllegalArgumentException if there is no such device
   */
  public ComputeDevice device() {
    return ComputeDevice.valueOfOption(device);
  }

  /**
   * Checks that each process has something to do in a step.
   *
   * @throws IllegalArgumentException if there are more processes than batches
   */
  public void requireBatchesForAll(int batchesOfStep) {
    int count = new Nodes(System.getenv()).count(nodes);
    if (batchesOfStep < count) {
      throw new IllegalArgumentException(
          "expected --accumulate of at least "
              + count
              + ", a batch of each step for each process, but found "
              + batchesOfStep);
    }
  }

  /** Comes together with the other processes, if there are any. */
  void join(Nodes environment, ThisProgram program) throws IOException {
    Peers joined = environment.join(nodes, program);
    peers = device() == ComputeDevice.CUDA ? NcclPeers.over(joined) : joined;
  }

  /** The processes that train together. */
  public Peers peers() {
    return peers;
  }

  /** The processors of this machine, divided by the processes on it. */
  private int fairShare() {
    int sharers = new Nodes(System.getenv()).onThisMachine(nodes == null ? 1 : nodes);
    return Math.max(1, Runtime.getRuntime().availableProcessors() / Math.max(1, sharers));
  }

  /**
   * How to choose the type to compute in.
   *
   * @throws IllegalArgumentException if there is no such choice
   */
  public PrecisionChoice precision() {
    return PrecisionChoice.valueOfOption(precision);
  }

  /**
   * Threads that compute side by side.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public int threads() {
    return requireThread(threads == null ? fairShare() : threads);
  }

  /** A number of threads that was given, of any command. */
  static int requireThread(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("expected at least 1 thread but found " + count);
    }
    return count;
  }
}
