package dev.ember.assembly.dex;

import dev.ember.assembly.archive.FileTree;
import dev.ember.assembly.archive.Fingerprint;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The dex of one jar before merging.
 *
 * @param folder that has the dex and the synthetic classes that all jars share
 */
record IntermediateDex(Path folder) {

  /** A ZIP of dex files. */
  Path classes() {
    return folder.resolve("classes.zip");
  }

  /** The {@code index}-th class that D8 invents once for all jars, as the one behind records. */
  Path globalSynthetics(int index) {
    return folder.resolve(index + ".globals");
  }

  List<Path> allGlobalSynthetics() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.globals")) {
      files.forEach(found::add);
    }
    Collections.sort(found);
    return found;
  }

  /** Writes the hash of all that is there. */
  void seal() throws IOException {
    Files.writeString(sealFile(), fingerprint());
  }

  /** Whether all that was there when it was sealed is there, and as it was. */
  boolean isWhole() throws IOException {
    return Files.exists(sealFile())
        && Files.exists(classes())
        && Files.readString(sealFile()).equals(fingerprint());
  }

  private String fingerprint() throws IOException {
    Fingerprint fingerprint = new Fingerprint().add(FileTree.sha256(classes()));
    for (Path synthetic : allGlobalSynthetics()) {
      fingerprint.add(synthetic.getFileName().toString()).add(FileTree.sha256(synthetic));
    }
    return fingerprint.hex();
  }

  private Path sealFile() {
    return folder.resolve("seal");
  }
}
