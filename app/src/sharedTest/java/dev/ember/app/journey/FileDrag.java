package dev.ember.app.journey;

import android.content.ClipData;
import android.os.Parcel;
import android.view.DragEvent;
import android.view.View;
import org.jspecify.annotations.Nullable;

/**
 * Files that another app drags over this one. Android makes such events alone, but reads them from
 * a parcel, as they come from the process of the system: so they are written as that writes them.
 */
final class FileDrag {
  /** How the system writes where a drag is: since Android 14, since Android 12, and before. */
  private enum Form {
    WITH_FLAGS,
    WITH_OFFSETS,
    PLAIN
  }

  private FileDrag() {}

  /** Drops them on the middle of a view, or on whatever lies there; says whether they are taken. */
  static boolean drop(View place, ClipData files) {
    View window = place.getRootView();
    window.dispatchDragEvent(event(DragEvent.ACTION_DRAG_STARTED, place, files, false));
    window.dispatchDragEvent(event(DragEvent.ACTION_DRAG_LOCATION, place, files, false));
    boolean taken = window.dispatchDragEvent(event(DragEvent.ACTION_DROP, place, files, true));
    window.dispatchDragEvent(event(DragEvent.ACTION_DRAG_ENDED, place, files, false));
    return taken;
  }

  /** In the first form that this Android reads as it was written. */
  private static DragEvent event(int action, View place, ClipData files, boolean dropped) {
    int[] corner = new int[2];
    place.getLocationInWindow(corner);
    float x = corner[0] + place.getWidth() / 2f;
    float y = corner[1] + place.getHeight() / 2f;
    for (Form form : Form.values()) {
      DragEvent read = read(form, action, new float[] {x, y}, files, dropped);
      if (read != null) {
        return read;
      }
    }
    throw new AssertionError("expected to know how this Android writes a drag");
  }

  private static @Nullable DragEvent read(
      Form form, int action, float[] point, ClipData files, boolean dropped) {
    Parcel parcel = Parcel.obtain();
    try {
      write(parcel, form, action, point, files, dropped);
      parcel.setDataPosition(0);
      DragEvent read = DragEvent.CREATOR.createFromParcel(parcel);
      boolean same =
          read.getAction() == action
              && (read.getClipData() != null) == dropped
              && read.getClipDescription() != null
              && parcel.dataAvail() == 0;
      return same ? read : null;
    } catch (RuntimeException otherForm) {
      return null;
    } finally {
      parcel.recycle();
    }
  }

  private static void write(
      Parcel parcel, Form form, int action, float[] point, ClipData files, boolean dropped) {
    parcel.writeInt(action);
    parcel.writeFloat(point[0]);
    parcel.writeFloat(point[1]);
    if (form != Form.PLAIN) {
      parcel.writeFloat(0); // from the finger to the corner of its shadow
      parcel.writeFloat(0);
    }
    if (form == Form.WITH_FLAGS) {
      parcel.writeInt(0);
    }
    parcel.writeInt(0); // no result yet
    parcel.writeInt(dropped ? 1 : 0);
    if (dropped) {
      files.writeToParcel(parcel, 0);
    }
    parcel.writeInt(1);
    files.getDescription().writeToParcel(parcel, 0);
    if (form != Form.PLAIN) {
      parcel.writeInt(0); // no surface of its own
    }
    parcel.writeInt(0); // no rights to what is dragged but those that a provider gives to all
  }
}
