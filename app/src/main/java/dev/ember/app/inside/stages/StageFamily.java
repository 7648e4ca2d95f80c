package dev.ember.app.inside.stages;

import dev.ember.app.inside.lab.OpenModel;
import dev.ember.inference.bundle.BundleFormatException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stages to show, out of all models of the phone. Only manifests are read. */
final class StageFamily {
  private StageFamily() {}

  /**
   * The stages of a model; if it has no kin, those of whichever model has the most; from the first
   * to the last.
   *
   * @param files of the other models; one that is gone or damaged is nobody's stage
   */
  static List<Stage> find(OpenModel own, List<Path> files) throws IOException {
    List<Stage> all = new ArrayList<>(List.of(Stage.of(own, null)));
    for (Path file : files) {
      Stage stage = read(file);
      if (stage != null && isNew(stage, all)) {
        all.add(stage);
      }
    }
    List<StageFacts> facts = new ArrayList<>();
    all.forEach(stage -> facts.add(stage.facts()));
    List<Stage> family = new ArrayList<>();
    StageOrder.best(facts).forEach(place -> family.add(all.get(place)));
    return family;
  }

  private static @Nullable Stage read(Path file) throws IOException {
    try (OpenModel other = OpenModel.open(file)) {
      return Stage.of(other, file);
    } catch (BundleFormatException | NoSuchFileException unreadable) {
      return null; // the list of models says what is wrong with it
    }
  }

  /** Whether it says of itself what it is, and no other has the same weights. */
  private static boolean isNew(Stage stage, List<Stage> all) {
    String checkpoint = stage.facts().checkpoint();
    for (Stage known : all) {
      if (known.facts().checkpoint().equals(checkpoint)) {
        return false;
      }
    }
    return !checkpoint.isEmpty();
  }
}
