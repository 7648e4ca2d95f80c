package dev.ember.app.jobs;

import com.google.gson.stream.JsonWriter;
import dev.ember.app.library.Refusal;
import dev.ember.inference.json.JsonFields;
import java.io.IOException;
import java.io.StringWriter;

/** A job's record as a file. */
final class JobRecordJson {
  private JobRecordJson() {}

  static String write(JobRecord job) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      json.name("id").value(job.id());
      json.name("kind").value(job.kind().name());
      json.name("title").value(job.title());
      json.name("source").value(job.source());
      json.name("sha256").value(job.sha256());
      json.name("unmeteredOnly").value(job.unmeteredOnly());
      json.name("status").value(job.status().name());
      JobRecord.Fault fault = job.fault();
      if (fault != null) {
        json.name("reason").value(fault.reason().name());
        json.name("expected").value(fault.expected());
        json.name("found").value(fault.found());
        json.name("detail").value(fault.detail());
      }
      json.endObject();
    }
    return text.toString();
  }

  /**
   * @throws IOException if it is not a record
   */
  static JobRecord read(String text) throws IOException {
    JsonFields json = JsonFields.parse(text);
    try {
      return new JobRecord(
          json.string("id"),
          JobRecord.Kind.valueOf(json.string("kind")),
          json.string("title"),
          json.string("source"),
          json.string("sha256"),
          json.bool("unmeteredOnly"),
          JobRecord.Status.valueOf(json.string("status")),
          json.has("reason")
              ? new JobRecord.Fault(
                  Refusal.Reason.valueOf(json.string("reason")),
                  json.int64("expected"),
                  json.int64("found"),
                  json.string("detail"))
              : null);
    } catch (IllegalArgumentException unknownName) {
      throw new IOException("a job's record: " + unknownName.getMessage(), unknownName);
    }
  }
}
