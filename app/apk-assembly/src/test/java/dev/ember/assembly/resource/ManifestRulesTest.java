package dev.ember.assembly.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.Test;

public final class ManifestRulesTest {

  @Test
  public void staying_classesOfManifestAndLayouts_areThoseOfTheManifest() {
    assertThat(
            ManifestRules.staying(
                List.of(
                    "# Referenced at out/AndroidManifest.xml:3",
                    "-keep class a.Service { <init>(); }",
                    "",
                    "# Referenced at library/res/layout/clock.xml:17",
                    "# Referenced at library/res/layout/clock_small.xml:17",
                    "-keep class a.Clock { <init>(...); }",
                    "")))
        .containsExactly("-keep class a.Service { <init>(); }");
  }

  @Test
  public void staying_classOfBoth_stays() {
    assertThat(
            ManifestRules.staying(
                List.of(
                    "# Referenced at library/res/layout/a.xml:1",
                    "# Referenced at out/AndroidManifest.xml:3",
                    "# Referenced at library/res/layout/b.xml:1",
                    "-keep class a.A { <init>(...); }")))
        .containsExactly("-keep class a.A { <init>(...); }");
  }

  @Test
  public void staying_methodThatALayoutNames_stays() {
    String onClick = "-keepclassmembers class * { *** press(android.view.View); }";

    assertThat(ManifestRules.staying(List.of("# Referenced at res/layout/a.xml:1", onClick)))
        .containsExactly(onClick);
  }
}
