package dev.ember.inference.backend.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.tensorflowlite.TfLiteContext;
import org.bytedeco.tensorflowlite.TfLiteRegistration.Init_TfLiteContext_BytePointer_long;
import org.junit.BeforeClass;
import org.junit.Test;

/** The structure that is filled by hand, held to the library's own. */
public final class XnnpackDelegateTest {
  private static final int MARGIN = 8;
  private static final byte UNTOUCHED = 0x55;

  @BeforeClass
  public static void loadNatives() {
    NativeLibrary.load();
  }

  @Test
  public void available_onThisMachine() {
    assertThat(XnnpackDelegate.available()).isTrue();
  }

  /** A structure of this size is returned through a pointer, which x86-64 passes as the first. */
  @Test
  public void options_areTheLibrarysDefault() {
    try (BytePointer ours = XnnpackDelegate.options(0, null);
        BytePointer theirs = new BytePointer(ours.capacity() + MARGIN)) {
      Pointer.memset(theirs, UNTOUCHED, theirs.capacity());
      Pointer function = Loader.addressof("TfLiteXNNPackDelegateOptionsDefault");
      if (System.getProperty("os.arch").equals("amd64")) {
        new Init_TfLiteContext_BytePointer_long(new PointerPointer<Pointer>(1).put(0, function))
            .call(new TfLiteContext(theirs), null, 0);
        for (int i = 0; i < ours.capacity(); i++) {
          assertThat(theirs.get(i)).as("byte %d", i).isEqualTo(ours.get(i));
        }
        assertThat(theirs.get(ours.capacity())).as("its size").isEqualTo(UNTOUCHED);
      }
    }
  }
}
