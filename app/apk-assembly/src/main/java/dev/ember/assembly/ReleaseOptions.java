package dev.ember.assembly;

import dev.ember.assembly.dex.LeftOut;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The options of a release: what R8 keeps, what starts first, how large the APK may be. */
final class ReleaseOptions {

  @Option(names = "--shrink-by", description = "A file of rules: R8 makes a release.")
  private List<Path> rules = List.of();

  @Option(names = "--mapping", description = "Receives the names that R8 has given.")
  private Path mapping = Path.of("mapping.txt");

  @Option(names = "--startup", description = "A file of the classes that the start needs.")
  private Path startup = Path.of("startup.txt");

  @Option(
      names = "--left-out",
      description = "How no class of it may be called at first, as in okhttp3., or R8 has kept it.")
  private List<String> leftOut = List.of();

  @Option(
      names = "--most-bytes",
      description =
          "Of the APK for one processor family, as in arm64-v8a=20000000, the models not counted.")
  private Map<String, Long> mostBytes = Map.of();

  boolean asked() {
    return !rules.isEmpty();
  }

  List<Path> rules() {
    return rules;
  }

  Path mapping() {
    return mapping;
  }

  Path startup() {
    return startup;
  }

  /** What it promises to be without. */
  LeftOut leftOut() {
    return new LeftOut(leftOut);
  }

  /** The promise of an APK for {@code abis}; one for several families has made none. */
  long mostBytes(List<String> abis) {
    return abis.size() == 1 ? mostBytes.getOrDefault(abis.get(0), Long.MAX_VALUE) : Long.MAX_VALUE;
  }

  /** The promises as text. */
  String limits() {
    return new TreeMap<>(mostBytes) + " " + leftOut;
  }

  /** The files that the options name. */
  List<Path> inputs() {
    List<Path> inputs = new ArrayList<>(rules);
    if (asked()) {
      inputs.add(startup);
    }
    return inputs;
  }
}
