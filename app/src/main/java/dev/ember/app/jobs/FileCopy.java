package dev.ember.app.jobs;

import android.os.ParcelFileDescriptor;
import dev.ember.app.library.Refusal;
import dev.ember.converter.export.gguf.GgufSplit;
import dev.ember.inference.file.Buffers;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Copies an offered file, of several gigabytes if need be. What a former process has copied is kept
 * where the provider lets one begin in the middle; otherwise it begins anew.
 */
final class FileCopy {
  private static final int BUFFER_BYTES = 1 << 18;

  /** The format's own limit for the header of a safetensors file. */
  private static final long MOST_HEADER_BYTES = 100_000_000;

  private final FileOffers offers;
  private final FreeRoom room;

  FileCopy(FileOffers offers, FreeRoom room) {
    this.offers = offers;
    this.room = room;
  }

  /**
   * Copies to {@code part}.
   *
   * @throws Refusal if there is no room, the source is gone, or it ends before its own length
   */
  void run(String uri, Path part, JobControl control) throws IOException {
    run(uri, part, false, control);
  }

  /**
   * The same of one of several.
   *
   * @param begun whether another of them is here
   */
  void run(String uri, Path part, boolean begun, JobControl control) throws IOException {
    try (ParcelFileDescriptor file = offers.open(uri)) {
      FileInputStream in = new FileInputStream(file.getFileDescriptor()); // closed with the file
      long length = file.getStatSize(); // -1 for a pipe, which has no middle
      long have = Files.exists(part) ? Files.size(part) : 0;
      long from = resumeAt(have, length);
      // What is copied anew takes the old one's place.
      room.require(part, Math.max(0, length - have), begun || have > 0);
      if (from > 0) {
        in.getChannel().position(from);
      }
      try (FileChannel target =
          FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        target.truncate(from);
        target.position(from);
        copy(in, target, length, control);
        target.force(true);
      }
    }
  }

  /** Whether the file begins as weights alone do; then no more of it has to be copied. */
  boolean beginsAsWeights(String uri) throws IOException {
    try (ParcelFileDescriptor file = offers.open(uri)) {
      FileInputStream in = new FileInputStream(file.getFileDescriptor()); // closed with the file
      long headerBytes = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        headerBytes |= (in.read() & 0xFFL) << (Byte.SIZE * i);
      }
      return headerBytes > 0 && headerBytes <= MOST_HEADER_BYTES && in.read() == '{';
    }
  }

  /** Which of several files it says it is, if it is a GGUF of several; then it is not copied. */
  GgufSplit split(String uri) throws IOException {
    try (ParcelFileDescriptor file = offers.open(uri)) {
      return GgufSplit.read(new FileInputStream(file.getFileDescriptor())); // closed with the file
    }
  }

  private static long resumeAt(long have, long length) {
    return length > 0 && have <= length ? have : 0;
  }

  private static void copy(FileInputStream in, FileChannel target, long length, JobControl control)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    control.at(JobProgress.Step.COPYING, target.position(), length);
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      Buffers.writeFully(target, ByteBuffer.wrap(buffer, 0, read));
      control.at(JobProgress.Step.COPYING, target.position(), length);
    }
    if (length > 0 && target.position() < length) {
      throw new Refusal(
          Refusal.Reason.CUT_SHORT, length, target.position(), "the provider ended early");
    }
  }
}
