/**
 * How a model was raised: {@link dev.ember.app.inside.stages.StageLook} asks every stage of it the
 * same, {@link dev.ember.app.inside.stages.StageOrder} finds out which models are stages of one.
 *
 * <p>Trap: a base model never saw the marks of a chat. It is given the plain text to go on with,
 * all others the chat; and it ends nowhere: what ends the answers of the others is one token more
 * of its text.
 */
@NullMarked
package dev.ember.app.inside.stages;

import org.jspecify.annotations.NullMarked;
