package dev.ember.converter.training.bench;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.training.loop.MetricsSink;
import dev.ember.converter.training.loop.NextToken;
import dev.ember.converter.training.loop.Stage;
import dev.ember.converter.training.loop.StepMetrics;
import dev.ember.converter.training.loop.StepTime;
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
    description = {
      "Measures training steps of a model of 14 million weights; JSON on stdout.",
      "bfloat16 is left out where it takes more than four times as long as float32;",
      "its entry then has leftOut and timesAsLongAsFloat32 alone."
    })
public final class BenchTrainCommand implements Callable<Integer> {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MS_PER_SECOND = 1e3;
  private static final int WARM_UP_STEPS = 2;
  private static final int MOST_THREADS = 2;
  private static final double RATE = 1e-4;

  /** From here on bfloat16 is of no use to anyone, and to measure it takes minutes and more. */
  private static final double MOST_TIMES_AS_LONG = 4;

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
      measureEach(Precision.FLOAT32, all, parameters, optimizer, results);
      say("bfloat16: one row, to see whether this processor has it");
      double times = timesAsLongAsFloats(parameters);
      if (times <= MOST_TIMES_AS_LONG) {
        measureEach(Precision.BFLOAT16, all, parameters, optimizer, results);
      } else {
        results.add(leftOut(times));
      }
    }
    json.add("results", results);
    json.addProperty("residentBytes", Pointer.physicalBytes());
    PrintWriter out = spec.commandLine().getOut();
    out.println(GSON.toJson(json));
    out.flush();
    return 0;
  }

  private void measureEach(
      Precision precision,
      int processors,
      Parameters parameters,
      AdamW optimizer,
      JsonArray results)
      throws IOException {
    for (int threads = 1; threads <= Math.min(processors, MOST_THREADS); threads++) {
      torch.set_num_threads(threads);
      say(nameOf(precision) + ", threads " + threads + ": " + (WARM_UP_STEPS + steps) + " steps");
      results.add(measure(parameters, optimizer, precision, threads));
    }
  }

  /** A processor without products of bfloat16 computes each by itself, and takes minutes a step. */
  private double timesAsLongAsFloats(Parameters parameters) {
    torch.set_num_threads(1);
    return StepTime.nanos(objective(parameters, Precision.BFLOAT16, 1), parameters)
        / (double) StepTime.nanos(objective(parameters, Precision.FLOAT32, 1), parameters);
  }

  private static JsonObject leftOut(double times) {
    JsonObject json = new JsonObject();
    json.addProperty("precision", nameOf(Precision.BFLOAT16));
    json.addProperty("leftOut", true);
    json.addProperty("timesAsLongAsFloat32", times);
    return json;
  }

  private static String nameOf(Precision precision) {
    return precision.name().toLowerCase(Locale.ROOT);
  }

  /** What is under way, for standard output is the JSON's. */
  private void say(String what) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(what);
    err.flush();
  }

  private JsonObject measure(
      Parameters parameters, AdamW optimizer, Precision precision, int threads) throws IOException {
    Clock clock = new Clock(WARM_UP_STEPS);
    new TrainingLoop(optimizer, clock)
        .run(stage(parameters, precision, WARM_UP_STEPS + steps), 0, NEVER, UNSAVED);
    double tokens = (double) steps * rows * CONFIG.context();
    JsonObject json = new JsonObject();
    json.addProperty("precision", nameOf(precision));
    json.addProperty("threads", threads);
    json.addProperty("tokensPerSecond", tokens / (clock.wallNanos() / NANOS_PER_SECOND));
    json.addProperty(
        "tokensPerProcessorSecond", tokens / (clock.processorNanos() / NANOS_PER_SECOND));
    json.addProperty("residentBytesGrown", clock.residentBytesGrown());
    return json;
  }

  private Stage stage(Parameters parameters, Precision precision, int all) {
    return new Stage(
        "bench", objective(parameters, precision, rows), new LearningRate(RATE, RATE, 0, all), all);
  }

  private static NextToken objective(Parameters parameters, Precision precision, int rows) {
    return new NextToken(
        new Gpt(parameters, precision), step -> List.of(batch(step, rows)), List.of());
  }

  /** Random tokens in one document a row. */
  private static Batch batch(int step, int rows) {
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
