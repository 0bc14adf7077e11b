package thaw.solver.markov;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;

/**
 * Logit equilibria of two-player normal forms against points computed with an independent program,
 * each polished to a residual of rounding, and the ends of the branches. Left out are points that
 * break a symmetry of their game: the principal branch keeps every symmetry, since it starts
 * symmetric and symmetric points map to symmetric points; and those of three games that lie on a
 * branch which is met only by way of such points. References end at a finite λ, hence the tolerance
 * at the ends.
 */
class NormalFormLogitTest {
  record Case(String name, Game game, JsonNode points, JsonNode end) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() throws IOException {
    Path file = Path.of("src/test/resources/thaw/solver/markov/logit-normal-forms.json");
    List<Case> cases = new ArrayList<>();
    for (JsonNode node : new ObjectMapper().readTree(file.toFile())) {
      Game game = bimatrix(node.get("A"), node.get("B"));
      cases.add(new Case(node.get("name").asText(), game, node.get("points"), node.path("end")));
    }
    return cases;
  }

  private static Game bimatrix(JsonNode a, JsonNode b) {
    int rows = a.size();
    int columns = a.get(0).size();
    double[] u = new double[2 * rows * columns];
    Transition[] stay = new Transition[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        u[2 * (i * columns + j)] = a.get(i).get(j).asDouble();
        u[2 * (i * columns + j) + 1] = b.get(i).get(j).asDouble();
        stay[i * columns + j] = Transition.to(0);
      }
    }
    List<List<String>> actions =
        List.of(
            IntStream.range(0, rows).mapToObj(k -> "r" + k).toList(),
            IntStream.range(0, columns).mapToObj(k -> "c" + k).toList());
    State state = State.of("s", actions, u, stay);
    return new Game("normal form", List.of("1", "2"), new double[] {0.5, 0.5}, List.of(state));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theBranchPassesThroughEveryReferencePointAndEndsWhereTheReferenceEnds(Case reference) {
    double[] lambdas = new double[reference.points().size()];
    for (int k = 0; k < lambdas.length; k++) {
      lambdas[k] = reference.points().get(k).get("lambda").asDouble();
    }
    MarkovLogit.Result found =
        MarkovLogit.withDefaults()
            .with(MarkovLogit.Options.defaults().withLambdas(lambdas))
            .solve(reference.game());
    assertThat(found.converged()).isTrue();
    for (JsonNode point : reference.points()) {
      double lambda = point.get("lambda").asDouble();
      double nearest =
          found.points().stream()
              .filter(p -> p.lambda() == lambda)
              .mapToDouble(p -> distance(p.strategies(), point.get("profile")))
              .min()
              .orElseThrow();
      assertThat(nearest).as("λ = %s", lambda).isLessThan(1e-8);
    }
    assertThat(found.points()).allMatch(p -> p.residual() < 1e-11);
    if (!reference.end().isMissingNode()) {
      assertThat(distance(found.limit().get(0), reference.end())).isLessThan(5e-4);
    }
    assertThat(found.regret()).isLessThan(1e-7 * LogitSystem.payoffRange(reference.game()));
  }

  private static double distance(MarkovStrategies strategies, JsonNode profile) {
    double largest = 0;
    int k = 0;
    for (double[] own : strategies.probabilities()[0]) {
      for (double p : own) {
        largest = Math.max(largest, Math.abs(p - profile.get(k++).asDouble()));
      }
    }
    return largest;
  }
}
