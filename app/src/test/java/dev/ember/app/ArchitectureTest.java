package dev.ember.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.ember.house.ArchitectureContractTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;

/** The rules of the house over the app, and over what assembles its APK. */
public final class ArchitectureTest extends ArchitectureContractTest {
  private static final String ESPRESSO = "androidx.test.espresso.Espresso";
  private static final String SCENARIO = "androidx.test.core.app.ActivityScenario";

  public ArchitectureTest() {
    super(
        List.of("inference", "converter.export", "app.engine"),
        List.of(Path.of(""), Path.of("apk-assembly")));
  }

  /** A library of this JVM alone would be missing from the APK of tests, which is made last. */
  @Test
  public void sharedTests_checkWithWhatThePhoneHasToo() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/sharedTest/java"))) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(
              file -> assertThat(file).content().doesNotContain("import static org.assertj"));
    }
  }

  /** The driver waits until all that a step began is over; a test that goes past it may not. */
  @Test
  public void journeys_touchTheAppThroughTheirDriverAlone() {
    JavaClasses journeys = new ClassFileImporter().importPackages("dev.ember.app.journey");
    assertThat(journeys.get("dev.ember.app.journey.AppDriver").getDirectDependenciesFromSelf())
        .as("what the rule would see in a test")
        .anyMatch(dependency -> dependency.getTargetClass().getName().equals(ESPRESSO));
    noClasses()
        .that()
        .haveSimpleNameEndingWith("JourneyTest")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName(ESPRESSO)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName(SCENARIO)
        .check(journeys);
  }
}
