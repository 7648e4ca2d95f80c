package dev.ember.converter.cli.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a repository holds at one commit.
 *
 * @param commit which no later push changes
 * @param licence as the hub's card names it, or empty
 */
public record HubListing(HubModel model, String commit, String licence, List<HubFile> files) {

  public HubListing {
    files = List.copyOf(files);
  }

  /** The file at a path, if there is one. */
  Optional<HubFile> file(String path) {
    return files.stream().filter(file -> file.path().equals(path)).findFirst();
  }

  /** The files whose names end so, in the listing's order. */
  List<HubFile> ending(String suffix) {
    List<HubFile> found = new ArrayList<>();
    for (HubFile file : files) {
      if (file.path().toLowerCase(Locale.ROOT).endsWith(suffix)) {
        found.add(file);
      }
    }
    return found;
  }
}
