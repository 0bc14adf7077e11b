package thaw.solver.freeze;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import thaw.model.Parameter;
import thaw.model.Scenario;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.model.io.BadInput;
import thaw.model.io.ScenarioFile;
import thaw.solver.spe.PayoffSets;

/** Models small enough for pencil and paper, through the code that solves the large ones. */
class ClosedFormTest {
  private static final double NEAR = 1e-3;
  private static final List<String> KEEP_OR_BREAK = List.of("keep", "break");

  // ---- the prisoner's dilemma as an exchange of one phase ---------------------------------------

  /** With T = b + temptation, R = b − c, P = 0. */
  @Test
  void bothStepsAreKeptFromTheCriticalDiscountFactorOfThePrisonersDilemmaOn()
      throws BadInput, IOException {
    for (double cost : new double[] {0.4, 1, 1.7}) {
      double critical = (cost + 0.5) / (2 + 0.5); // (T−R)/(T−P)
      assertThat(keeping(cost, critical + NEAR)).isEqualTo(Answer.YES);
      assertThat(keeping(cost, critical - NEAR)).isEqualTo(Answer.NO);
    }
  }

  private static Answer keeping(double cost, double patience) throws BadInput, IOException {
    Scenario scenario =
        ScenarioFile.read(Path.of("src/test/resources/thaw/solver/freeze/dilemma.yaml"), List.of());
    Scenario changed =
        Parameter.with(
            scenario,
            Map.of(
                "steps.x.cost", cost,
                "steps.y.cost", cost,
                "parties.a.patience", patience,
                "parties.b.patience", patience));
    FreezeAnalysis.Options options = FreezeAnalysis.Options.defaults();
    return FreezeAnalysis.withDefaults()
        .with(options.withSets(options.sets().withTolerance(1e-6)))
        .conditionsAtStart(PhasedExchange.compile(changed))
        .freezeIsEquilibrium();
  }

  // ---- trust and patience together --------------------------------------------------------------

  /**
   * The other is conditionally co-operative with probability t, never otherwise: co-operating pays
   * from t = (1−δ)(P−S) / [(1−δ)(P−S) + (R−P) − (1−δ)(T−P)] on. (T, R, P, S) = (5, 3, 1, 0) gives
   * 1/7 at δ = 0.8 and 1/2 at δ = 0.6.
   */
  @Test
  void cooperatingWithAnUnknownPartnerPaysFromTheTrustThatPatienceAllows() {
    for (double delta : new double[] {0.6, 0.7, 0.8, 0.9}) {
      double least = (1 - delta) / ((1 - delta) + 2 - (1 - delta) * 4);
      assertThat(enforceable(unknownPartner(least + NEAR, delta), 0, 0)).isTrue();
      assertThat(enforceable(unknownPartner(least - NEAR, delta), 0, 0)).isFalse();
    }
    assertThat(enforceable(unknownPartner(1 / 7.0 + NEAR, 0.8), 0, 0)).isTrue();
    assertThat(enforceable(unknownPartner(1 / 7.0 - NEAR, 0.8), 0, 0)).isFalse();
    assertThat(enforceable(unknownPartner(0.5 + NEAR, 0.6), 0, 0)).isTrue();
    assertThat(enforceable(unknownPartner(0.5 - NEAR, 0.6), 0, 0)).isFalse();
  }

  private static Game unknownPartner(double trust, double delta) {
    List<List<String>> mine = List.of(List.of("cooperate", "defect"), List.of("as it is"));
    List<List<String>> both =
        List.of(List.of("cooperate", "defect"), List.of("cooperate", "defect"));
    State unknown =
        State.of(
            "type unknown",
            mine,
            new double[] {3 * trust, 0, 5 * trust + (1 - trust), 0},
            new Transition[] {
              Transition.of(new int[] {1, 2}, new double[] {trust, 1 - trust}), Transition.to(2)
            });
    State partner =
        State.of(
            "co-operative",
            both,
            new double[] {3, 3, 0, 5, 5, 0, 1, 1},
            new Transition[] {
              Transition.to(1), Transition.to(2), Transition.to(2), Transition.to(2)
            });
    State conflict =
        State.of(
            "distrust",
            List.of(List.of("as it is"), List.of("as it is")),
            new double[] {1, 1},
            new Transition[] {Transition.to(2)});
    return new Game(
        "trust and patience",
        List.of("one", "other"),
        new double[] {delta, delta},
        List.of(unknown, partner, conflict));
  }

  // ---- the frozen status quo as a ladder --------------------------------------------------------

  /**
   * Conflict W &lt; freeze F &lt; settlement R. The freeze holds from (T_f−F)/(T_f−W) on, the
   * settlement, backed by the freeze, from (T_s−R)/(T_s−F): 0.25 and 0.6 for R, F, W, T_s, T_f = 3,
   * 1, −2, 6, 2; 0.375 if backed by conflict; 0.6667 at F = 1.5.
   */
  @Test
  void aMoreComfortableFreezeMakesTheSettlementHarder() {
    holdsFrom(0.25, 0.0, delta -> ladder(1, delta, 2), 1);
    holdsFrom(0.6, 0.0, delta -> ladder(1, delta, 1), 0);
    holdsFrom(0.375, 0.0, delta -> ladder(1, delta, 2), 0);
    holdsFrom(2 / 3.0, 0.0, delta -> ladder(1.5, delta, 1), 0);
  }

  private interface AtPatience {
    Game of(double delta);
  }

  private static void holdsFrom(double critical, double slack, AtPatience game, int state) {
    assertThat(enforceable(game.of(critical + slack + NEAR), state, 0)).isTrue();
    assertThat(enforceable(game.of(critical - slack - NEAR), state, 0)).isFalse();
  }

  /** States: settlement, freeze, conflict; breaking the settlement leads to {@code fallback}. */
  private static Game ladder(double freeze, double delta, int fallback) {
    // The freeze that backs the settlement is the one that holds: nobody may break it there.
    State settlement = broken("settlement", 3, 6, -2, 0, fallback == 1 ? 3 : 2);
    State frozen = broken("freeze", freeze, 2, -2, 1, 2);
    State conflict = rest("conflict", -2, 2);
    State kept = rest("freeze, kept", freeze, 3);
    return new Game(
        "ladder",
        List.of("one", "other"),
        new double[] {delta, delta},
        List.of(settlement, frozen, conflict, kept));
  }

  private static State broken(
      String name, double keep, double temptation, double sucker, int here, int next) {
    return State.of(
        name,
        List.of(KEEP_OR_BREAK, KEEP_OR_BREAK),
        new double[] {keep, keep, sucker, temptation, temptation, sucker, sucker, sucker},
        new Transition[] {
          Transition.to(here), Transition.to(next), Transition.to(next), Transition.to(next)
        });
  }

  private static State rest(String name, double payoff, int here) {
    return State.of(
        name,
        List.of(List.of("as it is"), List.of("as it is")),
        new double[] {payoff, payoff},
        new Transition[] {Transition.to(here)});
  }

  // ---- phases with a peace dividend -------------------------------------------------------------

  /**
   * Simultaneous steps s_k at cost a·s and benefit b·s, terminal flow F, reneging ends everything:
   * a·s_k = δ V_{k+1}. For a, b, δ, F = 1, 1.5, 0.9, 0.03: 0.4921, 0.3645, 0.27.
   */
  @Test
  void stepsUpToWhatTheRestOfTheRoadmapIsWorthAreEnforceable() {
    double[] steps = largestSteps(3, 0.03);
    assertThat(steps).containsExactly(new double[] {0.4921, 0.3645, 0.27}, within());
    for (int k = 0; k < 3; k++) {
      assertThat(enforceable(roadmap(scaled(steps, k, 0.999), 0.03), k, 0)).isTrue();
      assertThat(enforceable(roadmap(scaled(steps, k, 1.001), 0.03), k, 0)).isFalse();
    }
  }

  @Test
  void withoutADividendTheRoadmapUnravels() {
    double[] steps = {0.1, 0.1, 0.1};
    for (int k = 0; k < 3; k++) {
      assertThat(enforceable(roadmap(steps, 0), k, 0)).isFalse();
    }
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.api.Assertions.within(5e-5);
  }

  private static double[] largestSteps(int phases, double dividend) {
    double[] steps = new double[phases];
    double value = dividend / (1 - 0.9);
    for (int k = phases - 1; k >= 0; k--) {
      steps[k] = 0.9 * value;
      value = 0.5 * steps[k] + 0.9 * value;
    }
    return steps;
  }

  private static double[] scaled(double[] steps, int k, double factor) {
    double[] changed = steps.clone();
    changed[k] *= factor;
    for (int later = k + 1; later < steps.length; later++) {
      changed[later] *= 1 - 1e-9; // the later ones hold for certain
    }
    return changed;
  }

  private static Game roadmap(double[] steps, double dividend) {
    List<State> states = new java.util.ArrayList<>();
    int n = steps.length;
    for (int k = 0; k < n; k++) {
      double both = 0.5 * steps[k];
      double gets = 1.5 * steps[k];
      states.add(
          State.of(
              "phase " + (k + 1),
              List.of(List.of("step", "none"), List.of("step", "none")),
              new double[] {both, both, -steps[k], gets, gets, -steps[k], 0, 0},
              new Transition[] {
                Transition.to(k + 1),
                Transition.to(n + 1),
                Transition.to(n + 1),
                Transition.to(n + 1)
              }));
    }
    states.add(rest("peace", dividend, n));
    states.add(rest("end", 0, n + 1));
    return new Game("peace dividend", List.of("one", "other"), new double[] {0.9, 0.9}, states);
  }

  private static boolean enforceable(Game game, int state, int profile) {
    PayoffSets.Result sets = PayoffSets.withDefaults().solve(game);
    assertThat(sets.converged()).isTrue();
    boolean outer = sets.outerEnforceable()[state][profile];
    assertThat(sets.innerEnforceable()[state][profile]).isEqualTo(outer);
    return outer;
  }
}
