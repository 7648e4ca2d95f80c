package dev.ember.app.engine;

import android.content.Context;
import android.content.res.AssetManager;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The stages of training that come with the app, {@code assets/stages/*.ember}, each copied once to
 * where it can be mapped. There may be none: then they are a pack to import.
 */
public final class BuiltInStages {
  private static final String FOLDER = "stages";

  /** Opens an original. */
  interface Source {
    InputStream open(String name) throws IOException;
  }

  private final List<InstalledAsset> stages = new ArrayList<>();

  public BuiltInStages(Context context) throws IOException {
    this(
        names(context.getAssets()),
        name -> context.getAssets().open(FOLDER + "/" + name),
        context.getFilesDir().toPath().resolve(FOLDER),
        BuiltInModel.installationMs(context));
  }

  /**
   * @param folder for these alone
   */
  BuiltInStages(List<String> names, Source source, Path folder, long installationMs) {
    for (String name : names) {
      if (name.endsWith(Bundle.ENDING)) {
        stages.add(
            new InstalledAsset(
                () -> source.open(name), folder.resolve(name), name, installationMs));
      }
    }
  }

  private static List<String> names(AssetManager assets) throws IOException {
    String[] names = assets.list(FOLDER);
    return names == null ? List.of() : Arrays.asList(names);
  }

  /** Their copies, made now if they are not there. Not on the main thread. */
  public List<Path> paths() throws IOException {
    List<Path> paths = new ArrayList<>();
    for (InstalledAsset stage : stages) {
      paths.add(stage.path());
    }
    return paths;
  }
}
