package dev.ember.assembly.check;

import dev.ember.assembly.apk.SigningStep;
import java.util.ArrayList;
import java.util.List;

/** A stored entry is mapped, so it begins at a multiple of 4, and a library at that of a page. */
final class AlignmentCheck implements ApkCheck {

  /** What {@code zipalign} and the resource loader expect of all but libraries. */
  private static final int WORD_BYTES = 4;

  @Override
  public List<String> faults(ApkFile apk) {
    List<String> faults = new ArrayList<>();
    for (ApkFile.Entry entry : apk.entries()) {
      int bytes = entry.name().endsWith(".so") ? SigningStep.PAGE_BYTES : WORD_BYTES;
      if (entry.stored() && entry.dataOffset() % bytes != 0) {
        faults.add(
            entry.name()
                + " begins at "
                + entry.dataOffset()
                + ", expected a multiple of "
                + bytes);
      }
      if (entry.name().equals("resources.arsc") && !entry.stored()) {
        faults.add("resources.arsc is compressed: Android 11 and later refuse to install it");
      }
    }
    return faults;
  }
}
