package dev.ember.app.inside.stages;

import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.app.inside.lab.LabRefusal;
import dev.ember.app.inside.lab.LookAlone;
import dev.ember.app.inside.lab.OpenModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pack of trained stages, asked beside the model that ships, which is no stage of theirs. */
public final class StagePack {
  private static final Path PACK =
      Path.of(System.getProperty("ember.home"), "recipes/ember-small/stages");

  private static final Path SHIPPED = Path.of(System.getProperty("ember.built-in"));

  private StagePack() {}

  /** What the stages say, from the first to the last. */
  static List<StageAnswer> ask(String question) throws IOException, LabRefusal {
    try (OpenModel shipped = OpenModel.open(SHIPPED)) {
      return new StageLook(question, StagePack::files).run(shipped, new LookAlone().progress());
    }
  }

  /** What the stages say to the question on a screen, in place of what it shows. */
  public static void show(View root) {
    TextView field = root.findViewById(R.id.inside_field);
    ViewGroup place = root.findViewById(R.id.stages_cards);
    try {
      new StageCards(place, LayoutInflater.from(place.getContext()))
          .show(ask(field.getText().toString()));
      sayWhose(root);
    } catch (IOException | LabRefusal broken) {
      throw new AssertionError("expected the pack to answer", broken);
    }
    root.findViewById(R.id.stages_intro).setVisibility(View.GONE);
    root.findViewById(R.id.stages_alone).setVisibility(View.GONE);
    root.findViewById(R.id.inside_han).setVisibility(View.GONE); // unlike the test's, they know Han
  }

  /** What the stages say of themselves. */
  static List<Stage> stages() throws IOException {
    List<Stage> stages = new ArrayList<>();
    for (Path file : files()) {
      try (OpenModel model = OpenModel.open(file)) {
        stages.add(Stage.of(model, file));
      }
    }
    return stages;
  }

  private static void sayWhose(View root) throws IOException {
    TextView whose = root.findViewById(R.id.stages_of_another);
    try (OpenModel shipped = OpenModel.open(SHIPPED)) {
      String name = shipped.manifest().name();
      whose.setText(root.getResources().getString(R.string.stages_of_another, name));
    }
    whose.setVisibility(View.VISIBLE);
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(PACK)) {
      all.filter(file -> file.toString().endsWith(".ember")).forEach(files::add);
    }
    return files;
  }
}
