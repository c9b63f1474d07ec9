package coda.voice.testkit.peers.moshiserver;

import coda.voice.testkit.peers.socket.PeerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One connection as the server saw it. Any thread. */
public final class Visit {
  private final PeerRequest request;
  private final List<Integer> audioSizes = new ArrayList<>();
  private final List<float[]> audio = new ArrayList<>();
  private final List<Long> markers = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final List<Integer> pings = new ArrayList<>();
  private int pongs;
  private boolean endOfText;
  private boolean admitted;
  private long endedNanos;
  private Optional<String> end = Optional.empty();

  Visit(PeerRequest request) {
    this.request = request;
  }

  /** The path that was asked for. */
  public String path() {
    return request.path();
  }

  /** The query's parameters. */
  public Map<String, String> query() {
    return request.query();
  }

  /** A header of the request. */
  public Optional<String> header(String name) {
    return request.header(name);
  }

  /** Whether it got a slot. */
  public synchronized boolean admitted() {
    return admitted;
  }

  /** How many samples each audio message had. */
  public synchronized List<Integer> audioSizes() {
    return List.copyOf(audioSizes);
  }

  /** How many samples were heard. */
  public synchronized int samples() {
    return audioSizes.stream().mapToInt(Integer::intValue).sum();
  }

  /** All that was heard. */
  public synchronized float[] audio() {
    float[] all = new float[samples()];
    int at = 0;
    for (float[] piece : audio) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }

  /** The ids of its markers. */
  public synchronized List<Long> markers() {
    return List.copyOf(markers);
  }

  /** The texts it wanted spoken. */
  public synchronized List<String> texts() {
    return List.copyOf(texts);
  }

  /** Whether it said that no more text comes. */
  public synchronized boolean endOfText() {
    return endOfText;
  }

  /** How long the payloads of its pings were. */
  public synchronized List<Integer> pings() {
    return List.copyOf(pings);
  }

  /** How many pings of ours it answered. */
  public synchronized int pongs() {
    return pongs;
  }

  /** How it ended: {@code closed 1000}, {@code gone}, or why the server ended it; empty before. */
  public synchronized Optional<String> end() {
    return end;
  }

  /** When it ended, on the clock of {@link System#nanoTime}; 0 before. */
  public synchronized long endedNanos() {
    return endedNanos;
  }

  synchronized void admit() {
    admitted = true;
  }

  synchronized void hear(float[] samples) {
    audioSizes.add(samples.length);
    audio.add(samples);
  }

  synchronized void mark(long id) {
    markers.add(id);
  }

  synchronized void read(String text) {
    texts.add(text);
  }

  synchronized void readAll() {
    endOfText = true;
  }

  synchronized void ping(int length) {
    pings.add(length);
  }

  synchronized void pong() {
    pongs++;
  }

  synchronized void ended(String how) {
    if (end.isEmpty()) {
      end = Optional.of(how);
      endedNanos = System.nanoTime();
    }
  }
}
