package thaw.solver.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.certificate.TransfersCertificate;
import thaw.solver.transfers.RandomGames;
import thaw.solver.transfers.ReserveDuopoly;
import thaw.solver.transfers.Transfers;

class TransfersCheckTest {
  private static final int GAMES = 200;

  private static TransfersCertificate claim(Game game) {
    return Transfers.withDefaults().solve(game).certificate();
  }

  private static TransfersCertificate copy(TransfersCertificate c) {
    double[][] punishment = new double[c.punishment().length][];
    int[][] profiles = new int[c.punishmentProfiles().length][];
    for (int s = 0; s < punishment.length; s++) {
      punishment[s] = c.punishment()[s].clone();
      profiles[s] = c.punishmentProfiles()[s].clone();
    }
    return new TransfersCertificate(
        c.exists().clone(),
        c.joint().clone(),
        punishment,
        c.equilibrium().clone(),
        profiles,
        c.errorBound(),
        c.largestViolation());
  }

  private static double range(Game game) {
    double range = 0;
    for (int i = 0; i < game.playerCount(); i++) {
      range = Math.max(range, game.maxPayoff(i) - game.minPayoff(i));
    }
    return range > 0 ? range : 1;
  }

  @Test
  void whatTheSolverFindsIsConfirmed() {
    for (int seed = 0; seed < GAMES; seed++) {
      Game game = RandomGames.any(seed);
      assertThat(TransfersCheck.check(game, claim(game)).problems()).as("seed %s", seed).isEmpty();
    }
  }

  @Test
  void theDuopolyWithReservesIsConfirmed() {
    for (double delta : new double[] {2.0 / 3, 0.99}) {
      Game game = ReserveDuopoly.game(8, 20, 3, 4, delta);
      assertThat(TransfersCheck.check(game, claim(game)).problems()).isEmpty();
    }
  }

  @Test
  void aThousandthOfThePayoffRangeInAnyNumberIsNoticed() {
    int corrupted = 0;
    for (int seed = 0; seed < 60; seed++) {
      Game game = RandomGames.any(seed);
      TransfersCertificate honest = claim(game);
      double change = 1e-3 * range(game);
      for (double sign : new double[] {1, -1}) {
        for (int s = 0; s < game.stateCount(); s++) {
          if (!honest.exists()[s]) {
            continue;
          }
          TransfersCertificate joint = copy(honest);
          joint.joint()[s] += sign * change;
          assertRefused(game, joint, seed);
          for (int i = 0; i < game.playerCount(); i++) {
            TransfersCertificate punishment = copy(honest);
            punishment.punishment()[s][i] += sign * change;
            assertRefused(game, punishment, seed);
            corrupted++;
          }
        }
        assertRefused(game, with(honest, honest.errorBound() + sign * change, 0), seed);
        assertRefused(game, with(honest, honest.errorBound(), sign * change), seed);
      }
      for (int s = 0; s < game.stateCount(); s++) {
        TransfersCertificate existence = copy(honest);
        existence.exists()[s] = !existence.exists()[s];
        assertRefused(game, existence, seed);
      }
    }
    assertThat(corrupted).isGreaterThan(200);
  }

  @Test
  void policiesThatDoNotAttainTheClaimedPayoffsAreRefused() {
    int refused = 0;
    for (int seed = 0; seed < 60; seed++) {
      Game game = RandomGames.any(seed);
      Transfers.Result result = Transfers.withDefaults().solve(game);
      for (int s = 0; s < game.stateCount(); s++) {
        for (int a = 0; result.exists()[s] && a < game.state(s).profileCount(); a++) {
          if (!result.admissible()[s][a]) {
            TransfersCertificate other = copy(result.certificate());
            other.equilibrium()[s] = a;
            assertRefused(game, other, seed);
            refused++;
          }
        }
      }
    }
    assertThat(refused).isGreaterThan(50);
  }

  /** Mutual defection for ever is an equilibrium of the prisoners' dilemma, and not the best. */
  @Test
  void anEquilibriumThatIsNotTheBestIsRefused() {
    Transition[] stay = new Transition[4];
    Arrays.fill(stay, Transition.to(0));
    List<String> moves = List.of("cooperate", "defect");
    double[] payoffs = {2, 2, -1, 3, 3, -1, 0, 0};
    State state = State.of("s", List.of(moves, moves), payoffs, stay);
    Game game = new Game("g", List.of("1", "2"), new double[] {0.8, 0.8}, List.of(state));
    TransfersCertificate best = claim(game);
    assertThat(best.joint()[0]).isCloseTo(4, within(1e-12));
    TransfersCertificate defection = copy(best);
    defection.joint()[0] = 0;
    defection.equilibrium()[0] = 3;
    Arrays.fill(defection.punishmentProfiles()[0], 3);
    assertThat(TransfersCheck.check(game, defection).problems())
        .containsExactly("equilibria beyond the claimed payoffs are not ruled out");
  }

  @Test
  void malformedClaimsAreProblemsAndNoExceptions() {
    Game game = ReserveDuopoly.game(2, 20, 1, 2, 0.8);
    TransfersCertificate honest = claim(game);
    TransfersCertificate short1 =
        new TransfersCertificate(
            new boolean[1], new double[1], new double[1][], new int[1], new int[1][], 0, 0);
    assertRefused(game, short1, 0);
    TransfersCertificate outside = copy(honest);
    outside.equilibrium()[0] = 99;
    assertRefused(game, outside, 0);
    TransfersCertificate none = copy(honest);
    none.punishmentProfiles()[0] = new int[0];
    assertRefused(game, none, 0);
    assertRefused(game, with(honest, Double.NaN, 0), 0);
    assertRefused(game, with(honest, Double.POSITIVE_INFINITY, 0), 0);
    assertRefused(game.withDiscount(0.8, 0.7), honest, 0);
  }

  private static void assertRefused(Game game, TransfersCertificate claim, int seed) {
    assertThat(TransfersCheck.check(game, claim).problems()).as("seed %s", seed).isNotEmpty();
  }

  private static TransfersCertificate with(
      TransfersCertificate c, double errorBound, double violation) {
    return new TransfersCertificate(
        c.exists(),
        c.joint(),
        c.punishment(),
        c.equilibrium(),
        c.punishmentProfiles(),
        errorBound,
        violation);
  }
}
