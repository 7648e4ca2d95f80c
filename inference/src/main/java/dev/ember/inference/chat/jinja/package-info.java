/**
 * Jinja as chat templates use it: {@link dev.ember.inference.chat.jinja.Template}.
 *
 * <p>Flow: source {@code -> Lexer -> Parser} (tags; {@code ExpressionParser} and {@code
 * PostfixParser} read what stands in them) {@code ->} a tree of {@code Statement} and {@code
 * Expression}, run with a {@code Scope} of names under the limits of a {@code Rendering}.
 *
 * <p>Traps: {@code ~} binds tighter than {@code +}; {@code x is y} tighter than {@code not}; a
 * print tag never eats the line feed after it, other tags do; texts are counted and cut by code
 * point; a missing key is no error, a key of a missing value is.
 */
@NullMarked
package dev.ember.inference.chat.jinja;

import org.jspecify.annotations.NullMarked;
