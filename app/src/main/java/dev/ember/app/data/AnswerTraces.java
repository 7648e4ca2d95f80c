package dev.ember.app.data;

import dev.ember.inference.replay.Replay;
import dev.ember.inference.replay.ReplayJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The stored {@link AnswerTrace}s.
 *
 * <h2>Threading model</h2>
 *
 * The disk thread.
 */
public final class AnswerTraces {
  private final TraceDao dao;

  AnswerTraces(TraceDao dao) {
    this.dao = dao;
  }

  /** Of one answer, from its first word on; empty where nothing is known. */
  public List<AnswerTrace> of(long answerId) {
    List<AnswerTrace> traces = new ArrayList<>();
    for (TraceEntity stored : dao.of(answerId)) {
      addTo(traces, stored);
    }
    return traces;
  }

  /** Takes those of one answer over to its copy. */
  void copy(long fromId, long toId) {
    dao.copy(fromId, toId);
  }

  /** Forgets what quotes a deleted message of a chat. */
  void eraseDeleted(long chatId) {
    dao.eraseDeleted(chatId);
  }

  void add(long answerId, AnswerTrace trace) {
    try {
      dao.insert(
          new TraceEntity(
              0,
              answerId,
              trace.startChar(),
              ReplayJson.write(trace.replay()),
              text(trace.ends()),
              trace.sure().isEmpty() ? null : text(trace.sure()),
              trace.byHand()));
    } catch (IOException e) {
      throw new AssertionError("JSON into memory is not refused", e);
    }
  }

  /** One that a later version wrote in another way is as one that is missing. */
  private static void addTo(List<AnswerTrace> traces, TraceEntity row) {
    Replay replay;
    try {
      replay = ReplayJson.read("trace " + row.id(), row.replay());
    } catch (IOException unreadable) {
      return;
    }
    List<Integer> sure = row.sure() == null ? List.of() : numbers(row.sure());
    traces.add(
        new AnswerTrace(
            row.id(), row.startChar(), replay, numbers(row.ends()), sure, row.byHand()));
  }

  private static String text(List<Integer> numbers) {
    StringBuilder text = new StringBuilder();
    for (int number : numbers) {
      text.append(text.length() == 0 ? "" : ",").append(number);
    }
    return text.toString();
  }

  private static List<Integer> numbers(String text) {
    List<Integer> numbers = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String number : text.split(",", -1)) {
        numbers.add(Integer.valueOf(number));
      }
    }
    return numbers;
  }
}
