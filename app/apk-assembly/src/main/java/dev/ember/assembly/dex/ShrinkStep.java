package dev.ember.assembly.dex;

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

/**
 * Compiles jars to the dex files of a release: R8 leaves out what nothing reaches, and gives the
 * rest short names.
 *
 * <p>What is reached is told by rules: the application's, those that aapt2 made of manifest and
 * layouts, and those that libraries bring along.
 */
public final class ShrinkStep {

  /** Where jars keep rules of their own. */
  private static final List<String> RULE_FOLDERS =
      List.of("META-INF/proguard/", "META-INF/com.android.tools/r8/");

  /** The JDK's {@code java.*} classes name others of the JDK; the closure check asks for ours. */
  private static final List<String> PLATFORM_RULES =
      List.of("-dontwarn jdk.internal.**", "-dontwarn sun.**");

  /** What jars hold beside classes goes into the APK on its own way. */
  private static final boolean NO_RESOURCES = false;

  private final Platform platform;
  private final int minSdk;
  private final List<Path> rules;

  /**
   * @param rules files of rules; one that does not exist is left out
   */
  public ShrinkStep(Platform platform, int minSdk, List<Path> rules) {
    this.platform = platform;
    this.minSdk = minSdk;
    this.rules = List.copyOf(rules);
  }

  /**
   * Compiles.
   *
   * @param mapping receives the old names of the new ones, to read a stack trace with
   * @return the dex files in {@code out}, in the order of their numbers
   * @throws IllegalStateException if R8 finds a fault
   */
  public List<Path> run(List<Path> jars, Path out, Path mapping) throws IOException {
    FileTree.deleteTree(out);
    Files.createDirectories(out);
    CollectedDiagnostics diagnostics = new CollectedDiagnostics();
    R8Command.Builder builder = R8Command.builder(diagnostics);
    platform.classes().forEach(builder::addLibraryResourceProvider);
    builder
        .addProgramFiles(jars)
        .setMinApiLevel(minSdk)
        .setMode(CompilationMode.RELEASE)
        .addProguardConfigurationFiles(rules.stream().filter(Files::exists).toList())
        .setProguardMapOutputPath(mapping)
        .addProguardConfiguration(PLATFORM_RULES, Origin.unknown())
        .setOutput(out, OutputMode.DexIndexed, NO_RESOURCES);
    for (Path jar : jars) {
      builder.addProguardConfiguration(rulesIn(jar), Origin.unknown());
    }
    try {
      R8.run(builder.build());
    } catch (CompilationFailedException e) {
      throw new IllegalStateException("cannot shrink:\n" + diagnostics, e);
    }
    return FileTree.files(out);
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
