@NullMarked
package dev.ember.app.inside.tokens;

import org.jspecify.annotations.NullMarked;
