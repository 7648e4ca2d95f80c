package dev.ember.inference.backend.tflite;

import dev.ember.inference.backend.BackendException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.tensorflowlite.TfLiteContext;
import org.bytedeco.tensorflowlite.TfLiteDelegate;
import org.bytedeco.tensorflowlite.TfLiteRegistration.Free_TfLiteContext_Pointer;
import org.bytedeco.tensorflowlite.TfLiteRegistration.Init_TfLiteContext_BytePointer_long;
import org.jspecify.annotations.Nullable;

/**
 * XNNPACK made by hand, for only so can it be given a weight cache: weights that are packed once
 * for all signatures, in a file or in shared memory.
 *
 * <p>The C functions are exported but not in the Java classes. They are called through a Java class
 * for another C function, {@code TfLiteRegistration.init}, that takes a pointer and returns one:
 * the two arguments that it passes on top are in registers that the callee does not read, in each
 * calling convention that the natives exist for. Where the functions are not found (Windows) the
 * interpreter's own XNNPACK serves, which packs each signature.
 */
final class XnnpackDelegate implements AutoCloseable {
  /** XNNPACK's word for a cache in memory that has no name. */
  static final String IN_MEMORY = ":memory";

  private static final String CREATE = "TfLiteXNNPackDelegateCreate";
  private static final String DELETE = "TfLiteXNNPackDelegateDelete";
  private static final String GET_OPTIONS = "TfLiteXNNPackDelegateGetOptions";
  private static final String CAN_USE_MEMORY =
      "TfLiteXNNPackDelegateCanUseInMemoryWeightCacheProvider";

  // TfLiteXNNPackDelegateOptions of 2.21 where a pointer has 8 bytes
  private static final int OPTIONS_BYTES = 56;
  private static final int NUM_THREADS = 0; // int32
  private static final int FLAGS = 8; // uint32
  private static final int WEIGHTS_CACHE = 16; // TfLiteXNNPackDelegateWeightsCache*
  private static final int WEIGHT_CACHE_FILE_PATH = 32; // const char*
  private static final int WEIGHT_CACHE_FILE_DESCRIPTOR = 40; // int32
  private static final int WEIGHT_CACHE_PROVIDER = 48; // void*
  private static final int SIGNED_AND_UNSIGNED_8_BIT = 3; // the library's default flags
  private static final int NO_FILE_DESCRIPTOR = -1;

  private final TfLiteDelegate delegate;

  private XnnpackDelegate(TfLiteDelegate delegate) {
    this.delegate = delegate;
  }

  /** Whether this library's functions can be called. */
  static boolean available() {
    return Pointer.sizeof(Pointer.class) == Long.BYTES
        && Loader.addressof(CREATE) != null
        && Loader.addressof(DELETE) != null
        && Loader.addressof(GET_OPTIONS) != null;
  }

  /** Whether this system has memory that {@link #IN_MEMORY} can use. */
  static boolean canShareMemory() {
    Pointer answer = call(CAN_USE_MEMORY, null);
    return answer != null && (answer.address() & 1) != 0; // a bool is the lowest byte
  }

  /**
   * With a cache of its own.
   *
   * @param cache {@link #IN_MEMORY}, or a path: its file is used if XNNPACK finds it in order, and
   *     else written
   */
  static XnnpackDelegate create(int threads, String cache) {
    try (BytePointer path = new BytePointer(cache);
        BytePointer options = options(threads, path)) {
      return create(options);
    }
  }

  /** With this one's cache, for another graph over the same weights. To be closed before this. */
  XnnpackDelegate sharing(int threads) {
    try (BytePointer options = options(threads, null)) {
      // What a delegate that made its cache calls its weights_cache is the provider of them.
      Pointer own = call(GET_OPTIONS, delegate);
      if (own != null) {
        long provider = new BytePointer(own).getLong(WEIGHTS_CACHE);
        options.putLong(WEIGHT_CACHE_PROVIDER, provider);
      }
      return create(options);
    }
  }

  private static XnnpackDelegate create(BytePointer options) {
    Pointer made = call(CREATE, options);
    if (made == null) {
      throw new BackendException(NativeLibrary.NAME, CREATE, "no delegate");
    }
    return new XnnpackDelegate(new TfLiteDelegate(made));
  }

  TfLiteDelegate delegate() {
    return delegate;
  }

  /** After the interpreter that it works for. */
  @Override
  public void close() {
    try (PointerPointer<Pointer> function = function(DELETE)) {
      if (function != null) {
        new Free_TfLiteContext_Pointer(function).call(new TfLiteContext(delegate), null);
      }
    }
  }

  /** The options as {@code TfLiteXNNPackDelegateOptionsDefault} fills them, with these two. */
  static BytePointer options(int threads, @Nullable BytePointer path) {
    BytePointer options = new BytePointer(OPTIONS_BYTES);
    Pointer.memset(options, 0, OPTIONS_BYTES);
    ByteBuffer fields = options.asByteBuffer().order(ByteOrder.nativeOrder());
    fields.putInt(NUM_THREADS, threads);
    fields.putInt(FLAGS, SIGNED_AND_UNSIGNED_8_BIT);
    fields.putLong(WEIGHT_CACHE_FILE_PATH, path == null ? 0 : path.address());
    fields.putInt(WEIGHT_CACHE_FILE_DESCRIPTOR, NO_FILE_DESCRIPTOR);
    return options;
  }

  /** Calls a function that takes a pointer or nothing, and returns a pointer or a number. */
  private static @Nullable Pointer call(String symbol, @Nullable Pointer argument) {
    try (PointerPointer<Pointer> function = function(symbol)) {
      return function == null
          ? null
          : new Init_TfLiteContext_BytePointer_long(function)
              .call(argument == null ? null : new TfLiteContext(argument), null, 0);
    }
  }

  /** A place that holds a function's address, as JavaCPP's function pointers want it. */
  private static @Nullable PointerPointer<Pointer> function(String symbol) {
    Pointer address = Loader.addressof(symbol);
    return address == null ? null : new PointerPointer<Pointer>(1).put(0, address);
  }
}
