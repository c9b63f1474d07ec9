package coda.voice.server.purity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.slf4j.LoggerFactory;

/** Small sins, one a class, for the proof that the rule of purity sees each of them. */
@SuppressWarnings("unused")
final class Impurities {
  private Impurities() {}

  static final class Innocent {
    List<String> reversed(List<String> words) {
      List<String> turned = new ArrayList<>(words);
      Collections.reverse(turned);
      return turned.stream().map(word -> word + Math.max(1, word.length())).toList();
    }
  }

  static final class ReadsTheWallClock {
    long at = System.currentTimeMillis();
  }

  static final class ReadsTheMonotonicClock {
    long at = System.nanoTime();
  }

  static final class ReadsAnInstant {
    Object at = Instant.now();
  }

  static final class ReadsALocalTime {
    Object at = LocalDateTime.now();
  }

  static final class KeepsAClock {
    Object clock = Clock.systemUTC();
  }

  static final class StartsAThread {
    void go() {
      Thread.ofVirtual().start(() -> {});
    }
  }

  static final class WaitsOnAThread {
    void go() throws InterruptedException {
      Thread.sleep(1);
    }
  }

  static final class KeepsSomethingPerThread {
    ThreadLocal<String> it = new ThreadLocal<>();
  }

  static final class UsesAnExecutor {
    void go(ExecutorService executor) {
      executor.shutdown();
    }
  }

  static final class UsesALock {
    Object lock = new ReentrantLock();
  }

  static final class CountsAtomically {
    AtomicInteger count = new AtomicInteger();
  }

  static final class SetsATimer {
    Object timer = new Timer();
  }

  static final class Synchronizes {
    synchronized void go() {}
  }

  static final class SharesAField {
    volatile int it;
  }

  static final class StreamsInParallel {
    long count(List<String> words) {
      return words.parallelStream().count();
    }
  }

  static final class RollsDice {
    int roll = new Random().nextInt();
  }

  static final class RollsDicePerThread {
    int roll = ThreadLocalRandom.current().nextInt();
  }

  static final class RollsSplitDice {
    int roll = new SplittableRandom().nextInt();
  }

  static final class RollsAnyDice {
    int roll = RandomGenerator.getDefault().nextInt();
  }

  static final class RollsDiceByMath {
    double roll = Math.random();
  }

  static final class Shuffles {
    void shuffle(List<String> words) {
      Collections.shuffle(words);
    }
  }

  static final class NamesThingsByChance {
    String name = UUID.randomUUID().toString();
  }

  static final class OrdersByHashCode {
    Map<Thread.State, String> states = new HashMap<>();
  }

  static final class AsksWhereItIs {
    Locale here = Locale.getDefault();
  }

  static final class ReadsAFile {
    boolean there = Files.exists(Path.of("/"));
  }

  static final class Prints {
    void go() {
      System.out.println();
    }
  }

  static final class Logs {
    void go() {
      LoggerFactory.getLogger(Logs.class).info("here");
    }
  }
}
