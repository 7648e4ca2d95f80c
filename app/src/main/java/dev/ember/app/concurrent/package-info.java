/**
 * Who runs what: {@link dev.ember.app.concurrent.AppExecutors} makes every thread of the app,
 * {@link dev.ember.app.concurrent.FrameThrottle} keeps a fast one from flooding a slow one.
 */
@NullMarked
package dev.ember.app.concurrent;

import org.jspecify.annotations.NullMarked;
