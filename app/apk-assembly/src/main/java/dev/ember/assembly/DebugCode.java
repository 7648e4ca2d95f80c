package dev.ember.assembly;

import dev.ember.assembly.archive.FileTree;
import dev.ember.assembly.archive.Fingerprint;
import dev.ember.assembly.dex.AllowList;
import dev.ember.assembly.dex.ClosureStep;
import dev.ember.assembly.dex.DexStep;
import dev.ember.assembly.dex.Platform;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Jars traced and dexed as they are, without R8. Flavours of one application differ in what they
 * ask for and not in their code: a second APK of the same jars takes the dex files of the first.
 */
final class DebugCode {

  private final Map<String, List<Path>> made = new HashMap<>(); // by all that they come of

  /**
   * What one APK has of code.
   *
   * @param program its jars
   * @param installed jars that another APK in the same process brings
   * @param allowDangling file of the references that may dangle
   */
  record Code(
      List<Path> program, List<Path> installed, Path allowDangling, Path androidJar, int minSdk) {

    private String fingerprint() throws IOException {
      Fingerprint fingerprint =
          new Fingerprint().add(allowDangling).add(androidJar.toString()).add(minSdk + "");
      for (List<Path> jars : List.of(program, installed)) {
        fingerprint.add(jars.size() + "");
        for (Path jar : jars) {
          fingerprint.add(FileTree.sha256(jar)); // and not its path, which is each APK's own
        }
      }
      return fingerprint.hex();
    }
  }

  /**
   * Traces and dexes, both at once, unless it is done.
   *
   * @param cache of the jars' own dex files
   * @param out where the dex files go if these are the first of their jars
   * @return the dex files in the order of their numbers
   */
  List<Path> dexes(Code code, Path cache, Path out) throws IOException {
    String fingerprint = code.fingerprint();
    List<Path> known = made.get(fingerprint);
    if (known != null) {
      return known;
    }
    CompletableFuture<List<Path>> dexed =
        CompletableFuture.supplyAsync(() -> dex(code, cache, out));
    try (Closeable end = () -> await(dexed)) { // whatever the trace finds
      trace(code);
    }
    List<Path> dexes = await(dexed);
    made.put(fingerprint, dexes);
    return dexes;
  }

  private static void trace(Code code) throws IOException {
    try (Platform platform = Platform.of(code.androidJar())) {
      new ClosureStep(platform, AllowList.read(code.allowDangling()))
          .run(code.program(), code.installed());
    }
  }

  private static List<Path> dex(Code code, Path cache, Path out) {
    try (Platform platform = Platform.of(code.androidJar())) {
      return new DexStep(cache, platform, code.minSdk()).run(code.program(), out);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  /** Throws what the step threw. */
  private static List<Path> await(CompletableFuture<List<Path>> dexed) throws IOException {
    try {
      return dexed.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
