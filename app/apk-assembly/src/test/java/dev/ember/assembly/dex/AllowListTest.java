package dev.ember.assembly.dex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.Test;

public final class AllowListTest {

  @Test
  public void judge_allNamed_isClean() {
    AllowList list = AllowList.of(List.of("# reason", "a.b.*  # why", "", "c.D"));

    assertThat(list.judge(Set.of("a.b.X", "a.b.c.Y.run()", "c.D", "c.D.run()", "c.D$E")).isClean())
        .isTrue();
  }

  @Test
  public void judge_nameThatOnlyBeginsAlike_isUnexpected() {
    AllowList.Verdict verdict = AllowList.of(List.of("c.D")).judge(Set.of("c.D", "c.Different"));

    assertThat(verdict.unexpected()).containsExactly("c.Different");
    assertThat(verdict.message()).contains("1 references dangle", "c.Different");
  }

  @Test
  public void judge_member_allowsThatMemberOnly() {
    AllowList.Verdict verdict =
        AllowList.of(List.of("c.D.run")).judge(Set.of("c.D.run()", "c.D.stop()"));

    assertThat(verdict.unexpected()).containsExactly("c.D.stop()");
  }

  @Test
  public void judge_lineThatAllowsNothing_isAFault() {
    AllowList.Verdict verdict = AllowList.of(List.of("gone.*", "c.D")).judge(Set.of("c.D"));

    assertThat(verdict.isClean()).isFalse();
    assertThat(verdict.message()).contains("allow nothing", "gone.*");
  }
}
