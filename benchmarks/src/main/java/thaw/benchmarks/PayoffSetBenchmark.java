package thaw.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import thaw.model.game.Game;
import thaw.model.game.Transition;
import thaw.solver.spe.PayoffSets;

/**
 * Payoff sets of the reference games with several states, and of random games of the sizes of the
 * reference's scaling table: random-STATES-ACTIONS-DISCOUNT, integer payoffs from −10 to 10, dense
 * transitions. Run from the project's root; tolerance 10⁻⁷ of the payoff range, certified.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PayoffSetBenchmark {
  private static final double TOLERANCE = 1e-7;

  @Param({
    "as_twostate_d0.7",
    "as_twostate_d0.9",
    "pd_twostate_d0.5",
    "pd_twostate_d0.667",
    "pd_twostate_d0.8",
    "risksharing_ne3_c2_d0.85_p0",
    "risksharing_ne3_c5_d0.85_p0",
    "abs2016_pd_twostate_d0.667",
    "abs2016_pd_twostate_d0.35",
    "rnd_s1_S2_A2_d0.8",
    "rnd_s2_S2_A3_d0.7",
    "rnd_s3_S3_A2_d0.85",
    "rnd_s4_S3_A3_d0.8",
    "random-2-3-0.5",
    "random-2-3-0.9",
    "random-2-3-0.95",
    "random-2-3-0.99",
    "random-4-3-0.8",
    "random-6-3-0.8",
    "random-8-3-0.8",
    "random-12-3-0.8",
    "random-4-2-0.8",
    "random-4-4-0.8",
    "random-4-6-0.8"
  })
  private String game;

  private Game loaded;

  /** Reads or makes the game. */
  @Setup
  public void load() throws IOException {
    loaded = game.startsWith("random-") ? random(game.split("-", 4)) : reference(game);
    if (!solve().converged()) {
      throw new IllegalStateException(game + " did not converge to " + TOLERANCE);
    }
  }

  /** One solve from nothing. */
  @Benchmark
  public PayoffSets.Result solve() {
    return PayoffSets.withDefaults()
        .with(PayoffSets.Options.defaults().withTolerance(TOLERANCE))
        .solve(loaded);
  }

  private static Game random(String[] words) {
    int states = Integer.parseInt(words[1]);
    int actions = Integer.parseInt(words[2]);
    double discount = Double.parseDouble(words[3]);
    Random random = new Random(states == 4 && actions == 4 ? 101 : 102);
    List<String> labels = new ArrayList<>();
    for (int a = 0; a < actions; a++) {
      labels.add("a" + a);
    }
    List<thaw.model.game.State> all = new ArrayList<>();
    for (int s = 0; s < states; s++) {
      double[] payoffs = new double[2 * actions * actions];
      Transition[] transitions = new Transition[actions * actions];
      for (int a = 0; a < transitions.length; a++) {
        payoffs[2 * a] = random.nextInt(21) - 10;
        payoffs[2 * a + 1] = random.nextInt(21) - 10;
        double[] p = new double[states];
        int[] to = new int[states];
        double sum = 0;
        for (int k = 0; k < states; k++) {
          to[k] = k;
          p[k] = -Math.log(1 - random.nextDouble());
          sum += p[k];
        }
        for (int k = 0; k < states; k++) {
          p[k] /= sum;
        }
        transitions[a] = Transition.of(to, p);
      }
      all.add(thaw.model.game.State.of("s" + s, List.of(labels, labels), payoffs, transitions));
    }
    return new Game("random", List.of("1", "2"), new double[] {discount, discount}, all);
  }

  private static Game reference(String name) throws IOException {
    Path folder = Path.of("solver/src/test/resources/thaw/solver/spe/reference");
    JsonNode root = new ObjectMapper().readTree(folder.resolve(name + ".json").toFile());
    List<thaw.model.game.State> all = new ArrayList<>();
    for (JsonNode state : root.get("states")) {
      List<List<String>> actions = new ArrayList<>();
      for (JsonNode own : state.get("actions")) {
        List<String> labels = new ArrayList<>();
        own.forEach(label -> labels.add(label.asText()));
        actions.add(labels);
      }
      int columns = actions.get(1).size();
      int profiles = actions.get(0).size() * columns;
      double[] payoffs = new double[2 * profiles];
      Transition[] transitions = new Transition[profiles];
      for (int a = 0; a < profiles; a++) {
        JsonNode payoff = state.get("payoffs").get(a / columns).get(a % columns);
        JsonNode row = state.get("transitions").get(a / columns).get(a % columns);
        payoffs[2 * a] = payoff.get(0).asDouble();
        payoffs[2 * a + 1] = payoff.get(1).asDouble();
        int[] to = new int[row.size()];
        double[] p = new double[row.size()];
        for (int k = 0; k < to.length; k++) {
          to[k] = k;
          p[k] = row.get(k).asDouble();
        }
        transitions[a] = Transition.of(to, p);
      }
      all.add(thaw.model.game.State.of(state.get("name").asText(), actions, payoffs, transitions));
    }
    double discount = root.get("discount").asDouble();
    return new Game(name, List.of("1", "2"), new double[] {discount, discount}, all);
  }
}
