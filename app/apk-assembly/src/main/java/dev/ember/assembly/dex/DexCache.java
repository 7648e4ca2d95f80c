package dev.ember.assembly.dex;

import com.android.tools.r8.CompilationFailedException;
import com.android.tools.r8.CompilationMode;
import com.android.tools.r8.D8;
import com.android.tools.r8.D8Command;
import com.android.tools.r8.OutputMode;
import com.android.tools.r8.Version;
import dev.ember.assembly.archive.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Dexes a jar once: the result lies under the hash of the jar's bytes.
 *
 * <p>A jar may be dexed without knowing the others because from API 24 on D8 rewrites no default
 * method: nothing that it does to a class depends on another jar's classes.
 */
final class DexCache {

  /** Below it, D8 would need every jar's class path: default methods. */
  private static final int FIRST_SDK_WITH_DEFAULT_METHODS = 24;

  private final Path folder;
  private final Platform platform;
  private final int minSdk;

  DexCache(Path folder, Platform platform, int minSdk) {
    if (minSdk < FIRST_SDK_WITH_DEFAULT_METHODS) {
      throw new IllegalArgumentException(
          "expected a minimum of API " + FIRST_SDK_WITH_DEFAULT_METHODS + " but it is " + minSdk);
    }
    this.folder = folder;
    this.platform = platform;
    this.minSdk = minSdk;
  }

  /** Returns the intermediate dex of a jar, made now if it was not yet. */
  IntermediateDex dex(Path jar) throws IOException {
    String key = FileTree.sha256(jar) + "-" + minSdk + "-" + Version.getVersionString();
    Path home = folder.resolve(key.replace(' ', '_').replace('/', '_'));
    IntermediateDex result = new IntermediateDex(home);
    if (!Files.isDirectory(home)) {
      Files.createDirectories(folder);
      Path partial = Files.createTempDirectory(folder, "partial");
      compile(jar, new IntermediateDex(partial));
      Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    }
    return result;
  }

  private void compile(Path jar, IntermediateDex out) throws IOException {
    CollectedDiagnostics diagnostics = new CollectedDiagnostics();
    D8Command.Builder builder = D8Command.builder(diagnostics);
    platform.classes().forEach(builder::addLibraryResourceProvider);
    List<byte[]> globals = new ArrayList<>();
    builder
        .addProgramFiles(jar)
        .setMinApiLevel(minSdk)
        .setMode(CompilationMode.DEBUG)
        .setIntermediate(true)
        .setGlobalSyntheticsConsumer((data, owner, handler) -> globals.add(data.copyByteData()))
        .setOutput(out.classes(), OutputMode.DexIndexed);
    try {
      D8.run(builder.build());
    } catch (CompilationFailedException e) {
      throw new IllegalStateException("cannot dex " + jar + ":\n" + diagnostics, e);
    }
    for (int i = 0; i < globals.size(); i++) {
      Files.write(out.globalSynthetics(i), globals.get(i));
    }
  }
}
