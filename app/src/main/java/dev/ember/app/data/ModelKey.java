package dev.ember.app.data;

/**
 * By what settings of a model are found. Two imports may have one name, and a name may be empty, so
 * the id decides; what a version before 9 of the database has kept under the name holds until
 * something is set for the model itself.
 *
 * @param id of its bundle in the library; empty where there is only one model
 * @param name for people
 */
public record ModelKey(String id, String name) {
  private static final String BY_ID = "model:";

  /** What {@link Migrations} puts before the names of older versions. */
  static final String BY_NAME = "named:";

  /** As {@link DefaultsEntity#scope}. */
  public String scope() {
    return BY_ID + id;
  }

  String formerScope() {
    return BY_NAME + name;
  }
}
