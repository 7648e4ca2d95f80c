package dev.ember.assembly.archive;

import dev.ember.assembly.resource.Aapt2;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Unpacks AARs, compiles the resources of each and merges the classes of all into one folder.
 *
 * <p>An archive is unpacked again only when its bytes changed. Fails on an archive without a class
 * (a multiplatform root resolves as one, and everything that needs it would then fail far away),
 * and on a class that two archives have.
 */
public final class AarExploder {

  private static final String STAMP = ".sha256";

  private final Aapt2 aapt2;
  private final Set<String> knownWithoutClasses;

  public AarExploder(Aapt2 aapt2, Set<String> knownWithoutClasses) {
    this.aapt2 = aapt2;
    this.knownWithoutClasses = Set.copyOf(knownWithoutClasses);
  }

  /**
   * Unpacks every {@code *.aar} of {@code aars} to a folder of its name in {@code out}.
   *
   * @throws IllegalStateException on an unexpected empty archive or a class that exists twice
   */
  public void explode(Path aars, Path out, Path classes) throws IOException, InterruptedException {
    List<String> names = new ArrayList<>();
    boolean changed = false;
    for (Path aar : archives(aars)) {
      String name = aar.getFileName().toString().replaceFirst("\\.aar$", "");
      names.add(name);
      changed |= explodeOne(aar, out.resolve(name));
    }
    changed |= deleteStale(out, names);
    Path stamp = out.resolveSibling("merged-classes" + STAMP);
    String expected = classes.toString() + names;
    if (changed || !Files.exists(stamp) || !Files.readString(stamp).equals(expected)) {
      mergeClasses(ExplodedAar.in(out), classes);
      Files.writeString(stamp, expected);
    }
  }

  private static List<Path> archives(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.aar")) {
      files.forEach(found::add);
    }
    if (found.isEmpty()) {
      throw new IllegalStateException("expected AARs in " + folder + " but found none");
    }
    Collections.sort(found);
    return found;
  }

  private boolean explodeOne(Path aar, Path folder) throws IOException, InterruptedException {
    String hash = FileTree.sha256(aar);
    Path stamp = folder.resolve(STAMP);
    if (Files.exists(stamp) && Files.readString(stamp).equals(hash)) {
      return false;
    }
    FileTree.deleteTree(folder);
    FileTree.unzip(aar, folder, entry -> true);
    ExplodedAar exploded = new ExplodedAar(folder);
    requireClasses(exploded);
    Path resources = folder.resolve("res");
    if (Files.isDirectory(resources)) {
      aapt2.compile(resources, exploded.compiledResources());
    }
    Files.writeString(stamp, hash);
    return true;
  }

  private void requireClasses(ExplodedAar aar) throws IOException {
    int count = 0;
    for (Path jar : aar.jars()) {
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        count += (int) zip.stream().filter(e -> e.getName().endsWith(".class")).count();
      }
    }
    boolean expectedEmpty = knownWithoutClasses.contains(aar.name());
    if (count == 0 && !expectedEmpty) {
      throw new IllegalStateException(
          aar.name() + ".aar has no class: probably a multiplatform root, name its -android twin");
    }
    if (count > 0 && expectedEmpty) {
      throw new IllegalStateException(
          aar.name() + ".aar is listed as having no class but has " + count);
    }
  }

  private static boolean deleteStale(Path out, List<String> names) throws IOException {
    boolean deleted = false;
    for (ExplodedAar aar : ExplodedAar.in(out)) {
      if (!names.contains(aar.name())) {
        FileTree.deleteTree(aar.folder());
        deleted = true;
      }
    }
    return deleted;
  }

  private static void mergeClasses(List<ExplodedAar> aars, Path classes) throws IOException {
    FileTree.deleteTree(classes);
    Map<String, String> owners = new HashMap<>();
    for (ExplodedAar aar : aars) {
      for (Path jar : aar.jars()) {
        FileTree.unzip(jar, classes, entry -> isWanted(entry, aar.name(), owners));
      }
    }
  }

  private static boolean isWanted(ZipEntry entry, String aar, Map<String, String> owners) {
    String name = entry.getName();
    if (name.startsWith("META-INF/") && !name.startsWith("META-INF/services/")) {
      return false;
    }
    String owner = owners.putIfAbsent(name, aar);
    if (owner != null) {
      throw new IllegalStateException(name + " is in both " + owner + " and " + aar);
    }
    return true;
  }
}
