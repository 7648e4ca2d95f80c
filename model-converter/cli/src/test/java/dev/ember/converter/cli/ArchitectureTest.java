package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import dev.ember.house.ClassRules;
import dev.ember.house.ShippedClasses;
import dev.ember.house.SourceTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.BeforeClass;
import org.junit.Test;

/** The rules of the house over all desktop modules. */
public final class ArchitectureTest {
  private static final List<String> MODULES =
      List.of(
          "inference", "model-converter/export", "model-converter/training", "model-converter/cli");

  @SuppressWarnings("NullAway.Init") // set once before all tests
  private static JavaClasses classes;

  @BeforeClass
  public static void importClasses() {
    classes = ShippedClasses.onClassPath();
  }

  @Test
  public void import_desktopModules_seesEachOfThem() {
    for (String name : List.of("inference", "converter.export", "converter.training")) {
      assertThat(classes.stream().map(type -> type.getPackageName()))
          .as("classes of %s", name)
          .anyMatch(found -> found.startsWith("dev.ember." + name));
    }
  }

  @Test
  public void modules_dependencies_pointOneWay() {
    check(ClassRules.dependenciesPointOneWay());
  }

  @Test
  public void tensorFlowLite_types_areNamedByTflitePackagesAlone() {
    check(ClassRules.onlyTflitePackagesNameTensorFlowLite());
  }

  @Test
  public void libtorch_types_areNamedByTrainingAlone() {
    check(ClassRules.onlyTrainingNamesLibtorch());
  }

  @Test
  public void packages_dependencies_haveNoCycle() {
    check(ClassRules.packagesHaveNoCycles());
  }

  @Test
  public void classes_names_sayWhatTheyAreFor() {
    check(ClassRules.noClassIsNamedForNothing());
  }

  @Test
  public void inference_output_isItsCallersAlone() {
    check(ClassRules.inferencePrintsNothing());
  }

  @Test
  public void inference_threads_areItsCallersAlone() {
    check(ClassRules.inferenceStartsNoThread());
  }

  @Test
  public void sources_length_isReadable() throws IOException {
    for (SourceTree sources : sources("src")) {
      assertThat(sources.filesTooLong()).as("%s", sources).isEmpty();
    }
  }

  @Test
  public void packages_docs_tellTheirStory() throws IOException {
    for (SourceTree sources : sources("src/main/java")) {
      assertThat(sources.packagesWithoutStory()).as("%s", sources).isEmpty();
    }
  }

  private static void check(ArchRule rule) {
    rule.check(classes);
  }

  private static List<SourceTree> sources(String folder) throws IOException {
    Path home = Path.of(System.getProperty("ember.home")).normalize();
    List<SourceTree> trees = new ArrayList<>();
    for (String module : MODULES) {
      trees.add(SourceTree.read(home.resolve(module).resolve(folder)));
    }
    return trees;
  }
}
