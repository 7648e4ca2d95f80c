package dev.ember.assembly;

import dev.ember.assembly.archive.ClassFolder;
import dev.ember.assembly.archive.ExplodedAar;
import dev.ember.assembly.archive.FileTree;
import dev.ember.assembly.archive.ReachedClasses;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

  @Option(names = "--class-folder", description = "A folder of classes.")
  private List<Path> classFolders = List.of();

  @Option(
      names = "--only-classes-of",
      description = "Source root: take only its classes out of --some-classes.")
  private List<Path> sourceRoots = List.of();

  @Option(names = "--some-classes", description = "A folder of classes, not all of them wanted.")
  private List<Path> someClasses = List.of();

  @Option(names = "--installed-archives", description = "Unpacked AARs that another APK brings.")
  private List<Path> installedArchives = List.of();

  @Option(names = "--installed", description = "A jar that another APK brings.")
  private List<Path> installedJars = List.of();

  @Option(names = "--installed-class-path", description = "A class path that another APK brings.")
  private List<Path> installedClassPaths = List.of();

  @Option(
      names = "--installed-again",
      description = "A jar of that class path whose classes a jar of this APK has too.")
  private List<String> installedAgain = List.of();

  @Option(
      names = "--only-reached",
      description = "A jar of which only what the other jars reach is taken.")
  private List<String> onlyReached = List.of();

  @Option(names = "--android-jar", required = true, description = "The framework's classes.")
  private Path androidJar = Path.of("");

  Path androidJar() {
    return androidJar;
  }

  /**
   * Whether Maven has come as far as to make jars of the modules, and names no folder of classes.
   */
  boolean isOfJars() throws IOException {
    List<Path> all = new ArrayList<>(entries(classPaths));
    all.addAll(entries(installedClassPaths));
    return all.stream().noneMatch(Files::isDirectory);
  }

  List<ExplodedAar> archives() throws IOException {
    return ExplodedAar.inAll(archiveFolders);
  }

  /** Returns the class folders of this APK, each with the files to take from it. */
  List<ClassFolder> folders() throws IOException {
    List<ClassFolder> folders = new ArrayList<>();
    for (Path folder : classFolders) {
      folders.add(new ClassFolder(folder, FileTree.files(folder)));
    }
    for (Path folder : someClasses) {
      for (Path sources : sourceRoots) {
        folders.add(ClassFolder.compiledFrom(sources, folder));
      }
    }
    return folders;
  }

  /** Returns the jars of this APK; a library that is installed already does not go in again. */
  List<Path> program() throws IOException {
    List<Path> program = new ArrayList<>(jars);
    for (ExplodedAar aar : archives()) {
      program.addAll(aar.jars());
    }
    Set<Path> installedNames =
        entries(installedClassPaths).stream().map(Path::getFileName).collect(Collectors.toSet());
    List<Path> libraries = new ArrayList<>(entries(classPaths));
    for (Path folder : jarFolders) {
      libraries.addAll(FileTree.files(folder));
    }
    for (Path library : libraries) {
      if (library.toString().endsWith(".jar") && !installedNames.contains(library.getFileName())) {
        program.add(library);
      }
    }
    return program;
  }

  List<Path> installed() throws IOException {
    List<Path> installed = new ArrayList<>(installedJars);
    for (ExplodedAar aar : ExplodedAar.inAll(installedArchives)) {
      installed.addAll(aar.jars());
    }
    for (Path entry : entries(installedClassPaths)) {
      if (!installedAgain.contains(entry.getFileName().toString())) {
        installed.add(entry);
      }
    }
    return installed;
  }

  /**
   * The same jars, those of which little is used without the rest: it is not dexed for nothing.
   *
   * @param work where the lesser jars go
   */
  List<Path> reached(List<Path> all, Path work) throws IOException {
    List<Path> others = new ArrayList<>(all);
    others.removeIf(this::isOnlyReached);
    List<Path> lesser = new ArrayList<>();
    for (Path jar : all) {
      if (isOnlyReached(jar)) {
        Path reached = work.resolve("reached-" + jar.getFileName());
        ReachedClasses.of(jar, others).writeJar(reached);
        lesser.add(reached);
      } else {
        lesser.add(jar);
      }
    }
    return lesser;
  }

  /**
   * Before anything is made: a name with another version would be a jar that is taken whole.
   *
   * @throws IllegalArgumentException if there is no jar of a name that was given
   */
  void requireOnlyReached() throws IOException {
    List<Path> all = new ArrayList<>(program());
    all.addAll(installed());
    Set<String> names =
        all.stream().map(jar -> jar.getFileName().toString()).collect(Collectors.toSet());
    for (String name : onlyReached) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException("--only-reached: expected a jar but found no " + name);
      }
    }
  }

  private boolean isOnlyReached(Path jar) {
    return onlyReached.contains(jar.getFileName().toString());
  }

  /** Which jars those are, for a fingerprint. */
  List<String> onlyReached() {
    return onlyReached;
  }

  private static List<Path> entries(List<Path> files) throws IOException {
    List<Path> entries = new ArrayList<>();
    for (Path file : files) {
      String text = Files.readString(file).strip();
      for (String entry : text.split(Pattern.quote(File.pathSeparator), -1)) {
        if (!entry.isEmpty()) { // of a file without any
          entries.add(Path.of(entry));
        }
      }
    }
    return entries;
  }
}
