package dev.ember.converter.training.distil;

/**
 * What a teacher wrote.
 *
 * @param text without the mark that ended it
 * @param stopped whether the teacher ended it, rather than the limit
 * @param meanNats the teacher's mean surprise at its own tokens
 */
public record TeacherAnswer(String text, boolean stopped, double meanNats) {}
