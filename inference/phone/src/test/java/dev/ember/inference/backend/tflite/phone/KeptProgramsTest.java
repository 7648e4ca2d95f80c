package dev.ember.inference.backend.tflite.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.backend.trust.Contender;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.SmallBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Files as the runtime names them: the token that it was told, and numbers of its own. */
public final class KeptProgramsTest {
  private static final Processor.Precision WHOLE = Processor.Precision.FLOAT32;
  private static final Processor.Precision HALF = Processor.Precision.FLOAT16;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path programs;
  private PhoneContenders contenders;
  private Bundle bundle;
  private Bundle other;
  private String others;

  @Before
  public void writeBundles() throws IOException {
    programs = folder.getRoot().toPath().resolve("programs");
    contenders = new PhoneContenders(1, false, programs, () -> Long.MAX_VALUE);
    bundle = write(1);
    other = write(2);
    others = name(other, Stage.DECODE, WHOLE);
  }

  private void fill() throws IOException {
    Files.createDirectories(programs);
    for (Processor.Precision precision : Processor.Precision.values()) {
      for (Stage stage : Stage.values()) {
        Files.write(programs.resolve(name(bundle, stage, precision)), new byte[] {1});
      }
    }
    Files.write(programs.resolve(others), new byte[] {1});
  }

  @After
  public void close() {
    bundle.close();
    other.close();
  }

  @Test
  public void keepOnly_whatReadsInHalves_isOneFileOfTheFour() throws IOException {
    fill();
    keepOnly(PhoneContenders.GPU_READS_HALF);
    assertThat(left()).containsExactlyInAnyOrder(name(bundle, Stage.PREFILL, HALF), others);
  }

  /** What reads alone has its programs in common with what does both. */
  @Test
  public void keepOnly_whatReadsAndWrites_areBothFilesOfItsPrecision() throws IOException {
    fill();
    keepOnly(PhoneContenders.GPU);
    assertThat(left())
        .containsExactlyInAnyOrder(
            name(bundle, Stage.PREFILL, WHOLE), name(bundle, Stage.DECODE, WHOLE), others);
  }

  @Test
  public void keepOnly_all_deletesNothing() throws IOException {
    fill();
    keepOnly(PhoneContenders.GPU, PhoneContenders.GPU_HALF);
    assertThat(left()).hasSize(5);
  }

  @Test
  public void keepOnly_nothing_leavesOtherModelsAlone() throws IOException {
    fill();
    keepOnly();
    assertThat(left()).containsExactly(others);
  }

  @Test
  public void keepOnly_nothingWasEverKept_makesNoFolder() {
    keepOnly();
    assertThat(programs).doesNotExist();
  }

  private void keepOnly(String... ids) {
    List<Contender> kept = new ArrayList<>(contenders.of(bundle));
    kept.removeIf(contender -> !List.of(ids).contains(contender.id()));
    contenders.keepOnly(bundle, kept);
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(programs)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  private static String name(Bundle of, Stage stage, Processor.Precision precision) {
    return KeptPrograms.token(of, stage.signature(of.manifest()), precision) + "_123.bin";
  }

  private Bundle write(long seed) throws IOException {
    Path file = folder.getRoot().toPath().resolve(seed + ".ember");
    new SmallBundle().seed(seed).write(file);
    return Bundle.open(file);
  }
}
