package dev.ember.assembly.check;

import dev.ember.assembly.dex.DexStep;
import dev.ember.assembly.dex.Platform;
import dev.ember.assembly.testing.Jars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A dex with few classes. */
final class TestDex {
  private static final int MIN_SDK = 26;

  private TestDex() {}

  /**
   * @param folder to work in
   * @param name of the class, with slashes
   */
  static byte[] of(Path folder, String name) throws IOException {
    return of(folder, Map.of(name, Jars.emptyClass(name)));
  }

  /**
   * @param folder to work in
   * @param classes by their names, with slashes
   */
  static byte[] of(Path folder, Map<String, byte[]> classes) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    classes.forEach((name, bytes) -> files.put(name + ".class", bytes));
    Path jar = Jars.write(folder.resolve("a.jar"), files);
    Path framework =
        Jars.write(
            folder.resolve("android.jar"), Map.of("android/A.class", Jars.emptyClass("android/A")));
    try (Platform platform = Platform.of(framework)) {
      List<Path> dexes =
          new DexStep(folder.resolve("cache"), platform, MIN_SDK)
              .run(List.of(jar), folder.resolve("dex"));
      return Files.readAllBytes(dexes.get(0));
    }
  }
}
