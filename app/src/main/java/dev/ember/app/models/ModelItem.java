package dev.ember.app.models;

import dev.ember.app.jobs.JobRecord;
import dev.ember.app.jobs.JobState;
import dev.ember.app.library.GpuStanding;
import dev.ember.app.library.LibraryState;
import dev.ember.app.library.MeasuredSpeed;
import dev.ember.app.library.ModelCard;
import java.util.ArrayList;
import java.util.List;

/** A row of the models screen. */
sealed interface ModelItem {

  /** Tells two versions of one row from two rows. */
  String key();

  /** How much room models take, and how much there is. */
  record Storage(LibraryState.Room room) implements ModelItem {
    @Override
    public String key() {
      return "storage";
    }
  }

  /** A model on its way in. */
  record Working(JobState state) implements ModelItem {
    @Override
    public String key() {
      return state.job().id();
    }
  }

  /** "On this phone". */
  record Heading() implements ModelItem {
    @Override
    public String key() {
      return "heading";
    }
  }

  /**
   * A model that is there.
   *
   * @param gpuChecked whether the GPU was found to be right with it, and faster
   * @param sourceBytes of the download that it was converted from; 0 if that is not kept
   */
  record Present(
      ModelCard card, boolean isDefault, boolean gpuChecked, MeasuredSpeed speed, long sourceBytes)
      implements ModelItem {
    @Override
    public String key() {
      return card.id();
    }
  }

  /** A model that was not taken. */
  record Refused(JobRecord job) implements ModelItem {
    @Override
    public String key() {
      return job.id();
    }
  }

  /** The rows of a state, from the top. */
  static List<ModelItem> of(ModelsState state) {
    List<ModelItem> items = new ArrayList<>();
    LibraryState library = state.library();
    if (library == null) {
      return items;
    }
    items.add(new Storage(library.room()));
    for (JobState job : state.jobs()) {
      if (job.job().status() != JobRecord.Status.REFUSED) {
        items.add(new Working(job));
      }
    }
    items.add(new Heading());
    for (ModelCard card : library.models()) {
      String id = card.id();
      GpuStanding gpu = state.of(id).gpu();
      items.add(
          new Present(
              card,
              id.equals(library.defaultId()),
              gpu != null && gpu.isWorthIt(),
              library.speed(id),
              library.source(id)));
    }
    for (JobState job : state.jobs()) {
      if (job.job().status() == JobRecord.Status.REFUSED) {
        items.add(new Refused(job.job()));
      }
    }
    return items;
  }
}
