/** Backups, whole and spoiled: {@link dev.ember.app.backup.BackupTest}. */
@NullMarked
package dev.ember.app.backup;

import org.jspecify.annotations.NullMarked;
