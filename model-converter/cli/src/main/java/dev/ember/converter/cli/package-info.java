/**
 * The desktop tool {@code ember}. {@link dev.ember.converter.cli.EmberCommand} lists the commands
 * in the order of the pipeline; each is one class that runs in process, so tests call it as a user
 * does.
 *
 * <p>Traps: standard output carries results alone, whatever is for people goes to standard error;
 * the trainer is a process of its own, since libtorch wants its environment set before it loads.
 */
@NullMarked
package dev.ember.converter.cli;

import org.jspecify.annotations.NullMarked;
