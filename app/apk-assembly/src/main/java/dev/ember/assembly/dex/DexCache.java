package dev.ember.assembly.dex;

import com.android.tools.r8.CompilationFailedException;
import com.android.tools.r8.CompilationMode;
import com.android.tools.r8.D8;
import com.android.tools.r8.D8Command;
import com.android.tools.r8.OutputMode;
import com.android.tools.r8.Version;
import dev.ember.assembly.archive.FileTree;
import dev.ember.assembly.archive.Fingerprint;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Dexes a jar once: the result lies under the hash of all that it comes of. One folder serves every
 * clone on a machine, as Gradle's does, and builds that run at once.
 *
 * <p>A jar may be dexed without knowing the others because from API 24 on D8 rewrites no default
 * method: nothing that it does to a class depends on another jar's classes.
 */
final class DexCache {

  /** Below it, D8 would need every jar's class path: default methods. */
  private static final int FIRST_SDK_WITH_DEFAULT_METHODS = 24;

  /** Some four builds of everything: 15 MB each. */
  private static final int MOST_ENTRIES = 512;

  /** No jar takes as long: what is not done by then was left by a build that was ended. */
  private static final long PARTIAL_STAYS_SECONDS = 3600;

  private static final String PARTIAL = "partial";

  private final Path folder;
  private final Platform platform;
  private final int minSdk;
  private final int mostEntries;

  DexCache(Path folder, Platform platform, int minSdk) {
    this(folder, platform, minSdk, MOST_ENTRIES);
  }

  DexCache(Path folder, Platform platform, int minSdk, int mostEntries) {
    if (minSdk < FIRST_SDK_WITH_DEFAULT_METHODS) {
      throw new IllegalArgumentException(
          "expected a minimum of API " + FIRST_SDK_WITH_DEFAULT_METHODS + " but it is " + minSdk);
    }
    this.folder = folder;
    this.platform = platform;
    this.minSdk = minSdk;
    this.mostEntries = mostEntries;
  }

  /**
   * Returns the intermediate dex of a jar, made now if it was not yet, or is not what was written
   * then: a disk that lost its power may have kept names without what is in them.
   */
  IntermediateDex dex(Path jar) throws IOException {
    Path home = folder.resolve(key(jar));
    IntermediateDex result = new IntermediateDex(home);
    if (Files.isDirectory(home) && !result.isWhole()) {
      delete(home);
    }
    if (Files.isDirectory(home)) {
      Files.setLastModifiedTime(home, FileTime.from(Instant.now()));
      return result;
    }
    Files.createDirectories(folder);
    Path partial = Files.createTempDirectory(folder, PARTIAL);
    try {
      IntermediateDex made = new IntermediateDex(partial);
      compile(jar, made);
      made.seal();
      Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!result.isWhole()) { // otherwise another build has made the same meanwhile
        throw e;
      }
    } finally {
      delete(partial);
    }
    return result;
  }

  /** Deletes what was used longest ago, and what builds that were ended have left. */
  void prune() throws IOException {
    List<Entry> whole = new ArrayList<>();
    Instant left = Instant.now().minusSeconds(PARTIAL_STAYS_SECONDS);
    for (Entry entry : entries()) {
      if (!entry.path.getFileName().toString().startsWith(PARTIAL)) {
        whole.add(entry);
      } else if (entry.used.isBefore(left)) {
        delete(entry.path);
      }
    }
    Collections.sort(whole, Comparator.comparing(Entry::used));
    for (Entry entry : whole.subList(0, Math.max(0, whole.size() - mostEntries))) {
      delete(entry.path);
    }
  }

  private List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
      for (Path path : paths) {
        if (Files.exists(path)) { // another build may have renamed it meanwhile
          entries.add(new Entry(path, Instant.ofEpochMilli(path.toFile().lastModified())));
        }
      }
    }
    return entries;
  }

  private static void delete(Path entry) throws IOException {
    try {
      FileTree.deleteTree(entry);
    } catch (NoSuchFileException e) {
      // another build deletes it too
    }
  }

  private record Entry(Path path, Instant used) {}

  private String key(Path jar) throws IOException {
    return new Fingerprint()
        .add(FileTree.sha256(jar)) // and not its path
        .add(platform.name())
        .add(minSdk + " " + CompilationMode.DEBUG)
        .add(Version.getVersionString())
        .hex();
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
