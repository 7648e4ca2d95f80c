package dev.ember.assembly.resource;

import java.nio.file.Path;

/**
 * Where the results of {@link ResourceStep} lie.
 *
 * @param folder that has them all
 */
public record LinkedResources(Path folder) {

  /** The manifest as text, merged with the libraries' own. */
  public Path manifest() {
    return folder.resolve("AndroidManifest.xml");
  }

  /** A ZIP of the binary manifest, {@code resources.arsc} and {@code res/**}. */
  public Path table() {
    return folder.resolve("resources.ap_");
  }

  /** The same in the form that R8 shrinks; only of a release. */
  public Path protoTable() {
    return folder.resolve("resources.proto.ap_");
  }

  /** What R8 must keep because the manifest or a layout names it. */
  public Path keepRules() {
    return folder.resolve("keep.pro");
  }

  /** Names and ids, as {@link Symbols} reads them. */
  public Path symbols() {
    return folder.resolve("R.txt");
  }
}
