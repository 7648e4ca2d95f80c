package dev.ember.assembly;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.Test;

public final class AssemblyTest {

  @Test
  public void main_commandThatFails_throwsAndDoesNotExit() {
    String[] arguments = {
      "explode", "--aars=absent", "--out=target/absent/aars", "--classes=absent"
    };

    assertThatThrownBy(() -> Assembly.main(arguments))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("assembly explode --aars=absent");
  }

  @Test
  public void main_unknownOption_throws() {
    assertThatThrownBy(() -> Assembly.main(new String[] {"package", "--nothing"}))
        .isInstanceOf(IllegalStateException.class);
  }
}
