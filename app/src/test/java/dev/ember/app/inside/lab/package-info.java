@NullMarked
package dev.ember.app.inside.lab;

import org.jspecify.annotations.NullMarked;
