/**
 * JSON read strictly: {@link dev.ember.inference.json.JsonFields} refuses what it was not asked
 * for, so that a file of a newer or a broken writer is never half understood.
 */
@NullMarked
package dev.ember.inference.json;

import org.jspecify.annotations.NullMarked;
