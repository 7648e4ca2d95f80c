/**
 * The theme against the design: {@link dev.ember.app.theme.ColorRolesTest} compares every colour
 * role and computes its contrast.
 */
@NullMarked
package dev.ember.app.theme;

import org.jspecify.annotations.NullMarked;
