package dev.ember.app.data;

import androidx.room.Entity;
import androidx.room.PrimaryKey;

/**
 * How far the full-text index has been made anew after an update has changed {@link SearchText}. No
 * row: it is up to date.
 *
 * @param throughRowid what stands behind this row is still as an older version cut it
 */
@Entity(tableName = "stale_index")
record StaleIndexEntity(@PrimaryKey long throughRowid) {

  /** Before the first row. */
  static final long NOTHING = Long.MIN_VALUE;
}
