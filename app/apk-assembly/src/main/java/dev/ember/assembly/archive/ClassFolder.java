package dev.ember.assembly.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Some of the classes in a folder.
 *
 * @param root of the packages
 * @param files the wanted ones, below the root
 */
public record ClassFolder(Path root, List<Path> files) {

  public ClassFolder {
    files = List.copyOf(files);
  }

  /**
   * Chooses the classes that a source root was compiled to, out of a folder that has those of other
   * roots too: {@code A.class} and {@code A$...class} for each {@code A.java}. The document of a
   * package has no class that a phone needs.
   *
   * @throws IllegalStateException when a source has no class
   */
  public static ClassFolder compiledFrom(Path sources, Path classes) throws IOException {
    List<Path> wanted = new ArrayList<>();
    for (Path source : FileTree.files(sources)) {
      if (source.endsWith("package-info.java")) {
        continue;
      }
      String name = source.getFileName().toString().replaceFirst("\\.java$", "");
      Path folder = classes.resolve(sources.relativize(source.getParent()).toString());
      int before = wanted.size();
      for (Path file : FileTree.files(folder)) {
        String candidate = file.getFileName().toString();
        boolean sameFolder = folder.equals(file.getParent());
        if (sameFolder && (candidate.equals(name + ".class") || candidate.startsWith(name + "$"))) {
          wanted.add(file);
        }
      }
      if (wanted.size() == before) {
        throw new IllegalStateException("expected the class of " + source + " in " + folder);
      }
    }
    return new ClassFolder(classes, wanted);
  }

  /** Writes the classes as a jar. */
  public void writeJar(Path jar) throws IOException {
    try (ZipWriter writer = new ZipWriter(jar)) {
      for (Path file : files) {
        String name = root.relativize(file).toString().replace('\\', '/');
        writer.deflate(name, Files.readAllBytes(file));
      }
    }
  }
}
