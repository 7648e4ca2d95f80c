package dev.ember.assembly.check;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** A promise about the size of the download, the models in it not counted. */
final class SizeCheck implements ApkCheck {
  private static final String MODEL = ".ember";

  private final long mostBytes;

  SizeCheck(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  @Override
  public List<String> faults(ApkFile apk) throws IOException {
    long models = 0;
    for (ApkFile.Entry entry : apk.entries()) {
      if (entry.name().endsWith(MODEL)) {
        models += apk.content(entry).length;
      }
    }
    long bytes = Files.size(apk.path()) - models;
    return bytes <= mostBytes
        ? List.of()
        : List.of("expected at most " + mostBytes + " bytes beside the models but found " + bytes);
  }
}
