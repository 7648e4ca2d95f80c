/**
 * The model at work: loads the bundle and answers chats, one at a time, on one thread.
 *
 * <p>Start at {@link dev.ember.app.engine.ChatEngine}. {@link dev.ember.app.engine.ModelState} says
 * where the model stands, {@link dev.ember.app.engine.AnswerPhase} what an answer is doing.
 */
@NullMarked
package dev.ember.app.engine;

import org.jspecify.annotations.NullMarked;
