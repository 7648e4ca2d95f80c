package dev.ember.assembly.resource;

import java.nio.file.Path;
import java.util.List;

/**
 * The manifests of one flavour.
 *
 * @param main the application's own
 * @param overlays what the flavour adds, the strongest first
 */
public record Manifests(Path main, List<Path> overlays) {
  public Manifests {
    overlays = List.copyOf(overlays);
  }
}
