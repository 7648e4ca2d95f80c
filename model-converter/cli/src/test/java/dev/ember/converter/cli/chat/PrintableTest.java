package dev.ember.converter.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public final class PrintableTest {
  @Test
  public void text_plain_staysAsItIs() {
    assertThat(Printable.text("Hello,\n\t世界 🔥")).isEqualTo("Hello,\n\t世界 🔥");
  }

  @Test
  public void text_escapeSequence_commandsNothing() {
    assertThat(Printable.text("a\u001b[2Jb\u009bc\u0007\r"))
        .isEqualTo("a\uFFFD[2Jb\uFFFDc\uFFFD\uFFFD");
  }
}
