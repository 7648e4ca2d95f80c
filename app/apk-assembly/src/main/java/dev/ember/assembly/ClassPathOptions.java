package dev.ember.assembly;

import dev.ember.assembly.archive.ExplodedAar;
import dev.ember.assembly.archive.FileTree;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options that say which classes an APK has, and which it finds where it is installed. */
final class ClassPathOptions {

  @Option(names = "--jar", description = "A jar of the application.")
  private List<Path> jars = List.of();

  @Option(names = "--jar-folder", description = "A folder of jars.")
  private List<Path> jarFolders = List.of();

  @Option(names = "--class-path", description = "A file with a class path, as Maven writes it.")
  private List<Path> classPaths = List.of();

  @Option(names = "--archives", description = "Folder of unpacked AARs.")
  private List<Path> archiveFolders = List.of();

  @Option(names = "--installed", description = "A jar that another APK brings.")
  private List<Path> installedJars = List.of();

  @Option(names = "--installed-class-path", description = "A class path that another APK brings.")
  private List<Path> installedClassPaths = List.of();

  @Option(names = "--android-jar", required = true, description = "The framework's classes.")
  private Path androidJar = Path.of("");

  Path androidJar() {
    return androidJar;
  }

  List<ExplodedAar> archives() throws IOException {
    return ExplodedAar.inAll(archiveFolders);
  }

  /** Returns the jars of this APK, without those that have the name of an installed one. */
  List<Path> program() throws IOException {
    List<Path> program = new ArrayList<>(jars);
    for (ExplodedAar aar : archives()) {
      program.addAll(aar.jars());
    }
    for (Path folder : jarFolders) {
      FileTree.files(folder).stream()
          .filter(file -> file.toString().endsWith(".jar"))
          .forEach(program::add);
    }
    program.addAll(entries(classPaths));
    List<String> installedNames =
        installed().stream().map(jar -> jar.getFileName().toString()).toList();
    program.removeIf(jar -> installedNames.contains(jar.getFileName().toString()));
    return program;
  }

  List<Path> installed() throws IOException {
    List<Path> installed = new ArrayList<>(installedJars);
    installed.addAll(entries(installedClassPaths));
    return installed;
  }

  private static List<Path> entries(List<Path> files) throws IOException {
    List<Path> entries = new ArrayList<>();
    for (Path file : files) {
      String text = Files.readString(file).strip();
      for (String entry : text.split(Pattern.quote(File.pathSeparator), -1)) {
        entries.add(Path.of(entry));
      }
    }
    return entries;
  }
}
