package dev.ember.inference.breach;

import dev.ember.converter.export.breach.Upwards;
import dev.ember.inference.file.AtomicFile;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** An inference class that prints, starts threads, and knows who stands above it. */
public final class Noise {
  private Noise() {}

  static final class Prints {
    private Prints() {}

    static void print() {
      System.out.println("hello");
    }
  }

  static final class StartsThread {
    private StartsThread() {}

    static Thread start() {
      Thread thread = new Thread(() -> {});
      thread.start();
      return thread;
    }
  }

  static final class AsksForExecutor {
    private AsksForExecutor() {}

    static ExecutorService executor() {
      return Executors.newSingleThreadExecutor();
    }
  }

  static final class RunsInParallel {
    private RunsInParallel() {}

    static int sum() {
      return IntStream.range(0, 2).parallel().sum();
    }
  }

  static final class PointsUpwards {
    private PointsUpwards() {}

    static Upwards above() {
      return new Upwards();
    }
  }

  static final class NamesRuntimes {
    private NamesRuntimes() {}

    static Class<?> tensorFlowLite() {
      return org.bytedeco.tensorflowlite.FlatBufferModel.class;
    }

    static Class<?> libtorch() {
      return org.bytedeco.pytorch.StandIn.class;
    }
  }

  static final class Calls {
    private Calls() {}

    static Socket home() {
      return new Socket();
    }
  }

  static final class WritesInPart {
    private WritesInPart() {}

    static void write(Path file) throws IOException {
      AtomicFile.write(file, channel -> channel.write(ByteBuffer.allocate(1)));
    }
  }

  static final class NamingHelper {
    private NamingHelper() {}
  }
}
