package dev.ember.inference.backend;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** On folders that say what phones say. */
public final class BigCoresTest {
  private static final String FREQUENCY = "cpufreq/cpuinfo_max_freq";
  private static final String CAPACITY = "cpu_capacity";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void count_twoKinds_isTheFasterOnes() throws IOException {
    cores(FREQUENCY, 1_800_000, 1_800_000, 1_800_000, 1_800_000, 2_400_000, 2_400_000);
    assertThat(count(6)).isEqualTo(2);
  }

  @Test
  public void count_threeKinds_isAllButTheSlowest() throws IOException {
    cores(
        FREQUENCY, 1_800_000, 1_800_000, 1_800_000, 1_800_000, 2_400_000, 2_400_000, 2_400_000,
        3_000_000);
    assertThat(count(8)).isEqualTo(4);
  }

  @Test
  public void count_oneKind_isAll() throws IOException {
    cores(FREQUENCY, 2_000_000, 2_000_000, 2_000_000, 2_000_000);
    assertThat(count(4)).isEqualTo(4);
  }

  @Test
  public void count_noFrequencies_goesByCapacity() throws IOException {
    cores(CAPACITY, 250, 250, 1024);
    assertThat(count(3)).isEqualTo(1);
  }

  @Test
  public void count_frequenciesAndCapacities_goesByFrequency() throws IOException {
    cores(FREQUENCY, 1_000_000, 2_000_000, 2_000_000);
    cores(CAPACITY, 1024, 1024, 1024);
    assertThat(count(3)).isEqualTo(2);
  }

  @Test
  public void count_coreThatSaysNothing_isLeftOut() throws IOException {
    cores(FREQUENCY, 1_000_000, 2_000_000, 2_000_000);
    Files.write(file(FREQUENCY, 1), "offline".getBytes(US_ASCII));
    assertThat(count(3)).isEqualTo(1);
  }

  @Test
  public void count_fewerProcessorsAllowed_isNoMoreThanThose() throws IOException {
    cores(FREQUENCY, 1_000_000, 2_000_000, 2_000_000, 2_000_000);
    assertThat(count(2)).isEqualTo(2);
  }

  @Test
  public void count_nothingSaid_isHalf() {
    assertThat(count(8)).isEqualTo(4);
    assertThat(count(1)).isEqualTo(1);
  }

  private int count(int processors) {
    return new BigCores(folder.getRoot().toPath(), processors).count();
  }

  private void cores(String measure, long... values) throws IOException {
    for (int core = 0; core < values.length; core++) {
      Path file = file(measure, core);
      Files.createDirectories(file.getParent());
      Files.write(file, (values[core] + "\n").getBytes(US_ASCII));
    }
  }

  private Path file(String measure, int core) {
    return folder.getRoot().toPath().resolve("cpu" + core).resolve(measure);
  }
}
