package dev.ember.app.widget;

import android.app.Activity;
import android.content.ClipData;
import android.content.ContentResolver;
import android.net.Uri;
import android.view.DragEvent;
import android.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Takes files that are dragged here from another app, beside this one or over it. */
public final class FileDrop implements View.OnDragListener {
  private final Activity activity;
  private final Consumer<List<Uri>> taken;

  /**
   * @param taken gets content URIs that this app may read, one at the least
   */
  public FileDrop(Activity activity, Consumer<List<Uri>> taken) {
    this.activity = activity;
    this.taken = taken;
  }

  @Override
  public boolean onDrag(View view, DragEvent event) {
    if (event.getAction() != DragEvent.ACTION_DROP) {
      return true; // whether there are files in it is known when it is dropped
    }
    ClipData clip = event.getClipData();
    List<Uri> files = clip == null ? List.of() : files(clip); // whoever drags need not say what
    if (files.isEmpty()) {
      return false;
    }
    activity.requestDragAndDropPermissions(event); // ends with the activity
    taken.accept(files);
    return true;
  }

  /** What of it is offered by a provider; a path is not. */
  public static List<Uri> files(ClipData clip) {
    List<Uri> files = new ArrayList<>();
    for (int i = 0; i < clip.getItemCount(); i++) {
      if (isFile(clip.getItemAt(i))) {
        files.add(clip.getItemAt(i).getUri());
      }
    }
    return files;
  }

  /** Whether it is offered by a provider. */
  public static boolean isFile(ClipData.Item item) {
    Uri uri = item.getUri();
    return uri != null && ContentResolver.SCHEME_CONTENT.equals(uri.getScheme());
  }
}
