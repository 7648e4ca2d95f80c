package dev.ember.inference.backend.tflite.phone;

import static dev.ember.inference.backend.Requirements.requireLogits;
import static dev.ember.inference.backend.Requirements.requireRoom;
import static dev.ember.inference.backend.Requirements.requireToken;
import static dev.ember.inference.backend.Requirements.requireTokens;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.tflite.RopeTable;
import dev.ember.inference.backend.tflite.SelectedGraph;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.Rotary;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A decoder on TensorFlow Lite 2.16.1 for Android: on the GPU, or as a last resort on the CPU.
 *
 * <p>Each stage is an interpreter of its own with its own copy of the weights, so a backend is
 * opened for the stages that will be used. A call of the other one is its caller's fault.
 */
public final class InterpreterBackend implements Backend {
  static final String NAME = "TensorFlow Lite 2.16.1";

  private final DecoderConfig config;
  private final Processor processor;
  private final Map<Stage, InterpreterStep> steps;
  private boolean closed;

  private InterpreterBackend(
      DecoderConfig config, Processor processor, Map<Stage, InterpreterStep> steps) {
    this.config = config;
    this.processor = processor;
    this.steps = steps;
  }

  /**
   * Loads the model of a bundle. The bundle's map is held as long as the backend lives.
   *
   * @param stages what it will be used for, at least one
   * @throws BackendException if this machine has no such natives or no such GPU, or they refuse the
   *     graph
   */
  public static InterpreterBackend open(Bundle bundle, Processor processor, Set<Stage> stages) {
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("expected a stage but found none");
    }
    return open(
        bundle,
        processor,
        stages,
        shape ->
            LoadedSignature.load(
                SelectedGraph.at(RunnableGraph.offset(bundle.manifest()), bundle, shape.name()),
                shape.name(),
                processor,
                token(bundle, shape, processor)));
  }

  /** What is open is closed again if anything fails, for want of memory too. */
  static InterpreterBackend open(
      Bundle bundle,
      Processor processor,
      Set<Stage> stages,
      Function<Manifest.Signature, OpenSignature> loading) {
    Manifest manifest = bundle.manifest();
    DecoderConfig config = manifest.config();
    List<RopeTable> ropes = new ArrayList<>();
    for (Rotary rotary : config.attention().rotaries()) {
      ropes.add(new RopeTable(rotary, config.headSize(), config.context()));
    }
    Map<Stage, InterpreterStep> steps = new EnumMap<>(Stage.class);
    try {
      for (Stage stage : stages) {
        Manifest.Signature shape = stage.signature(manifest);
        steps.put(stage, step(shape, loading.apply(shape), bundle, ropes));
      }
    } catch (RuntimeException | Error failure) {
      steps.values().forEach(InterpreterStep::close);
      throw failure;
    }
    return new InterpreterBackend(config, processor, steps);
  }

  private static InterpreterStep step(
      Manifest.Signature shape, OpenSignature loaded, Bundle bundle, List<RopeTable> ropes) {
    try {
      return new InterpreterStep(shape, loaded, bundle, ropes);
    } catch (RuntimeException | Error failure) {
      loaded.close();
      throw failure;
    }
  }

  /** A CPU keeps no programs. */
  private static String token(Bundle bundle, Manifest.Signature shape, Processor processor) {
    return processor instanceof Processor.Gpu gpu
        ? KeptPrograms.token(bundle, shape, gpu.precision())
        : "";
  }

  @Override
  public DecoderConfig config() {
    return config;
  }

  @Override
  public String description() {
    if (processor instanceof Processor.Gpu gpu) {
      String bits = gpu.precision() == Processor.Precision.FLOAT16 ? "16" : "32";
      return NAME + ", GPU through OpenCL, float" + bits;
    }
    int threads = processor instanceof Processor.Cpu cpu ? cpu.threads() : 1;
    return NAME + ", CPU, " + threads + (threads == 1 ? " thread" : " threads");
  }

  @Override
  public int prefillChunk() {
    InterpreterStep prefill = steps.get(Stage.PREFILL);
    return prefill == null ? 1 : prefill.tokens();
  }

  @Override
  public KvCache newCache() {
    return new HostKvCache(this);
  }

  @Override
  public void prefill(int[] tokens, int count, KvCache cache) {
    HostKvCache own = own(cache);
    requireTokens(tokens, count, config);
    requireRoom(count, own);
    InterpreterStep prefill = step(Stage.PREFILL);
    for (int done = 0; done < count; ) {
      int chunk = Math.min(prefill.tokens(), count - done);
      for (int row = 0; row < chunk; row++) {
        prefill.feed(tokens[done + row], own.length() + row, row);
      }
      prefill.run(own, chunk);
      done += chunk;
    }
  }

  @Override
  public void decode(int token, KvCache cache, float[] logits) {
    HostKvCache own = own(cache);
    requireToken(token, config);
    requireLogits(logits, config);
    requireRoom(1, own);
    InterpreterStep decode = step(Stage.DECODE);
    decode.feed(token, own.length(), 0);
    decode.run(own, 1);
    decode.copyLogits(logits);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      steps.values().forEach(InterpreterStep::close);
    }
  }

  private InterpreterStep step(Stage stage) {
    InterpreterStep step = steps.get(stage);
    if (step == null) {
      throw new IllegalStateException(
          "expected a backend that was opened to " + stage + " but found " + steps.keySet());
    }
    return step;
  }

  private HostKvCache own(KvCache cache) {
    if (closed) {
      throw new IllegalStateException("expected an open backend but found a closed one");
    }
    if (cache instanceof HostKvCache own && own.belongsTo(this)) {
      return own;
    }
    throw new IllegalArgumentException("expected a cache of this backend but found " + cache);
  }
}
