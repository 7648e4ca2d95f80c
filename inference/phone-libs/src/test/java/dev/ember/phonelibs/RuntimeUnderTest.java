package dev.ember.phonelibs;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.SplitBackend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.backend.tflite.phone.InterpreterBackend;
import dev.ember.inference.backend.tflite.phone.PhoneContenders;
import dev.ember.inference.backend.tflite.phone.Processor;
import dev.ember.inference.backend.tflite.phone.Stage;
import dev.ember.inference.bundle.Bundle;
import java.util.EnumSet;
import java.util.List;

/** What this JVM was started to test; its libraries are those of a phone. */
enum RuntimeUnderTest {
  /** TensorFlow Lite 2.21 with XNNPACK, the CPU path. */
  TFLITE_2_21 {
    @Override
    Backend open(Bundle bundle) {
      return TfliteBackend.open(bundle, THREADS);
    }
  },
  /** The last resort. */
  CPU_2_16 {
    @Override
    Backend open(Bundle bundle) {
      return InterpreterBackend.open(bundle, CPU, EnumSet.allOf(Stage.class));
    }
  },
  /** Everything on the GPU. */
  GPU_2_16 {
    @Override
    Backend open(Bundle bundle) {
      return InterpreterBackend.open(bundle, GPU, EnumSet.allOf(Stage.class));
    }
  },
  /** Prompts on the GPU, answers on the CPU of the same version: a JVM loads one set of shims. */
  SPLIT_2_16 {
    @Override
    Backend open(Bundle bundle) {
      return new SplitBackend(
          InterpreterBackend.open(bundle, GPU, EnumSet.of(Stage.PREFILL)),
          InterpreterBackend.open(bundle, CPU, EnumSet.allOf(Stage.class)),
          LEAST_TOKENS);
    }
  };

  /**
   * Two, but one where qemu runs 2.16.1: its condition variables lie at multiples of four, as
   * bionic allows; glibc's want eight, which x86 does not insist on.
   */
  private static final int THREADS = Integer.getInteger("ember.threads", 2);

  private static final int LEAST_TOKENS = 2;
  private static final Processor CPU = new Processor.Cpu(THREADS);
  private static final Processor GPU = new Processor.Gpu(Processor.Precision.FLOAT32, false, null);

  /** The one that the system property {@code ember.runtime} names. */
  static RuntimeUnderTest current() {
    String name = System.getProperty("ember.runtime", "");
    return valueOf(name); // an unknown name fails every test, and says which it was
  }

  abstract Backend open(Bundle bundle);

  boolean isGpu() {
    return this == GPU_2_16 || this == SPLIT_2_16;
  }

  /** What must pass the app's own proof, over these libraries. */
  List<String> trusted() {
    return switch (this) {
      case TFLITE_2_21 -> List.of(PhoneContenders.CPU);
      case CPU_2_16 -> List.of(PhoneContenders.LAST_RESORT);
      case GPU_2_16, SPLIT_2_16 ->
          List.of(PhoneContenders.LAST_RESORT, PhoneContenders.GPU_READS, PhoneContenders.GPU);
    };
  }

  /** Whether int8 weights meet activations of eight bits, as on the CPU, or floats. */
  boolean roundsActivations() {
    return this != GPU_2_16;
  }
}
