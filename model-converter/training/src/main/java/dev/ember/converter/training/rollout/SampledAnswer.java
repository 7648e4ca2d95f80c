package dev.ember.converter.training.rollout;

import dev.ember.converter.training.encode.AnsweredPrompt;

/**
 * An answer that a model wrote.
 *
 * @param answer its tokens behind those of the prompt; a token that ended it is the last
 * @param stopped whether the model ended it, rather than the limit
 */
public record SampledAnswer(AnsweredPrompt answer, boolean stopped) {}
