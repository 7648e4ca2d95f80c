/**
 * Chat templates on the command line: {@link dev.ember.converter.cli.template.TemplateText} finds
 * one in what a user names, {@link dev.ember.converter.cli.template.RenderedLines} renders many.
 *
 * <p>Trap: a Jinja text and a JSON object both begin with a brace; the character after it decides.
 */
@NullMarked
package dev.ember.converter.cli.template;

import org.jspecify.annotations.NullMarked;
