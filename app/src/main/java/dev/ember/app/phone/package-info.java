/**
 * What the app asks of the phone itself, in one place: {@link dev.ember.app.phone.Phone}. The
 * application makes one; a test makes its own, and so can be warm, locked or deaf as it likes.
 */
@NullMarked
package dev.ember.app.phone;

import org.jspecify.annotations.NullMarked;
