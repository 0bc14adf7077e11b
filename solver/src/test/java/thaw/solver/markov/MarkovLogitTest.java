package thaw.solver.markov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;

class MarkovLogitTest {
  private static final double TOLERANCE = 1e-8;

  record Case(String name, Game game, JsonNode expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> references() throws IOException {
    try (Stream<Path> files =
        Files.list(Path.of("src/test/resources/thaw/solver/markov/reference"))) {
      List<Case> cases = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        JsonNode root = new ObjectMapper().readTree(file.toFile());
        cases.add(new Case(root.get("name").asText(), game(root), root));
      }
      return cases;
    }
  }

  private static void leaves(JsonNode node, int depth, List<JsonNode> into) {
    if (depth == 0) {
      into.add(node);
      return;
    }
    node.forEach(child -> leaves(child, depth - 1, into));
  }

  private static Game game(JsonNode root) {
    int states = root.get("num_states").asInt();
    int players = root.get("num_players").asInt();
    double[] discount = new double[players];
    List<String> names = new ArrayList<>();
    for (int i = 0; i < players; i++) {
      discount[i] = root.get("delta").get(i).asDouble();
      names.add("p" + i);
    }
    List<State> all = new ArrayList<>();
    for (int s = 0; s < states; s++) {
      List<List<String>> actions = new ArrayList<>();
      List<List<JsonNode>> payoffs = new ArrayList<>();
      for (int i = 0; i < players; i++) {
        List<String> own = new ArrayList<>();
        for (int k = 0; k < root.get("nums_actions").get(s).get(i).asInt(); k++) {
          own.add("a" + k);
        }
        actions.add(own);
        List<JsonNode> list = new ArrayList<>();
        leaves(root.get("u").get(s).get(i), players, list);
        payoffs.add(list);
      }
      List<JsonNode> rows = new ArrayList<>();
      leaves(root.get("phi").get(s), players, rows);
      double[] u = new double[rows.size() * players];
      Transition[] transitions = new Transition[rows.size()];
      for (int a = 0; a < rows.size(); a++) {
        for (int i = 0; i < players; i++) {
          u[a * players + i] = payoffs.get(i).get(a).asDouble();
        }
        transitions[a] = transition(rows.get(a), s);
      }
      all.add(State.of("s" + s, actions, u, transitions));
    }
    return new Game("reference", names, discount, all);
  }

  /** A row of zeros, as in games that end, stays: with δ = 0 nobody cares. */
  private static Transition transition(JsonNode row, int s) {
    double[] p = new double[row.size()];
    int[] to = new int[row.size()];
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      p[k] = row.get(k).asDouble();
      to[k] = k;
      sum += p[k];
    }
    if (sum == 0) {
      return Transition.to(s);
    }
    double total = sum;
    return Transition.of(to, Arrays.stream(p).map(v -> v / total).toArray());
  }

  @ParameterizedTest
  @MethodSource("references")
  void theBranchPassesThroughTheReferencePointsAndEndsWhereItShould(Case reference) {
    JsonNode points = reference.expected().get("markov_logit_qre");
    double[] lambdas = new double[points.size()];
    for (int k = 0; k < lambdas.length; k++) {
      lambdas[k] = points.get(k).get("lam").asDouble();
    }
    MarkovLogit.Result found =
        MarkovLogit.withDefaults()
            .with(MarkovLogit.Options.defaults().withLambdas(lambdas))
            .solve(reference.game());
    assertThat(found.converged()).isTrue();
    assertThat(found.regret()).isLessThan(1e-7);
    for (JsonNode point : points) {
      MarkovLogit.Point here =
          found.points().stream()
              .filter(p -> p.lambda() == point.get("lam").asDouble())
              .findFirst()
              .orElseThrow();
      assertThat(here.residual()).isLessThan(1e-12);
      compare(point.get("sigma"), here.strategies().probabilities(), TOLERANCE);
      double[][] totals = here.strategies().totals();
      for (int s = 0; s < totals.length; s++) {
        for (int i = 0; i < totals[s].length; i++) {
          double expected = point.get("V").get(s).get(i).asDouble();
          assertThat(totals[s][i]).isCloseTo(expected, within(1e-7 * (1 + Math.abs(expected))));
        }
      }
    }
    compare(reference.expected().get("limit"), found.limit().get(0).probabilities(), 1e-6);
  }

  private static void compare(JsonNode expected, double[][][] found, double tolerance) {
    for (int s = 0; s < found.length; s++) {
      for (int i = 0; i < found[s].length; i++) {
        for (int a = 0; a < found[s][i].length; a++) {
          assertThat(found[s][i][a])
              .isCloseTo(expected.get(s).get(i).get(a).asDouble(), within(tolerance));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("references")
  void allPureEquilibriaAreFound(Case reference) {
    JsonNode expected = reference.expected().get("all_pure_mpe");
    if (expected == null || expected.isNull()) {
      return;
    }
    PureMarkov.Result found = PureMarkov.withDefaults().solve(reference.game());
    assertThat(found.complete()).isTrue();
    assertThat(found.equilibria()).hasSameSizeAs(expected);
  }

  /** Properties on games nobody looked at: independent residuals, and a limit without regret. */
  @Test
  void randomGamesOfThreePlayersHaveLogitPointsAndALimitWithoutRegret() {
    Random random = new Random(11);
    for (int k = 0; k < 30; k++) {
      int states = 1 + random.nextInt(3);
      List<State> all = new ArrayList<>();
      for (int s = 0; s < states; s++) {
        double[] u = new double[8 * 3];
        Transition[] to = new Transition[8];
        for (int a = 0; a < 8; a++) {
          for (int i = 0; i < 3; i++) {
            u[3 * a + i] = random.nextInt(21) - 10;
          }
          to[a] = Transition.to(random.nextInt(states));
        }
        List<String> two = List.of("a", "b");
        all.add(State.of("s" + s, List.of(two, two, two), u, to));
      }
      Game game = new Game("r", List.of("1", "2", "3"), new double[] {0.5, 0.7, 0.9}, all);
      MarkovLogit.Result found =
          MarkovLogit.withDefaults()
              .with(MarkovLogit.Options.defaults().withLambdas(0, 0.1, 1))
              .solve(game);
      assertThat(found.points()).hasSize(3);
      assertThat(found.points()).allMatch(p -> p.residual() < 1e-9);
      assertThat(found.converged()).as("game %d", k).isTrue();
      assertThat(found.limit().get(0).regret()).isLessThan(1e-6 * 20);
    }
  }
}
