package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.house.ArchitectureContractTest;
import dev.ember.house.ClassRules;
import dev.ember.house.SourceTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;

/** The rules of the house over all desktop modules. */
public final class ArchitectureTest extends ArchitectureContractTest {
  public ArchitectureTest() {
    super(List.of("inference", "converter.export", "converter.training"), modules());
  }

  @Test
  public void libtorch_types_areNamedByTrainingAlone() {
    check(ClassRules.onlyTrainingNamesLibtorch());
  }

  @Test
  public void libtorch_fusedAttention_isCalledByNobody() {
    check(ClassRules.nothingAttendsByTheFusedOperator());
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
  public void longTests_length_isReadable() throws IOException {
    for (Path module : folders("inference/long-tests", "model-converter/export/long-tests")) {
      assertThat(SourceTree.read(module.resolve("src")).filesTooLong()).as("%s", module).isEmpty();
    }
  }

  private static List<Path> modules() {
    return folders(
        "inference",
        "model-converter/export",
        "model-converter/download",
        "model-converter/training",
        "model-converter/cli");
  }

  private static List<Path> folders(String... names) {
    Path home = Path.of(System.getProperty("ember.home")).normalize();
    return Stream.of(names).map(home::resolve).toList();
  }
}
