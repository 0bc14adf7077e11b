package thaw.sweep.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Collectors;
import thaw.model.game.Game;
import thaw.solver.nash.BimatrixNash;
import thaw.solver.nash.PureNash;
import thaw.solver.spe.PayoffSets;
import thaw.solver.spe.Polygon;
import thaw.sweep.Column;
import thaw.sweep.Model.Clock;
import thaw.sweep.Model.Evaluation;
import thaw.sweep.Status;

/** What a game is solved for at every point. */
enum GameConcept {
  /** All extreme Nash equilibria of a two-player normal form. */
  NASH {
    @Override
    Optional<String> refuses(Game game) {
      return game.stateCount() == 1 && game.playerCount() == 2
          ? Optional.empty()
          : Optional.of(
              "the game has "
                  + game.stateCount()
                  + " states and "
                  + game.playerCount()
                  + " players; allowed: one state, two players");
    }

    @Override
    List<Column> outcomes(Game game) {
      List<Column> columns = new ArrayList<>();
      columns.add(Column.number("equilibria", "", "extreme Nash equilibria"));
      columns.add(Column.number("pure-equilibria", "", "Nash equilibria in pure actions"));
      columns.add(Column.number("components", "", "connected components of equilibria"));
      for (String player : game.players()) {
        columns.add(number("worst", "payoff", player, "lowest of an equilibrium"));
        columns.add(number("best", "payoff", player, "highest of an equilibrium"));
      }
      return columns;
    }

    @Override
    Solved solve(Game game, double tolerance, Clock clock) {
      BimatrixNash.Options options =
          BimatrixNash.Options.defaults().withProgress(bases -> clock.check());
      BimatrixNash.Result result = BimatrixNash.withDefaults().with(options).solve(game.state(0));
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("equilibria", (double) result.equilibria().size());
      values.put("pure-equilibria", (double) PureNash.of(game.state(0)).size());
      values.put(
          "components",
          (double)
              result.equilibria().stream()
                  .map(BimatrixNash.Equilibrium::component)
                  .distinct()
                  .count());
      for (int i = 0; i < 2; i++) {
        int player = i;
        double[] payoffs =
            result.equilibria().stream()
                .mapToDouble(e -> e.payoffs().get(player).doubleValue())
                .toArray();
        put(values, "worst", game.players().get(i), payoffs, Math::min);
        put(values, "best", game.players().get(i), payoffs, Math::max);
      }
      return new Solved(
          values, result.complete(), "a limit was reached: the list may not be complete");
    }
  },
  /** The payoffs of subgame-perfect equilibria of a two-player game. */
  SPE {
    @Override
    Optional<String> refuses(Game game) {
      return game.playerCount() == 2 && !game.hasSignals()
          ? Optional.empty()
          : Optional.of(
              "the game has "
                  + game.playerCount()
                  + " players"
                  + (game.hasSignals() ? " and signals" : "")
                  + "; allowed: two players who see all actions");
    }

    @Override
    List<Column> outcomes(Game game) {
      List<Column> columns = new ArrayList<>();
      columns.add(
          Column.category(
              "equilibrium-exists",
              "whether there is an equilibrium in pure actions, from the first state",
              List.of("no", "yes", "undecided")));
      for (String player : game.players()) {
        columns.add(number("worst", "payoff", player, "lowest, no lower (outer set)"));
        columns.add(number("worst-attained", "payoff", player, "lowest attained (inner set)"));
        columns.add(number("best", "payoff", player, "highest, no higher (outer set)"));
        columns.add(number("best-attained", "payoff", player, "highest attained (inner set)"));
      }
      columns.add(Column.number("vertices", "", "of the outer set"));
      columns.add(Column.number("error-bound", "payoff", "distance of outer and inner sets"));
      return columns;
    }

    @Override
    Solved solve(Game game, double tolerance, Clock clock) {
      PayoffSets.Result sets =
          PayoffSets.withDefaults()
              .with(
                  PayoffSets.Options.defaults()
                      .withTolerance(tolerance)
                      .withProgress((sweep, moved) -> clock.check()))
              .solve(game);
      Polygon outer = sets.outer().get(0);
      Polygon inner = sets.inner().get(0);
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("equilibrium-exists", outer.isEmpty() ? 0.0 : inner.isEmpty() ? 2.0 : 1.0);
      for (int i = 0; i < 2; i++) {
        String player = game.players().get(i);
        put(values, "worst", player, coordinates(outer, i), Math::min);
        put(values, "worst-attained", player, coordinates(inner, i), Math::min);
        put(values, "best", player, coordinates(outer, i), Math::max);
        put(values, "best-attained", player, coordinates(inner, i), Math::max);
      }
      values.put("vertices", (double) outer.size());
      values.put("error-bound", sets.errorBound());
      return new Solved(values, sets.converged(), "not converged to the tolerance");
    }
  };

  /** Results by name, and what to say where they are not final. */
  record Solved(Map<String, Double> values, boolean converged, String otherwise) {
    Evaluation evaluation(List<Column> outcomes) {
      double[] found =
          outcomes.stream().mapToDouble(c -> values.getOrDefault(c.name(), Double.NaN)).toArray();
      return converged
          ? new Evaluation(Status.OK, "", found)
          : new Evaluation(Status.UNDECIDED, otherwise, found);
    }
  }

  /** Why the concept does not apply to a game. */
  abstract Optional<String> refuses(Game game);

  abstract List<Column> outcomes(Game game);

  abstract Solved solve(Game game, double tolerance, Clock clock);

  /** As in files. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static String allowed() {
    return Arrays.stream(values()).map(GameConcept::word).collect(Collectors.joining(", "));
  }

  static GameConcept of(String word) {
    return Arrays.stream(values()).filter(c -> c.word().equals(word)).findFirst().orElseThrow();
  }

  private static Column number(String which, String unit, String player, String description) {
    return Column.number(name(which, player), unit, player + ": " + description);
  }

  private static String name(String which, String player) {
    return which + "-payoff-" + player.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  private static void put(
      Map<String, Double> values,
      String which,
      String player,
      double[] payoffs,
      DoubleBinaryOperator choice) {
    Arrays.stream(payoffs).reduce(choice).ifPresent(v -> values.put(name(which, player), v));
  }

  private static double[] coordinates(Polygon set, int player) {
    return set.vertices().stream().mapToDouble(v -> v[player]).toArray();
  }
}
