package dev.ember.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.R;
import org.junit.Test;

public final class TopBarTest {

  @Test
  public void place_eachRuntime_isNamedAsItComputes() {
    assertThat(TopBar.place("TensorFlow Lite 2.21, XNNPACK, 2 threads"))
        .isEqualTo(R.string.model_on_cpu);
    assertThat(TopBar.place("TensorFlow Lite 2.16.1, GPU through OpenCL, float32"))
        .isEqualTo(R.string.model_on_gpu);
    assertThat(
            TopBar.place(
                "reads on TensorFlow Lite 2.16.1, GPU through OpenCL, float32;"
                    + " writes on TensorFlow Lite 2.21, XNNPACK, 2 threads"))
        .isEqualTo(R.string.model_on_both);
  }
}
