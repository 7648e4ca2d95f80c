package dev.ember.converter.training.model;

import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Where weights lie and are computed with. What is made out of Java's numbers is made in the memory
 * of the processor and brought to where the weights lie by {@link #beside}.
 */
public enum ComputeDevice {
  CPU,
  CUDA;

  /**
   * The device that an option names.
   *
   * @throws IllegalArgumentException if there is no such device
   */
  public static ComputeDevice valueOfOption(String option) {
    for (ComputeDevice device : values()) {
      if (device.word().equals(option.toLowerCase(Locale.ROOT))) {
        return device;
      }
    }
    throw new IllegalArgumentException("expected --device cpu or cuda but found " + option);
  }

  /** As an option names it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Checks that it can be computed on here.
   *
   * @throws IllegalArgumentException saying what is missing
   */
  public void requireThere() {
    if (this == CUDA) {
      requireCuda(hasCudaNatives(ComputeDevice.class.getClassLoader()), torch::cuda_is_available);
    }
  }

  /**
   * Whether a class path has libtorch's natives for CUDA, where JavaCPP looks for them before those
   * for the processor. libtorch itself does not say: without a driver it answers as if it were
   * built for the processor.
   */
  static boolean hasCudaNatives(ClassLoader classPath) {
    String library = System.mapLibraryName("jnitorch");
    String path = "org/bytedeco/pytorch/" + Loader.getPlatform() + "-gpu/" + library;
    return classPath.getResource(path) != null;
  }

  /**
   * @param natives whether libtorch's for CUDA are on the class path
   * @param gpu whether the driver shows one; asked last, it loads libtorch
   */
  static void requireCuda(boolean natives, BooleanSupplier gpu) {
    if (!natives) {
      throw new IllegalArgumentException(
          "expected libtorch's natives for CUDA with --device cuda but found those for the"
              + " processor; EMBER_CUDA=1 ./ember builds with them (docs/SCALING.md)");
    }
    if (!isShown(gpu)) {
      throw new IllegalArgumentException(
          "expected a GPU with --device cuda but the NVIDIA driver shows none; nvidia-smi tells"
              + " what it shows");
    }
  }

  private static boolean isShown(BooleanSupplier gpu) {
    try {
      return gpu.getAsBoolean();
    } catch (LinkageError e) { // what libtorch itself links to is not there
      throw new IllegalArgumentException(
          "expected CUDA 13.1 with cuBLAS, cuDNN and NCCL on this machine with --device cuda but"
              + " found: "
              + e.getMessage(),
          e);
    }
  }

  /**
   * As libtorch names it.
   *
   * @param number among several of its kind
   */
  Device torch(int number) {
    return this == CPU ? new Device(word()) : new Device(word() + ':' + number);
  }

  /**
   * A tensor that was made in the processor's memory, where another lies: itself if that is there.
   */
  static Tensor beside(Tensor other, Tensor made) {
    return made.to(other.device(), made.scalar_type());
  }
}
