package dev.ember.app.engine;

import dev.ember.inference.backend.SplitBackend;

/** What computes a loaded model. */
public enum RunsOn {
  CPU,
  GPU,
  /** Prompts on the GPU, answers on the CPU. */
  BOTH;

  private static final String GPU_NAME = "GPU";

  /**
   * @param runtime as the backend describes itself
   */
  public static RunsOn of(String runtime) {
    if (!runtime.contains(GPU_NAME)) {
      return CPU;
    }
    return runtime.contains(SplitBackend.WRITES_ON) ? BOTH : GPU;
  }

  public boolean readsOnGpu() {
    return this != CPU;
  }

  public boolean writesOnGpu() {
    return this == GPU;
  }
}
