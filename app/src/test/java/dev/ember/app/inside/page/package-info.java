@NullMarked
package dev.ember.app.inside.page;

import org.jspecify.annotations.NullMarked;
