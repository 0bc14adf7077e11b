package thaw.solver.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.spe.PayoffSets;

/**
 * How time and memory of payoff sets grow with the number of states where transitions are local:
 * random games on a ring, each profile leading to the state itself and to one of its neighbours.
 * Prints the processor time of the thread that solves, and the largest heap in use after any
 * garbage collection meanwhile (run with {@code -XX:+UseSerialGC -Xmn16m}, which collects often).
 *
 * <p>Arguments: numbers of states (default 16 to 4096, by fours).
 */
public final class LocalGamesBenchmark {
  private static final double DISCOUNT = 0.8;
  private static final double TOLERANCE = 1e-3;

  private LocalGamesBenchmark() {}

  /** Runs and prints. */
  public static void main(String[] arguments) {
    AtomicLong inUse = new AtomicLong();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener(
              (notification, unused) -> {
                long after =
                    GarbageCollectionNotificationInfo.from(
                            (CompositeData) notification.getUserData())
                        .getGcInfo()
                        .getMemoryUsageAfterGc()
                        .values()
                        .stream()
                        .mapToLong(MemoryUsage::getUsed)
                        .sum();
                inUse.accumulateAndGet(after, Math::max);
              },
              null,
              null);
    }
    int[] sizes = {16, 64, 256, 1024, 4096};
    if (arguments.length > 0) {
      sizes = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
    }
    solve(ring(256)); // warms up
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    System.out.println("states,seconds,milliseconds per state,heap MB,kB per state,error bound");
    for (int states : sizes) {
      Game game = ring(states);
      System.gc();
      inUse.set(0);
      long begin = clock.getCurrentThreadCpuTime();
      PayoffSets.Result result = solve(game);
      double seconds = (clock.getCurrentThreadCpuTime() - begin) / 1e9;
      double heap = inUse.get();
      System.out.printf(
          "%d,%.2f,%.2f,%.1f,%.1f,%.1e%n",
          states,
          seconds,
          1000 * seconds / states,
          heap / (1 << 20),
          heap / 1024 / states,
          result.relativeErrorBound());
    }
  }

  private static PayoffSets.Result solve(Game game) {
    return PayoffSets.withDefaults()
        .with(PayoffSets.Options.defaults().withTolerance(TOLERANCE))
        .solve(game);
  }

  private static Game ring(int states) {
    Random random = new Random(1);
    List<String> actions = List.of("a", "b");
    List<State> all = new ArrayList<>();
    for (int s = 0; s < states; s++) {
      double[] payoffs = new double[8];
      Transition[] transitions = new Transition[4];
      for (int a = 0; a < transitions.length; a++) {
        payoffs[2 * a] = random.nextDouble();
        payoffs[2 * a + 1] = random.nextDouble();
        int neighbour = (s + (random.nextBoolean() ? 1 : states - 1)) % states;
        double stays = random.nextDouble();
        transitions[a] = Transition.of(new int[] {s, neighbour}, new double[] {stays, 1 - stays});
      }
      all.add(State.of("s" + s, List.of(actions, actions), payoffs, transitions));
    }
    return new Game("ring", List.of("1", "2"), new double[] {DISCOUNT, DISCOUNT}, all);
  }
}
