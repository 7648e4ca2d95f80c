package dev.ember.converter.cli.chat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A chat without a terminal: {@code echo hi | ember chat}. */
public final class PlainChat {
  private PlainChat() {}

  /** Enters each line of {@code in}, up to its end or {@code /quit}. */
  public static void run(InputStream in, ChatSession session) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && session.enter(line)) {
      line = lines.readLine();
    }
  }
}
