/**
 * Answers that go on when nobody looks: {@link dev.ember.app.background.AnswerService} keeps the
 * process in the foreground while one is written, {@link dev.ember.app.background.MemoryPressure}
 * tells a hidden window from a phone that is short of memory.
 */
@NullMarked
package dev.ember.app.background;

import org.jspecify.annotations.NullMarked;
