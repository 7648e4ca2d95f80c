package dev.ember.assembly.archive;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.SAXException;

/**
 * One unpacked Android archive.
 *
 * @param folder the folder that has the archive's files and, in {@code compiled.zip}, its resources
 *     as aapt2 compiled them
 */
public record ExplodedAar(Path folder) {

  /** Returns the exploded archives in {@code parent}, in the order of their names. */
  public static List<ExplodedAar> in(Path parent) throws IOException {
    List<ExplodedAar> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, Files::isDirectory)) {
      for (Path folder : folders) {
        found.add(new ExplodedAar(folder));
      }
    }
    Collections.sort(found, (a, b) -> a.name().compareTo(b.name()));
    return found;
  }

  /** Returns the exploded archives of several parents, parent after parent. */
  public static List<ExplodedAar> inAll(List<Path> parents) throws IOException {
    List<ExplodedAar> found = new ArrayList<>();
    for (Path parent : parents) {
      found.addAll(in(parent));
    }
    return found;
  }

  /** Artifact and version, as {@code fragment-1.8.9}. */
  public String name() {
    return folder.getFileName().toString();
  }

  /** The package of the archive's R class, as its manifest names it. */
  public String packageName() throws IOException {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(manifest().toFile())
          .getDocumentElement()
          .getAttribute("package");
    } catch (ParserConfigurationException e) {
      throw new AssertionError("every Java platform has an XML parser", e);
    } catch (SAXException e) {
      throw new IOException("cannot read " + manifest(), e);
    }
  }

  public Path manifest() {
    return folder.resolve("AndroidManifest.xml");
  }

  /** The names of the resources that the archive's classes use; may be absent or empty. */
  public Path symbols() {
    return folder.resolve("R.txt");
  }

  /** What R8 must keep for the archive's sake; may be absent. */
  public Path keepRules() {
    return folder.resolve("proguard.txt");
  }

  /** What a phone compiles of it when it installs the app; may be absent. */
  public Path baselineProfile() {
    return folder.resolve("baseline-prof.txt");
  }

  public Path assets() {
    return folder.resolve("assets");
  }

  /** The resources as aapt2 compiled them; absent when the archive has none. */
  public Path compiledResources() {
    return folder.resolve("compiled.zip");
  }

  /** Returns the jars of the archive: {@code classes.jar}, then {@code libs/*.jar} by name. */
  public List<Path> jars() throws IOException {
    List<Path> jars = new ArrayList<>();
    Path main = folder.resolve("classes.jar");
    if (Files.exists(main)) {
      jars.add(main);
    }
    Path libs = folder.resolve("libs");
    if (Files.isDirectory(libs)) {
      List<Path> extra = new ArrayList<>();
      try (DirectoryStream<Path> files = Files.newDirectoryStream(libs, "*.jar")) {
        files.forEach(extra::add);
      }
      Collections.sort(extra);
      jars.addAll(extra);
    }
    return jars;
  }
}
