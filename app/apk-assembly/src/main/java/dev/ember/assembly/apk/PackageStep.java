package dev.ember.assembly.apk;

import dev.ember.assembly.archive.FileTree;
import dev.ember.assembly.archive.ZipWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Fills the unsigned APK: manifest and resources as aapt2 linked them, dex, native libraries
 * (stored, so that the loader maps them out of the APK), assets and the Java resources of the jars.
 */
public final class PackageStep {

  /**
   * Weights do not compress, and a stored asset can be opened by its file descriptor, as the
   * installer of profiles does.
   */
  private static final List<String> STORED_ASSETS = List.of(".ember", ".prof", ".profm");

  private static final String ASSETS = "assets/";

  /** Names this build to its user: a hash over all entries before it. */
  private static final String BUILD = ASSETS + "build.txt";

  private final ApkContents contents;
  private final int level;

  /**
   * @param level of compression, as that of a {@link java.util.zip.Deflater}
   */
  public PackageStep(ApkContents contents, int level) {
    this.contents = contents;
    this.level = level;
  }

  /** Writes {@code apk}; the same contents give the same bytes. */
  public void run(Path apk) throws IOException {
    ApkEntries entries = new ApkEntries();
    copyTable(entries);
    for (Path dex : contents.dexes()) {
      entries.deflate(dex.getFileName().toString(), Files.readAllBytes(dex));
    }
    for (String abi : contents.abis()) {
      for (Path libraries : contents.nativeLibraries()) {
        storeLibraries(entries, libraries.resolve(abi), abi);
      }
    }
    for (Path root : contents.assets()) {
      for (Path file : FileTree.files(root)) {
        addAsset(entries, root, file);
      }
    }
    new JavaResources(contents.jars()).addTo(entries);
    try (ZipWriter writer = new ZipWriter(apk, level)) {
      entries.writeTo(writer);
      writer.deflate(BUILD, entries.contentsSha256().getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void storeLibraries(ApkEntries entries, Path folder, String abi)
      throws IOException {
    for (Path library : FileTree.files(folder)) {
      entries.store("lib/" + abi + "/" + library.getFileName(), Files.readAllBytes(library));
    }
  }

  private void copyTable(ApkEntries entries) throws IOException {
    try (ZipFile table = new ZipFile(contents.table().toFile())) {
      Enumeration<? extends ZipEntry> linked = table.entries();
      while (linked.hasMoreElements()) {
        ZipEntry entry = linked.nextElement();
        if (entry.getName().startsWith(ASSETS)) {
          continue; // for Robolectric; an APK's assets come from contents.assets()
        }
        try (InputStream in = table.getInputStream(entry)) {
          entries.add(entry.getName(), in.readAllBytes(), entry.getMethod());
        }
      }
    }
  }

  private static void addAsset(ApkEntries entries, Path root, Path file) throws IOException {
    String name = ASSETS + root.relativize(file).toString().replace('\\', '/');
    boolean compresses = STORED_ASSETS.stream().noneMatch(name::endsWith);
    int method = compresses ? ZipEntry.DEFLATED : ZipEntry.STORED;
    entries.add(name, Files.readAllBytes(file), method);
  }
}
