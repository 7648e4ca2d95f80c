package dev.ember.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.ember.house.ClassRules;
import dev.ember.house.ShippedClasses;
import dev.ember.house.SourceTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.BeforeClass;
import org.junit.Test;

/** The rules of the house over the app, and over what assembles its APK. */
public final class ArchitectureTest {
  private static final List<Path> FOLDERS = List.of(Path.of(""), Path.of("apk-assembly"));

  @SuppressWarnings("NullAway.Init") // set once before all tests
  private static JavaClasses classes;

  @BeforeClass
  public static void importClasses() {
    classes = ShippedClasses.onClassPath();
  }

  @Test
  public void import_whatThePhoneRuns_seesEachOfIt() {
    for (String name : List.of("inference", "converter.export", "app.engine")) {
      assertThat(classes.stream().map(type -> type.getPackageName()))
          .as("classes of %s", name)
          .anyMatch(found -> found.startsWith("dev.ember." + name));
    }
  }

  @Test
  public void modules_dependencies_pointOneWay() {
    ClassRules.dependenciesPointOneWay().check(classes);
  }

  @Test
  public void tensorFlowLite_types_areNamedByTflitePackagesAlone() {
    ClassRules.onlyTflitePackagesNameTensorFlowLite().check(classes);
  }

  @Test
  public void packages_dependencies_haveNoCycle() {
    ClassRules.packagesHaveNoCycles().check(classes);
  }

  @Test
  public void classes_names_sayWhatTheyAreFor() {
    ClassRules.noClassIsNamedForNothing().check(classes);
  }

  @Test
  public void sources_length_isReadable() throws IOException {
    for (Path folder : FOLDERS) {
      assertThat(SourceTree.read(folder.resolve("src")).filesTooLong()).isEmpty();
    }
  }

  @Test
  public void packages_docs_tellTheirStory() throws IOException {
    for (Path folder : FOLDERS) {
      assertThat(SourceTree.read(folder.resolve("src/main/java")).packagesWithoutStory()).isEmpty();
    }
  }
}
