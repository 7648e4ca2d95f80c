package dev.ember.app.engine;

import android.content.Context;
import dev.ember.inference.Engine;
import java.io.FileNotFoundException;
import java.io.IOException;

/** The model that comes with the app. */
public final class BuiltInModel implements ModelSource {
  private static final String ASSET = "models/ember-tiny.ember";

  private final Context context;

  public BuiltInModel(Context context) {
    this.context = context;
  }

  @Override
  public Engine open() throws IOException {
    throw new FileNotFoundException(
        context.getPackageName() + ": expected asset " + ASSET + " but found none");
  }
}
