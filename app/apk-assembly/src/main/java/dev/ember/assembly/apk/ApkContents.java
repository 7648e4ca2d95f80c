package dev.ember.assembly.apk;

import java.nio.file.Path;
import java.util.List;

/**
 * What goes into an APK.
 *
 * @param table the ZIP that aapt2 linked: binary manifest, resource table, resources
 * @param dexes the dex files in the order of their numbers
 * @param jars whose Java resources are packed too
 * @param assets roots of assets; no two may have the same name
 * @param nativeLibraries folders with one folder per ABI
 * @param abis the ABIs to take from there
 */
public record ApkContents(
    Path table,
    List<Path> dexes,
    List<Path> jars,
    List<Path> assets,
    List<Path> nativeLibraries,
    List<String> abis) {

  public ApkContents {
    dexes = List.copyOf(dexes);
    jars = List.copyOf(jars);
    assets = List.copyOf(assets);
    nativeLibraries = List.copyOf(nativeLibraries);
    abis = List.copyOf(abis);
  }
}
