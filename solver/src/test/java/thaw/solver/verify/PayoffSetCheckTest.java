package thaw.solver.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import thaw.model.game.Game;
import thaw.solver.certificate.Automaton;
import thaw.solver.certificate.PayoffSetsClaim;
import thaw.solver.certificate.PayoffSetsClaim.Sets;
import thaw.solver.spe.PayoffSets;
import thaw.solver.spe.Polygon;
import thaw.solver.spe.ReferenceGames;

class PayoffSetCheckTest {
  private static final double RANGE_SHARE = 1e-3;

  private static PayoffSetsClaim claim(Game game) {
    PayoffSets.Result result = PayoffSets.withDefaults().solve(game);
    List<Sets> states = new ArrayList<>();
    for (int s = 0; s < game.stateCount(); s++) {
      List<double[]> outer = result.outer().get(s).vertices();
      states.add(
          new Sets(
              outer, result.inner().get(s).vertices(), least(outer), result.outerEnforceable()[s]));
    }
    return new PayoffSetsClaim(
        states,
        result.errorBound(),
        result.converged(),
        result.options().tolerance(),
        result.automaton());
  }

  private static double[] least(List<double[]> vertices) {
    return vertices.isEmpty()
        ? new double[0]
        : new double[] {
          vertices.stream().mapToDouble(v -> v[0]).min().orElseThrow(),
          vertices.stream().mapToDouble(v -> v[1]).min().orElseThrow()
        };
  }

  @Test
  void claimsAboutTheReferenceGamesAreConfirmed() {
    for (ReferenceGames.Case reference : ReferenceGames.all()) {
      assertThat(PayoffSetCheck.check(reference.game(), claim(reference.game())).problems())
          .as(reference.name())
          .isEmpty();
    }
  }

  /** The bound on equilibrium payoffs alone, without strategies. */
  private static PayoffSetsClaim outside(PayoffSetsClaim claim, int state, List<double[]> outer) {
    List<Sets> states = new ArrayList<>();
    boolean empty = true;
    for (int s = 0; s < claim.states().size(); s++) {
      Sets sets = claim.states().get(s);
      List<double[]> vertices = s == state ? outer : sets.outer();
      empty &= vertices.isEmpty();
      states.add(new Sets(vertices, List.of(), least(vertices), sets.enforceable()));
    }
    Automaton none = new Automaton(List.of(), new int[claim.states().size()][2]);
    double apart = empty ? 0 : Double.POSITIVE_INFINITY;
    return new PayoffSetsClaim(states, apart, empty, claim.tolerance(), none);
  }

  @Test
  void outerSetsThatCutPayoffsOffAreRefusedWithoutAnyStrategies() {
    int cut = 0;
    for (ReferenceGames.Case reference : ReferenceGames.all()) {
      Game game = reference.game();
      if (game.state(0).profileCount() > 16 || game.discount(0) > 0.75) {
        continue;
      }
      PayoffSetsClaim honest = claim(game);
      for (int s = 0; s < game.stateCount(); s++) {
        List<double[]> outer = honest.states().get(s).outer();
        assertThat(PayoffSetCheck.check(game, outside(honest, s, outer)).problems()).isEmpty();
        for (int k = 0; k < outer.size(); k++) {
          List<double[]> smaller = withoutCorner(game, outer, k);
          assertThat(PayoffSetCheck.check(game, outside(honest, s, smaller)).problems())
              .as("%s, state %s, vertex %s", reference.name(), s, k)
              .isNotEmpty();
          cut++;
        }
      }
    }
    assertThat(cut).isGreaterThan(40);
  }

  /** The set cut short of a corner, by a thousandth of the payoff range or all of a small set. */
  private static List<double[]> withoutCorner(Game game, List<double[]> outer, int k) {
    double range =
        Math.max(game.maxPayoff(0) - game.minPayoff(0), game.maxPayoff(1) - game.minPayoff(1));
    double[] corner = outer.get(k);
    List<double[]> points = new ArrayList<>();
    for (double[] v : outer) {
      double length = Math.hypot(v[0] - corner[0], v[1] - corner[1]);
      double share = Math.min(1, 4 * RANGE_SHARE * range / Math.max(length, 1e-12));
      if (v != corner) {
        points.add(v);
        points.add(
            new double[] {
              corner[0] + share * (v[0] - corner[0]), corner[1] + share * (v[1] - corner[1])
            });
      }
    }
    return Polygon.hull(points).vertices();
  }

  @Test
  void anUnplayedProfileMayNotBeDeniedWhereItCouldBePlayed() {
    int denied = 0;
    for (ReferenceGames.Case reference : ReferenceGames.all().subList(0, 6)) {
      Game game = reference.game();
      PayoffSetsClaim honest = claim(game);
      for (int a = 0; a < game.state(0).profileCount(); a++) {
        Sets sets = honest.states().get(0);
        if (!sets.enforceable()[a]) {
          continue;
        }
        boolean[] fewer = sets.enforceable().clone();
        fewer[a] = false;
        List<Sets> states = new ArrayList<>(honest.states());
        states.set(0, new Sets(sets.outer(), sets.inner(), sets.punishment(), fewer));
        PayoffSetsClaim wrong =
            new PayoffSetsClaim(
                states,
                honest.errorBound(),
                honest.converged(),
                honest.tolerance(),
                honest.automaton());
        assertThat(PayoffSetCheck.check(game, wrong).problems()).isNotEmpty();
        denied++;
      }
    }
    assertThat(denied).isGreaterThan(5);
  }
}
