package dev.ember.inference.backend.trust;

/**
 * What a verdict holds for; with any change of it the proof is made again.
 *
 * @param bundle fingerprint of the model's file
 * @param device the phone's system, which its drivers come with, and the runtimes' versions
 * @param app version of the program
 */
public record Circumstances(String bundle, String device, String app) {}
