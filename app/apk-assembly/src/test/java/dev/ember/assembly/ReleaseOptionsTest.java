package dev.ember.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.Before;
import org.junit.Test;
import picocli.CommandLine;

public final class ReleaseOptionsTest {

  private final ReleaseOptions options = new ReleaseOptions();

  @Before
  public void parse() {
    new CommandLine(options)
        .parseArgs(
            "--most-bytes=arm64-v8a=20",
            "--most-bytes=x86_64=24",
            "--left-out=http.",
            "--left-out=a.Download",
            "--mapping=m.txt");
  }

  @Test
  public void mostBytes_oneFamily_isItsOwn() {
    assertThat(options.mostBytes(List.of("arm64-v8a"))).isEqualTo(20);
    assertThat(options.mostBytes(List.of("x86_64"))).isEqualTo(24);
  }

  @Test
  public void mostBytes_familyWithoutPromiseOrSeveral_isWithoutEnd() {
    assertThat(options.mostBytes(List.of("riscv64"))).isEqualTo(Long.MAX_VALUE);
    assertThat(options.mostBytes(List.of("arm64-v8a", "x86_64"))).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  public void limits_otherPromise_isOtherText() {
    assertThat(options.limits())
        .isEqualTo("{arm64-v8a=20, x86_64=24} [http., a.Download]")
        .isNotEqualTo(new ReleaseOptions().limits());
  }

  @Test
  public void leftOut_namedAgainAndAgain_isAllOfIt() {
    assertThat(options.leftOut().prefixes()).containsExactly("http.", "a.Download");
  }
}
