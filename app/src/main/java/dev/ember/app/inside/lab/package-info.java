/**
 * Looking inside a model, for every screen that does: {@link dev.ember.app.inside.lab.Lab} opens a
 * bundle for the plain-Java reference and works on a thread of its own.
 *
 * <pre>
 * main    LabLook.begin(model, key, task)    the look before it is cancelled
 * inside  task.run(OpenModel, LabProgress)   waits at each step while a chat is answered
 * main    LabLook.state                      Empty, Working, Done or Failed
 * </pre>
 *
 * <p>Trap: a task runs on {@code ember-inside} and must touch no view, no database and nothing that
 * the main thread changes; what it gives back must not change any more.
 */
@NullMarked
package dev.ember.app.inside.lab;

import org.jspecify.annotations.NullMarked;
