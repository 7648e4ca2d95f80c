package dev.ember.inference.backend.tflite;

import dev.ember.inference.backend.BackendException;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.presets.javacpp;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/**
 * The natives of TensorFlow Lite: on a desktop unpacked from the class path, on a phone found among
 * the libraries of the APK.
 */
final class NativeLibrary {
  static final String NAME = "TensorFlow Lite";

  /**
   * JavaCPP refuses to allocate once the process is larger than some multiple of the Java heap. A
   * mapped model is, and the heap has nothing to do with it: 0 switches the check off.
   */
  private static final String[] LIMITS = {
    "org.bytedeco.javacpp.maxBytes", "org.bytedeco.javacpp.maxPhysicalBytes"
  };

  /**
   * The library's own threshold, {@code MinimalLogger::minimum_log_severity_}, where the compiler
   * gives it this name; elsewhere it stays as it is.
   */
  private static final String MINIMUM_SEVERITY =
      "_ZN6tflite16logging_internal13MinimalLogger21minimum_log_severity_E";

  private static final String ANDROID_FILE = "libjnitensorflowlite.so";

  private static final int WARNING = 2; // TFLITE_LOG_WARNING; information is 1

  private NativeLibrary() {}

  /**
   * Loads the natives unless they are there.
   *
   * @throws BackendException if this machine has none, or they do not load
   */
  static void load() {
    for (String limit : LIMITS) {
      if (System.getProperty(limit) == null) {
        System.setProperty(limit, "0");
      }
    }
    try {
      openForAddresses();
      Loader.load(tensorflowlite.class);
      silenceInformation();
    } catch (LinkageError failure) {
      throw new BackendException(NAME, "loading the natives", failure);
    }
  }

  /**
   * Android finds addresses only in libraries that were first opened globally; elsewhere JavaCPP
   * sees to it. Without them the backend runs, but without a weight cache.
   */
  private static void openForAddresses() {
    if (Loader.getPlatform().startsWith("android")) {
      try {
        Loader.load(javacpp.class);
        Loader.loadGlobal(ANDROID_FILE);
      } catch (UnsatisfiedLinkError notByName) {
        // Loader.load says below whether it is there at all
      }
    }
  }

  /** Otherwise it writes a line to standard error for each model. */
  private static void silenceInformation() {
    Pointer threshold = Loader.addressof(MINIMUM_SEVERITY);
    if (threshold != null) {
      new IntPointer(threshold).put(WARNING);
    }
  }

  /** As the library calls itself: {@code "2.21.0"}. */
  static String version() {
    return tensorflowlite.TfLiteVersion().getString();
  }
}
