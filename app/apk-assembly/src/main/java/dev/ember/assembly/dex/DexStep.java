package dev.ember.assembly.dex;

import com.android.tools.r8.CompilationFailedException;
import com.android.tools.r8.CompilationMode;
import com.android.tools.r8.D8;
import com.android.tools.r8.D8Command;
import com.android.tools.r8.OutputMode;
import dev.ember.assembly.archive.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Compiles jars to the {@code classes.dex}, {@code classes2.dex} and so on of one APK. */
public final class DexStep {

  private final Path cache;
  private final Platform platform;
  private final int minSdk;

  public DexStep(Path cache, Platform platform, int minSdk) {
    this.cache = cache;
    this.platform = platform;
    this.minSdk = minSdk;
  }

  /**
   * Dexes each jar, or takes its dex from the cache, and merges all.
   *
   * @return the dex files in {@code out}, in the order of their numbers
   */
  public List<Path> run(List<Path> jars, Path out) throws IOException {
    DexCache dexes = new DexCache(cache, platform, minSdk);
    CollectedDiagnostics diagnostics = new CollectedDiagnostics();
    D8Command.Builder merge = D8Command.builder(diagnostics);
    platform.classes().forEach(merge::addLibraryResourceProvider);
    for (Path jar : jars) {
      IntermediateDex dex = dexes.dex(jar);
      merge.addProgramFiles(dex.classes());
      merge.addGlobalSyntheticsFiles(dex.allGlobalSynthetics());
    }
    Files.createDirectories(cache); // of no jars, nothing is there
    dexes.prune();
    FileTree.deleteTree(out);
    Files.createDirectories(out);
    merge
        .setMinApiLevel(minSdk)
        .setMode(CompilationMode.DEBUG)
        .setOutput(out, OutputMode.DexIndexed);
    try {
      D8.run(merge.build());
    } catch (CompilationFailedException e) {
      throw new IllegalStateException("cannot merge the dex files:\n" + diagnostics, e);
    }
    return FileTree.files(out);
  }
}
