/**
 * What is in a file, for people and as JSON: {@link dev.ember.converter.cli.inspect.Inspection}
 * looks at anything that Ember knows, {@link dev.ember.converter.cli.inspect.FactSheet} holds what
 * it found.
 *
 * <p>Trap: looking must not need what importing needs. A model of a family that Ember does not
 * compute still tells its tokenizer, and then why it cannot be imported.
 */
@NullMarked
package dev.ember.converter.cli.inspect;

import org.jspecify.annotations.NullMarked;
