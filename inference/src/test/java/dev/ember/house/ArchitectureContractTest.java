package dev.ember.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.BeforeClass;
import org.junit.Test;

/** The rules of the house that hold for every part; each part's own test extends this one. */
public abstract class ArchitectureContractTest {
  @SuppressWarnings("NullAway.Init") // set once before all tests
  private static JavaClasses classes;

  private final List<String> packages;
  private final List<Path> modules;

  /**
   * @param packages below {@code dev.ember} whose classes must be among those that are checked
   * @param modules folders that hold a {@code src}
   */
  protected ArchitectureContractTest(List<String> packages, List<Path> modules) {
    this.packages = packages;
    this.modules = modules;
  }

  @BeforeClass
  public static void importClasses() {
    classes = ShippedClasses.onClassPath();
  }

  @Test
  public void import_eachPart_isSeen() {
    for (String name : packages) {
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
  public void connections_areOpenedByTheHubAlone() {
    check(ClassRules.onlyDownloadsOpenConnections());
  }

  @Test
  public void files_areWrittenWhole() {
    check(ClassRules.buffersAreWrittenWhole());
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
  public void sources_length_isReadable() throws IOException {
    for (Path module : modules) {
      assertThat(SourceTree.read(module.resolve("src")).filesTooLong()).as("%s", module).isEmpty();
    }
  }

  @Test
  public void packages_docs_tellTheirStory() throws IOException {
    for (Path module : modules) {
      assertThat(SourceTree.read(module.resolve("src/main/java")).packagesWithoutStory())
          .as("%s", module)
          .isEmpty();
    }
  }

  /** All shipped classes on the class path, which take long to import. */
  protected static JavaClasses shipped() {
    return classes;
  }

  /** Holds a rule over them. */
  protected static void check(ArchRule rule) {
    rule.check(classes);
  }
}
