package dev.ember.converter.training.parallel;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How processes come together. Where torchrun (or a scheduler) has set {@code RANK}, {@code
 * WORLD_SIZE}, {@code MASTER_ADDR} and {@code MASTER_PORT}, this process is one of those; else it
 * starts the others itself on this machine, with the same command line.
 */
public final class Nodes {
  private static final String RANK = "RANK";
  private static final String WORLD_SIZE = "WORLD_SIZE";
  private static final String LOCAL_RANK = "LOCAL_RANK";
  private static final String LOCAL_WORLD_SIZE = "LOCAL_WORLD_SIZE";
  private static final String ADDRESS = "MASTER_ADDR";
  private static final String PORT = "MASTER_PORT";
  private static final int LAST_PORT = 0xFFFF;
  private static final String LOOPBACK = "127.0.0.1";

  private final Map<String, String> environment;

  public Nodes(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** How many of the processes share this machine's processors. */
  public int onThisMachine(int nodes) {
    String local = environment.get(LOCAL_WORLD_SIZE);
    if (local != null) {
      return number(LOCAL_WORLD_SIZE);
    }
    return environment.containsKey(RANK) ? 1 : nodes;
  }

  /** The number of this process among those of this machine, and so that of its GPU. */
  public int placeOnThisMachine() {
    return environment.containsKey(LOCAL_RANK) ? number(LOCAL_RANK) : 0;
  }

  /**
   * How many processes there are to be.
   *
   * @param nodes as the options say; null for as many as the environment says, or one
   * @throws IllegalArgumentException if the environment contradicts it or itself
   */
  public int count(@Nullable Integer nodes) {
    if (environment.containsKey(RANK)) {
      int count = number(WORLD_SIZE);
      if (nodes != null && nodes != count) {
        throw new IllegalArgumentException(
            "expected --nodes to be " + WORLD_SIZE + ", " + count + ", but found " + nodes);
      }
      return count;
    }
    int count = nodes == null ? 1 : nodes;
    if (count < 1) {
      throw new IllegalArgumentException("expected at least 1 node but found " + count);
    }
    return count;
  }

  /**
   * Comes together.
   *
   * @param nodes how many there are to be; null for as many as the environment says, or one
   * @param program of which others are started, where the environment says nothing
   * @throws IllegalArgumentException if the environment contradicts it or itself
   * @throws IOException if one of them does not come
   */
  public Peers join(@Nullable Integer nodes, ThisProgram program) throws IOException {
    if (environment.containsKey(RANK)) {
      return joinOthers(nodes);
    }
    int count = count(nodes);
    if (count == 1) {
      return Peers.ALONE;
    }
    GlooPeers.MeetingPoint point = GlooPeers.at(LOOPBACK, 0, 0, count);
    StartedProcesses others = new StartedProcesses();
    for (int rank = 1; rank < count; rank++) {
      others.start(program.again(place(rank, count, point.port())));
    }
    return others.meet(() -> point.meet(0));
  }

  private Peers joinOthers(@Nullable Integer nodes) throws IOException {
    int rank = number(RANK);
    int count = count(nodes);
    if (rank >= count) {
      throw new IllegalArgumentException(
          "expected " + RANK + " below " + WORLD_SIZE + " but found " + rank + " of " + count);
    }
    if (count == 1) {
      return Peers.ALONE;
    }
    return GlooPeers.at(text(ADDRESS), port(), rank, count).meet(rank);
  }

  /** What a process of this machine finds in its environment. */
  private static Map<String, String> place(int rank, int count, int port) {
    return Map.of(
        RANK, Integer.toString(rank),
        LOCAL_RANK, Integer.toString(rank),
        WORLD_SIZE, Integer.toString(count),
        LOCAL_WORLD_SIZE, Integer.toString(count),
        ADDRESS, LOOPBACK,
        PORT, Integer.toString(port));
  }

  private int port() {
    int port = number(PORT);
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalArgumentException(
          "expected " + PORT + " from 1 to " + LAST_PORT + " but found " + port);
    }
    return port;
  }

  private int number(String name) {
    String text = text(name);
    if (!text.matches("\\d{1,5}")) {
      throw new IllegalArgumentException("expected " + name + " to be a number but found " + text);
    }
    return Integer.parseInt(text);
  }

  private String text(String name) {
    String text = environment.get(name);
    if (text == null) {
      throw new IllegalArgumentException(
          "expected " + name + " in the environment beside " + RANK + " but found none");
    }
    return text;
  }
}
