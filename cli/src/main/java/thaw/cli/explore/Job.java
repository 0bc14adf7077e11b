package thaw.cli.explore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import thaw.model.io.Json;

/** One solve that the page asked for: what it is doing and what it has found so far. */
final class Job {
  /** Reports of progress reach the page no more often than this. */
  private static final long BETWEEN = 200_000_000;

  private static final long NANOSECONDS_PER_MILLISECOND = 1_000_000;

  private enum State {
    RUNNING,
    DONE,
    STOPPED,
    FAILED
  }

  private record Part(long version, JsonNode content) {}

  private final long number;
  private final Map<String, Double> values;
  private final boolean levers;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private State state = State.RUNNING;
  private String stage = "waiting";
  private double share = -1;
  private long version = 1;
  private long told = System.nanoTime();
  private volatile boolean stopped;

  /**
   * @param number counts the jobs of an explorer
   * @param values the parameters that differ from the scenario's
   * @param levers whether levers are searched too
   */
  Job(long number, Map<String, Double> values, boolean levers) {
    this.number = number;
    this.values = Map.copyOf(values);
    this.levers = levers;
  }

  long number() {
    return number;
  }

  Map<String, Double> values() {
    return values;
  }

  boolean levers() {
    return levers;
  }

  /** Begins a stage. */
  synchronized void stage(String name) {
    endIfStopped();
    stage = name;
    share = -1;
    changed();
  }

  /** Something goes on within the stage. */
  void tick() {
    endIfStopped();
  }

  /** Part of the stage is done. */
  synchronized void done(int done, int all) {
    endIfStopped();
    share = (double) done / all;
    if (System.nanoTime() - told >= BETWEEN) {
      changed();
    }
  }

  /** A part of the answer, replacing one of the same name. */
  synchronized void found(String name, JsonNode content) {
    endIfStopped();
    parts.put(name, new Part(version + 1, content));
    changed();
  }

  /** Ends the solve at its next tick; nothing where it has ended. */
  void stop() {
    stopped = true;
    end(State.STOPPED, "stopped");
  }

  synchronized void finished() {
    end(State.DONE, "done");
  }

  synchronized void failed(String why) {
    end(State.FAILED, why);
  }

  private synchronized void end(State how, String what) {
    if (state == State.RUNNING) {
      state = how;
      stage = what;
      share = -1;
      changed();
    }
  }

  private void endIfStopped() {
    if (stopped) {
      throw new CancellationException(stage);
    }
  }

  private void changed() {
    version++;
    told = System.nanoTime();
    notifyAll();
  }

  /**
   * What is new since version {@code seen}; waits for news up to {@code milliseconds}.
   *
   * @return state, stage, share done (negative if unknown), version, and the parts that are newer
   */
  synchronized ObjectNode news(long seen, long milliseconds) throws InterruptedException {
    long end = System.nanoTime() + milliseconds * NANOSECONDS_PER_MILLISECOND;
    while (version <= seen && state == State.RUNNING) {
      long left = (end - System.nanoTime()) / NANOSECONDS_PER_MILLISECOND;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    ObjectNode news = Json.object();
    news.put("job", number);
    news.put("state", state.name().toLowerCase(Locale.ROOT));
    news.put("stage", stage);
    news.put("share", share);
    news.put("version", version);
    ObjectNode found = news.putObject("parts");
    parts.forEach(
        (name, part) -> {
          if (part.version() > seen) {
            found.set(name, part.content());
          }
        });
    return news;
  }
}
