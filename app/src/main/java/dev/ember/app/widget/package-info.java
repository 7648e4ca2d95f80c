/**
 * What both screens are made of: {@link dev.ember.app.widget.ReadingColumnLayout} keeps lines short
 * enough to read, {@link dev.ember.app.widget.SystemInsets} keeps them clear of the system's bars.
 */
@NullMarked
package dev.ember.app.widget;

import org.jspecify.annotations.NullMarked;
