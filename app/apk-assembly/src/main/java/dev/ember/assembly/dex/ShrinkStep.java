package dev.ember.assembly.dex;

import com.android.tools.r8.ArchiveProtoAndroidResourceConsumer;
import com.android.tools.r8.ArchiveProtoAndroidResourceProvider;
import com.android.tools.r8.CompilationFailedException;
import com.android.tools.r8.CompilationMode;
import com.android.tools.r8.OutputMode;
import com.android.tools.r8.R8;
import com.android.tools.r8.R8Command;
import com.android.tools.r8.origin.Origin;
import dev.ember.assembly.archive.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Compiles jars to the dex files of a release: R8 leaves out what nothing reaches, and gives the
 * rest short names.
 *
 * <p>What is reached is told by rules: the application's, those that aapt2 made of manifest and
 * layouts, and those that libraries bring along. Resources are reached from code and from each
 * other, and R8 leaves out the rest of them too.
 */
public final class ShrinkStep {

  /** Where jars keep rules of their own. */
  private static final List<String> RULE_FOLDERS =
      List.of("META-INF/proguard/", "META-INF/com.android.tools/r8/");

  /** The JDK's {@code java.*} classes name others of the JDK; the closure check asks for ours. */
  private static final List<String> PLATFORM_RULES =
      List.of("-dontwarn jdk.internal.**", "-dontwarn sun.**");

  private static final long MIB = 1 << 20;

  /** R8 holds 850 MB of this app's classes at its peak. */
  private static final long LEAST_HEAP_BYTES = 1400 * MIB;

  /** What jars hold beside classes goes into the APK on its own way. */
  private static final boolean NO_RESOURCES = false;

  private final Platform platform;
  private final int minSdk;
  private final List<Path> rules;
  private final StartupClasses startup;

  /**
   * What R8 writes.
   *
   * @param dex folder for the dex files
   * @param mapping receives the old names of the new ones, to read a stack trace with
   */
  public record Outputs(Path dex, Path mapping) {}

  /**
   * A table of resources in aapt2's proto form.
   *
   * @param linked with every resource
   * @param shrunk receives what is reached
   */
  public record Table(Path linked, Path shrunk) {}

  /**
   * @param rules files of rules; one that does not exist is left out
   * @param startup the classes that come first in the dex files
   */
  public ShrinkStep(Platform platform, int minSdk, List<Path> rules, StartupClasses startup) {
    this.platform = platform;
    this.minSdk = minSdk;
    this.rules = List.copyOf(rules);
    this.startup = startup;
  }

  /**
   * Compiles.
   *
   * @param table null for code without resources
   * @return the dex files, in the order of their numbers
   * @throws IllegalStateException if R8 finds a fault
   */
  public List<Path> run(List<Path> jars, @Nullable Table table, Outputs out) throws IOException {
    requireMemory(Runtime.getRuntime().maxMemory());
    FileTree.deleteTree(out.dex());
    Files.createDirectories(out.dex());
    CollectedDiagnostics diagnostics = new CollectedDiagnostics();
    R8Command.Builder builder = R8Command.builder(diagnostics);
    platform.classes().forEach(builder::addLibraryResourceProvider);
    builder
        .addProgramFiles(jars)
        .setMinApiLevel(minSdk)
        .setMode(CompilationMode.RELEASE)
        .addProguardConfigurationFiles(rules.stream().filter(Files::exists).toList())
        .setProguardMapOutputPath(out.mapping())
        .addProguardConfiguration(PLATFORM_RULES, Origin.unknown())
        .addStartupProfileProviders(startup)
        .setOutput(out.dex(), OutputMode.DexIndexed, NO_RESOURCES);
    if (table != null) {
      shrinkTable(builder, table);
    }
    for (Path jar : jars) {
      builder.addProguardConfiguration(rulesIn(jar), Origin.unknown());
    }
    try {
      R8.run(builder.build());
    } catch (CompilationFailedException e) {
      throw new IllegalStateException("cannot shrink:\n" + diagnostics, e);
    }
    return FileTree.files(out.dex());
  }

  private static void shrinkTable(R8Command.Builder builder, Table table) throws IOException {
    Files.deleteIfExists(table.shrunk());
    builder
        .setAndroidResourceProvider(new ArchiveProtoAndroidResourceProvider(table.linked()))
        .setAndroidResourceConsumer(
            new ArchiveProtoAndroidResourceConsumer(table.shrunk(), table.linked()))
        .setResourceShrinkerConfiguration(
            shrinking -> shrinking.enableOptimizedShrinkingWithR8().build());
  }

  /** With less, R8 does not fail but collects garbage for minutes. */
  static void requireMemory(long heapBytes) {
    if (heapBytes < LEAST_HEAP_BYTES) {
      throw new IllegalStateException(
          "R8 needs a heap of "
              + LEAST_HEAP_BYTES / MIB
              + " MiB but has "
              + heapBytes / MIB
              + " MiB: MAVEN_OPTS=-Xmx2g");
    }
  }

  /** The lines of the rules inside a jar. */
  static List<String> rulesIn(Path jar) throws IOException {
    List<String> lines = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      for (ZipEntry entry : Collections.list(entries)) {
        boolean isRule = RULE_FOLDERS.stream().anyMatch(entry.getName()::startsWith);
        if (isRule && !entry.isDirectory()) {
          try (InputStream in = zip.getInputStream(entry)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            text.lines().forEach(lines::add);
          }
        }
      }
    }
    return lines;
  }
}
