package dev.ember.assembly.check;

import dev.ember.assembly.apk.SigningStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Each ABI has the same native libraries, each made for its processor, stored, and with segments
 * that a phone with 16 KiB pages can map; no other ABI has any.
 */
final class NativeLibraryCheck implements ApkCheck {

  /** {@code e_machine} of the ELF header, from the ELF specification's list. */
  private static final Map<String, Integer> MACHINES = Map.of("arm64-v8a", 183, "x86_64", 62);

  private final List<String> abis;
  private final Set<String> smallPages;

  /**
   * @param smallPages libraries that are known to need pages of 4 KiB: a phone with larger ones
   *     does not load them, and the app must do without
   */
  NativeLibraryCheck(List<String> abis, List<String> smallPages) {
    this.abis = List.copyOf(abis);
    this.smallPages = Set.copyOf(smallPages);
  }

  @Override
  public List<String> faults(ApkFile apk) throws IOException {
    List<String> faults = new ArrayList<>();
    Map<String, Set<String>> found = new TreeMap<>();
    for (ApkFile.Entry entry : apk.entries()) {
      String[] parts = entry.name().split("/", -1);
      if (parts.length == 3 && parts[0].equals("lib")) {
        found.computeIfAbsent(parts[1], abi -> new TreeSet<>()).add(parts[2]);
        checkLibrary(apk, entry, parts, faults);
      }
    }
    compare(found, faults);
    return faults;
  }

  private void compare(Map<String, Set<String>> found, List<String> faults) {
    Set<String> all = new TreeSet<>();
    found.values().forEach(all::addAll);
    Map<String, Set<String>> rest = new HashMap<>(found);
    for (String abi : abis) {
      Set<String> libraries = rest.remove(abi);
      if (libraries == null) {
        faults.add("expected native libraries for " + abi + " but there is none");
      } else if (!libraries.equals(all)) {
        faults.add(abi + " has " + libraries + " but expected " + all);
      }
    }
    for (String abi : rest.keySet()) {
      faults.add("unexpected native libraries for " + abi + ": " + rest.get(abi));
    }
  }

  /** {@code parts} are "lib", the ABI, and the library's name. */
  private void checkLibrary(ApkFile apk, ApkFile.Entry entry, String[] parts, List<String> faults)
      throws IOException {
    if (!entry.stored()) {
      faults.add(entry.name() + " is compressed: it cannot be mapped out of the APK");
    }
    ElfHeader header = ElfHeader.read(apk.content(entry), entry.name());
    Integer machine = MACHINES.get(parts[1]);
    if (machine != null && header.machine() != machine) {
      faults.add(entry.name() + " is for machine " + header.machine() + " but expected " + machine);
    }
    boolean small = header.segmentAlignmentBytes() < SigningStep.PAGE_BYTES;
    if (small && !smallPages.contains(parts[2])) {
      faults.add(
          entry.name()
              + " has segments aligned to "
              + header.segmentAlignmentBytes()
              + " bytes but expected "
              + SigningStep.PAGE_BYTES);
    }
  }
}
