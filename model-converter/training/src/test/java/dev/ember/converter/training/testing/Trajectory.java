package dev.ember.converter.training.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The first fifty steps of a stage, a measure (mostly the loss) and the norm of the gradient,
 * against those that are committed. A change of them is a change of what is learned: {@code
 * -Dember.trajectories=DIR} writes them anew, and the commit says why.
 */
public final class Trajectory {
  private static final int STEPS = 50;

  private final List<String> lines = new ArrayList<>();

  /** The next step. */
  public void add(double measure, double gradientNorm) {
    lines.add(String.format(Locale.ROOT, "%.4f %.4f", measure, gradientNorm));
  }

  /**
   * Compares step for step.
   *
   * @param measureTolerance absolute
   * @param normTolerance absolute below 1, relative above
   */
  public void assertAsCommitted(String name, double measureTolerance, double normTolerance)
      throws IOException {
    String folder = System.getProperty("ember.trajectories");
    if (folder != null) {
      Files.write(Path.of(folder, name + ".txt"), lines);
      return;
    }
    List<String> committed = committed(name);
    assertThat(lines).hasSameSizeAs(committed).hasSize(STEPS);
    for (int step = 0; step < STEPS; step++) {
      double[] is = numbers(lines.get(step));
      double[] was = numbers(committed.get(step));
      assertThat(is[0])
          .as("%s, measure of step %d", name, step)
          .isCloseTo(was[0], within(measureTolerance));
      assertThat(is[1])
          .as("%s, gradient norm of step %d", name, step)
          .isCloseTo(was[1], within(normTolerance * Math.max(1, was[1])));
    }
  }

  private static double[] numbers(String line) {
    String[] words = line.split(" ");
    return new double[] {Double.parseDouble(words[0]), Double.parseDouble(words[1])};
  }

  private static List<String> committed(String name) throws IOException {
    InputStream stream =
        Objects.requireNonNull(
            Trajectory.class.getResourceAsStream("../trajectory/" + name + ".txt"), name);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return lines.lines().collect(Collectors.toList());
    }
  }
}
