package dev.ember.assembly.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** There is dex, numbered without a gap, no class twice, and every component has its class. */
final class DexCheck implements ApkCheck {

  private final List<String> components;

  DexCheck(List<String> components) {
    this.components = List.copyOf(components);
  }

  @Override
  public List<String> faults(ApkFile apk) throws IOException {
    List<String> faults = new ArrayList<>();
    Map<String, ApkFile.Entry> dexes = new HashMap<>();
    for (ApkFile.Entry entry : apk.entries()) {
      if (entry.name().matches("[^/]*\\.dex")) {
        dexes.put(entry.name(), entry);
      }
    }
    Map<String, String> owners = new HashMap<>();
    for (int number = 1; number == 1 || !dexes.isEmpty(); number++) {
      String name = number == 1 ? "classes.dex" : "classes" + number + ".dex";
      ApkFile.Entry entry = dexes.remove(name);
      if (entry == null) {
        faults.add("expected " + name + " but it is missing");
        break;
      }
      for (String type : DexClasses.names(apk.content(entry), name)) {
        String owner = owners.put(type, name);
        if (owner != null) {
          faults.add(type + " is in both " + owner + " and " + name);
        }
      }
    }
    for (String component : components) {
      if (!owners.containsKey(component)) {
        faults.add("the manifest names " + component + " but no dex has it");
      }
    }
    return faults;
  }
}
