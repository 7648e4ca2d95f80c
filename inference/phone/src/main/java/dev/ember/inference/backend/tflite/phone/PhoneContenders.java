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
import dev.ember.inference.bundle.MemorySum;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
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

  /** Another than the last resort opens in whatever there is. */
  @Override
  public boolean hasRoomFor(Bundle bundle, Contender cpu) {
    return !cpu.id().equals(LAST_RESORT)
        || lastResortBytes(bundle.manifest()) - wholeBytes(bundle) <= freeBytes.getAsLong();
  }

  @Override
  public boolean hasRoomForTwo(Bundle bundle) {
    return wholeBytes(bundle) <= freeBytes.getAsLong();
  }

  private static long wholeBytes(Bundle bundle) {
    return LoadPlan.whole(bundle.manifest()).neededBytes();
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
      Processor gpu = new Processor.Gpu(precision, tuned, programs);
      long reading = gpuBytes(bundle.manifest(), halves, COPIES_WHILE_BUILDING);
      if (reading <= freeBytes.getAsLong()) {
        String id = halves ? GPU_READS_HALF : GPU_READS;
        all.add(gpu(id, halves, reading, () -> reading(bundle, gpu)));
      }
      long whole = gpuBytes(bundle.manifest(), halves, COPIES_WHILE_BUILDING + 1);
      if (whole <= freeBytes.getAsLong()) {
        String id = halves ? GPU_HALF : GPU;
        all.add(gpu(id, halves, whole, () -> whole(bundle, gpu)));
      }
    }
    return all;
  }

  @Override
  public void keepOnly(Bundle bundle, List<Contender> kept) {
    if (programs == null) {
      return;
    }
    Set<String> tokens = new HashSet<>();
    for (Contender contender : kept) {
      for (Stage stage : stages(contender.id())) {
        tokens.add(
            KeptPrograms.token(
                bundle, stage.signature(bundle.manifest()), precision(contender.rounds())));
      }
    }
    KeptPrograms.keepOnly(programs, bundle, tokens);
  }

  /** Of a GPU's id: what it is opened for. */
  private static Set<Stage> stages(String id) {
    return id.startsWith(GPU_READS) ? EnumSet.of(Stage.PREFILL) : EnumSet.allOf(Stage.class);
  }

  private static Processor.Precision precision(boolean rounds) {
    return rounds ? Processor.Precision.FLOAT16 : Processor.Precision.FLOAT32;
  }

  /** Asks once more when it is opened, for what is free changes. */
  private Contender gpu(String id, boolean halves, long bytes, Supplier<Backend> opening) {
    return new Contender(
        id,
        Contender.Kind.GPU,
        halves,
        () -> {
          requireFree(bytes, freeBytes.getAsLong());
          return opening.get();
        });
  }

  /** As much of it as there is memory for; whoever opens it has asked whether that is enough. */
  private Backend cpu(Bundle bundle) {
    return cpu(bundle, LoadPlan.fitting(bundle.manifest(), freeBytes.getAsLong()));
  }

  private Backend cpu(Bundle bundle, LoadPlan plan) {
    return TfliteBackend.open(bundle, threads, PackedWeights.ON_DISK, plan);
  }

  /**
   * With all of its window or not at all.
   *
   * @throws NoRoomException if that does not fit what is free
   */
  private Backend lastResort(Bundle bundle) {
    requireFree(lastResortBytes(bundle.manifest()), freeBytes.getAsLong());
    return whole(bundle, new Processor.Cpu(threads));
  }

  private static Backend whole(Bundle bundle, Processor processor) {
    return InterpreterBackend.open(bundle, processor, EnumSet.allOf(Stage.class));
  }

  /** Prompts on the GPU, answers on the CPU. */
  private Backend reading(Bundle bundle, Processor gpu) {
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
    } catch (BackendException refused) {
      if (refused.isOutOfMemory()) { // the last resort takes more
        throw refused;
      }
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
      requireFree(LoadPlan.whole(manifest).neededBytes(), free);
    }
    return plan;
  }

  private static void requireFree(long needed, long free) {
    if (needed > free) {
      throw new NoRoomException("expected " + needed + " bytes of free memory but found " + free);
    }
  }

  /**
   * As the other CPU, but with the weights of its own graph, and twice: it reads and writes with
   * two interpreters that each pack their own. The cache is copied into both.
   */
  private static long lastResortBytes(Manifest manifest) {
    long others = MemorySum.of(manifest).packedBytes();
    long cache = manifest.config().cacheBytesPerToken() * (long) manifest.config().context();
    return LoadPlan.whole(manifest).neededBytes()
        - others
        + 2 * RunnableGraph.packedBytes(manifest)
        + 2 * cache;
  }

  /** Whether it is the id of a contender that computes on the GPU, if only prompts. */
  public static boolean isGpu(String id) {
    return id.startsWith(GPU);
  }

  /** Of a GPU's id: whether it computes answers too, and not prompts alone. */
  public static boolean writesOnGpu(String id) {
    return isGpu(id) && !id.startsWith(GPU_READS);
  }

  /** Of any id: whether it computes in less than 32 bits. */
  public static boolean rounds(String id) {
    return id.equals(GPU_HALF) || id.equals(GPU_READS_HALF);
  }

  /**
   * The least free memory with which a GPU is among the contenders for a model, in bytes; empty
   * where its weights have a form that the GPU's runtime does not read.
   */
  public static OptionalLong leastGpuBytes(Manifest manifest) {
    return RunnableGraph.isIn(manifest)
        ? OptionalLong.of(gpuBytes(manifest, true, COPIES_WHILE_BUILDING))
        : OptionalLong.empty();
  }

  /**
   * What a GPU takes while it is built, in so many copies of the weights, and the CPU beside it: it
   * writes what the GPU reads, answers while the GPU is built, and takes over where it fails.
   */
  private static long gpuBytes(Manifest manifest, boolean halves, int copies) {
    long parameters = 0;
    for (Manifest.TensorEntry tensor : manifest.tensors()) {
      parameters += (long) tensor.rows() * tensor.columns();
    }
    long copyBytes = parameters * (halves ? 2 : Float.BYTES); // uploaded for each signature
    return copies * copyBytes + LoadPlan.whole(manifest).neededBytes();
  }
}
