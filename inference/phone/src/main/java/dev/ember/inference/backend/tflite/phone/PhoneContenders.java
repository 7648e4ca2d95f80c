package dev.ember.inference.backend.tflite.phone;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.SplitBackend;
import dev.ember.inference.backend.tflite.PackedWeights;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.backend.trust.Contender;
import dev.ember.inference.backend.trust.Contenders;
import dev.ember.inference.backend.trust.NoRoomException;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.LoadPlan;
import dev.ember.inference.bundle.Manifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an Android phone may run a model on: TensorFlow Lite 2.21 on the CPU, 2.16.1 on the CPU
 * where the newer natives do not load, and the GPU for prompts or for all, in full and in half
 * precision. A GPU for which there is not enough memory is none.
 */
public final class PhoneContenders implements Contenders {
  /** Ids, which verdicts are kept under. */
  public static final String CPU = "cpu";

  public static final String LAST_RESORT = "cpu-2.16";
  public static final String GPU_READS = "gpu-reads";
  public static final String GPU = "gpu";
  public static final String GPU_READS_HALF = "gpu-reads-half";
  public static final String GPU_HALF = "gpu-half";

  /** While building: the weights expanded, their copy for the GPU, and the GPU's own. */
  private static final int COPIES_WHILE_BUILDING = 3;

  private final int threads;
  private final boolean tuned;
  private final @Nullable Path programs;
  private final LongSupplier freeBytes;

  /**
   * @param threads of the CPU's kernels, at most
   * @param tuned as {@link Processor.Gpu#tuned}
   * @param programs as {@link Processor.Gpu#programs}
   * @param freeBytes memory that the phone could give
   */
  public PhoneContenders(
      int threads, boolean tuned, @Nullable Path programs, LongSupplier freeBytes) {
    this.threads = threads;
    this.tuned = tuned;
    this.programs = programs;
    this.freeBytes = freeBytes;
  }

  /** Twice as many each time, and all. */
  @Override
  public List<Integer> threadCounts() {
    List<Integer> counts = new ArrayList<>();
    for (int count = 1; count < threads; count *= 2) {
      counts.add(count);
    }
    counts.add(threads);
    return counts;
  }

  @Override
  public Contenders withThreads(int count) {
    return new PhoneContenders(count, tuned, programs, freeBytes);
  }

  @Override
  public List<Contender> of(Bundle bundle) {
    List<Contender> all = new ArrayList<>();
    all.add(new Contender(CPU, Contender.Kind.CPU, false, () -> cpu(bundle)));
    if (!RunnableGraph.isIn(bundle.manifest())) {
      return all;
    }
    all.add(new Contender(LAST_RESORT, Contender.Kind.CPU, false, () -> lastResort(bundle)));
    for (Processor.Precision precision : Processor.Precision.values()) {
      boolean halves = precision == Processor.Precision.FLOAT16;
      long copyBytes = copyBytes(bundle.manifest(), halves);
      Processor gpu = new Processor.Gpu(precision, tuned, programs);
      if (copyBytes * COPIES_WHILE_BUILDING <= freeBytes.getAsLong()) {
        String id = halves ? GPU_READS_HALF : GPU_READS;
        all.add(new Contender(id, Contender.Kind.GPU, halves, () -> reading(bundle, gpu)));
      }
      if (copyBytes * (COPIES_WHILE_BUILDING + 1) <= freeBytes.getAsLong()) {
        String id = halves ? GPU_HALF : GPU;
        all.add(new Contender(id, Contender.Kind.GPU, halves, () -> whole(bundle, gpu)));
      }
    }
    return all;
  }

  /** As much of it as there is memory for; whoever opens it has asked whether that is enough. */
  private Backend cpu(Bundle bundle) {
    return cpu(bundle, LoadPlan.fitting(bundle.manifest(), freeBytes.getAsLong()));
  }

  private Backend cpu(Bundle bundle, LoadPlan plan) {
    return TfliteBackend.open(bundle, threads, PackedWeights.ON_DISK, plan);
  }

  private Backend lastResort(Bundle bundle) {
    return whole(bundle, new Processor.Cpu(threads));
  }

  private static Backend whole(Bundle bundle, Processor processor) {
    return InterpreterBackend.open(bundle, processor, EnumSet.allOf(Stage.class));
  }

  /** Prompts on the GPU, answers on the CPU. */
  private Backend reading(Bundle bundle, Processor gpu) {
    wholePlan(bundle.manifest()); // else it is not worth asking the GPU
    return split(
        () -> InterpreterBackend.open(bundle, gpu, EnumSet.of(Stage.PREFILL)),
        () -> writer(bundle));
  }

  /** What is open is closed again if anything fails. */
  static Backend split(Supplier<Backend> reading, Supplier<Backend> writing) {
    Backend reader = reading.get();
    @Nullable Backend writer = null;
    try {
      writer = writing.get();
      // A call of the GPU costs the same however few of its tokens are real.
      return new SplitBackend(reader, writer, Math.max(1, reader.prefillChunk() / 2));
    } catch (RuntimeException | Error failure) {
      if (writer != null) {
        writer.close();
      }
      reader.close();
      throw failure;
    }
  }

  /**
   * In the memory that the reader leaves.
   *
   * @throws NoRoomException as {@link #wholePlan}
   */
  Backend writer(Bundle bundle) {
    LoadPlan plan = wholePlan(bundle.manifest());
    try {
      return cpu(bundle, plan);
    } catch (BackendException noNatives) {
      return lastResort(bundle);
    }
  }

  /**
   * Who reads and who writes share one window, and the GPU's has no smaller one.
   *
   * @throws NoRoomException if less than all of the model fits what is free
   */
  private LoadPlan wholePlan(Manifest manifest) {
    long free = freeBytes.getAsLong();
    LoadPlan plan = LoadPlan.fitting(manifest, free);
    if (!plan.isWhole(manifest)) {
      throw new NoRoomException(
          "expected "
              + LoadPlan.whole(manifest).neededBytes()
              + " bytes of free memory beside the GPU's but found "
              + free);
    }
    return plan;
  }

  /** Whether it is the id of a contender that computes on the GPU, if only prompts. */
  public static boolean isGpu(String id) {
    return id.startsWith(GPU);
  }

  /**
   * The least free memory with which a GPU is among the contenders for a model, in bytes; empty
   * where its weights have a form that the GPU's runtime does not read.
   */
  public static OptionalLong leastGpuBytes(Manifest manifest) {
    return RunnableGraph.isIn(manifest)
        ? OptionalLong.of(copyBytes(manifest, true) * COPIES_WHILE_BUILDING)
        : OptionalLong.empty();
  }

  /** The weights that a GPU uploads for each signature. */
  private static long copyBytes(Manifest manifest, boolean halves) {
    long parameters = 0;
    for (Manifest.TensorEntry tensor : manifest.tensors()) {
      parameters += (long) tensor.rows() * tensor.columns();
    }
    return parameters * (halves ? 2 : Float.BYTES);
  }
}
