package dev.ember.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.JUnit4;

@RunWith(JUnit4.class)
public final class ConversionTest {
  @Test
  public void nameOf_file_isWithoutItsEnding() {
    assertThat(Conversion.nameOf("tiny.poet.gguf")).isEqualTo("tiny.poet");
  }

  @Test
  public void nameOf_titleWithADot_staysWhole() {
    assertThat(Conversion.nameOf("Qwen2.5 0.5B Instruct")).isEqualTo("Qwen2.5 0.5B Instruct");
  }

  @Test
  public void nameOf_nothingButAnEnding_isTheTitle() {
    assertThat(Conversion.nameOf(".gguf")).isEqualTo(".gguf");
    assertThat(Conversion.nameOf(" .gguf")).isEqualTo(" .gguf");
  }
}
