package dev.ember.inference.backend.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import org.bytedeco.javacpp.Pointer;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class NativeModelTest {
  /** Which the runtime refuses: -1 are as many as it likes. */
  private static final int NO_THREADS = -2;

  private static final int TIMES = 20;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void open_refusedHalfWay_frees() throws IOException {
    NativeLibrary.load();
    try (Bundle bundle =
        TinyModel.tieredBundle(TinyModel.TIED, Quantization.FLOAT32, folder.getRoot().toPath())) {
      new NativeModel(bundle.graph(), 1, null).close();
      long before = Pointer.totalCount();
      for (int i = 0; i < TIMES; i++) {
        assertThatThrownBy(() -> new NativeModel(bundle.graph(), NO_THREADS, null))
            .isInstanceOf(BackendException.class)
            .hasMessageContaining("opening the graph");
      }
      assertThat(Pointer.totalCount()).isLessThan(before + TIMES);
    }
  }
}
