package dev.ember.converter.training.bench;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.training.loop.MetricsSink;
import dev.ember.converter.training.loop.NextToken;
import dev.ember.converter.training.loop.Stage;
import dev.ember.converter.training.loop.StepMetrics;
import dev.ember.converter.training.loop.TrainingLoop;
import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.optim.AdamW;
import dev.ember.converter.training.optim.LearningRate;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code ember bench-train}: how fast this machine trains. The work is the whole step (forward,
 * backward, clipping, AdamW) on random tokens, which costs what any tokens cost.
 */
@Command(
    name = "bench-train",
    mixinStandardHelpOptions = true,
    description = "Measures training steps of a model of 14 million weights; JSON on stdout.")
public final class BenchTrainCommand implements Callable<Integer> {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MS_PER_SECOND = 1e3;
  private static final int WARM_UP_STEPS = 2;
  private static final double RATE = 1e-4;
  private static final BooleanSupplier NEVER = () -> false;
  private static final TrainingLoop.Checkpoint UNSAVED = nextStep -> {};

  /** 6 layers, width 384, vocabulary 8192, context 256: the size that others publish. */
  private static final DecoderConfig CONFIG =
      DecoderConfig.llama(8192, 256)
          .hidden(384)
          .layers(6)
          .heads(6, 6)
          .headSize(64)
          .feedForward(1024)
          .tied(true)
          .build();

  @Option(names = "--steps", defaultValue = "8", description = "timed of each kind (default: 8)")
  private int steps = 8;

  @Option(names = "--rows", defaultValue = "8", description = "of 256 tokens a step (default: 8)")
  private int rows = 8;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    int all = Runtime.getRuntime().availableProcessors();
    JsonObject json = new JsonObject();
    JsonArray results = new JsonArray();
    try (Parameters parameters = Parameters.random(CONFIG, 1);
        AdamW optimizer = new AdamW(parameters, AdamW.Options.GPT3)) {
      json.addProperty("weights", parameters.layout().size());
      json.addProperty("tokensPerStep", rows * CONFIG.context());
      torch.set_num_threads(all);
      new TrainingLoop(optimizer, new Clock(0))
          .run(stage(parameters, Precision.FLOAT32, 1), 0, NEVER, UNSAVED);
      json.addProperty("startToFirstStepSeconds", secondsSinceStart());
      for (Precision precision : List.of(Precision.FLOAT32, Precision.BFLOAT16)) {
        for (int threads : all == 1 ? new int[] {1} : new int[] {1, 2}) {
          torch.set_num_threads(threads);
          results.add(measure(parameters, optimizer, precision, threads));
        }
      }
    }
    json.add("results", results);
    json.addProperty("residentBytes", Pointer.physicalBytes());
    PrintWriter out = spec.commandLine().getOut();
    out.println(GSON.toJson(json));
    out.flush();
    return 0;
  }

  private JsonObject measure(
      Parameters parameters, AdamW optimizer, Precision precision, int threads) throws IOException {
    Clock clock = new Clock(WARM_UP_STEPS);
    new TrainingLoop(optimizer, clock)
        .run(stage(parameters, precision, WARM_UP_STEPS + steps), 0, NEVER, UNSAVED);
    double tokens = (double) steps * rows * CONFIG.context();
    JsonObject json = new JsonObject();
    json.addProperty("precision", precision.name().toLowerCase(Locale.ROOT));
    json.addProperty("threads", threads);
    json.addProperty("tokensPerSecond", tokens / (clock.wallNanos() / NANOS_PER_SECOND));
    json.addProperty(
        "tokensPerProcessorSecond", tokens / (clock.processorNanos() / NANOS_PER_SECOND));
    json.addProperty("residentBytesGrown", clock.residentBytesGrown());
    return json;
  }

  private Stage stage(Parameters parameters, Precision precision, int all) {
    NextToken objective =
        new NextToken(new Gpt(parameters, precision), step -> List.of(batch(step)), List.of());
    return new Stage("bench", objective, new LearningRate(RATE, RATE, 0, all), all);
  }

  /** Random tokens in one document a row. */
  private Batch batch(int step) {
    int count = rows * CONFIG.context();
    SplittableRandom random = new SplittableRandom(step);
    int[] tokens = random.ints(count, 0, CONFIG.vocabulary()).toArray();
    int[] targets = random.ints(count, 0, CONFIG.vocabulary()).toArray();
    int[] documents = new int[count];
    Arrays.fill(documents, 1);
    return new Batch(rows, CONFIG.context(), tokens, targets, documents);
  }

  private static double secondsSinceStart() {
    long start = ManagementFactory.getRuntimeMXBean().getStartTime();
    return (System.currentTimeMillis() - start) / MS_PER_SECOND;
  }

  /** Reads the clocks from the end of the last step of the warm-up on. */
  private static final class Clock implements MetricsSink {
    private final int warmUp;
    private long wallStart;
    private long processorStart;
    private long residentStart;
    private long wallEnd;
    private long processorEnd;

    private Clock(int warmUp) {
      this.warmUp = warmUp;
    }

    @Override
    public void step(StepMetrics metrics) {
      wallEnd = System.nanoTime();
      processorEnd = processorNanosOfAllThreads();
      if (metrics.step() + 1 == warmUp) {
        wallStart = wallEnd;
        processorStart = processorEnd;
        residentStart = Pointer.physicalBytes();
      }
    }

    @Override
    public void judged(String stage, int step, Map<String, Double> measures) {
      // Nothing is held out.
    }

    private long wallNanos() {
      return wallEnd - wallStart;
    }

    private long processorNanos() {
      return processorEnd - processorStart;
    }

    private long residentBytesGrown() {
      return Pointer.physicalBytes() - residentStart;
    }

    private static long processorNanosOfAllThreads() {
      return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
          .getProcessCpuTime();
    }
  }
}
