package thaw.solver.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import thaw.model.trust.Absent;
import thaw.model.trust.Values;

class TrustModelsTest {
  private static Map<String, Object> solve(String model, Map<String, Object> parameters) {
    Values values = new Values(parameters);
    TrustModel found =
        TrustModels.all().stream()
            .filter(m -> m.name().equals(model))
            .filter(
                m -> m.parameters().stream().allMatch(p -> !p.required() || values.has(p.name())))
            .findFirst()
            .orElseThrow();
    assertThat(found.contradictions().apply(values)).isEmpty();
    return found.solve(values);
  }

  private static double number(Map<String, Object> results, String name) {
    return (Double) results.getOrDefault(name, Double.NaN);
  }

  private static double[] numbers(Map<String, Object> results, String name) {
    return (double[]) results.getOrDefault(name, new double[0]);
  }

  @Test
  void trustAndPatienceTradeOffAsInTheText() {
    Map<String, Object> parameters = Map.of("T", 5.0, "R", 3.0, "P", 1.0, "S", 0.0, "delta", 0.8);
    Map<String, Object> results = solve("repeated_trust", parameters);
    assertThat(number(results, "t_min")).isCloseTo(1.0 / 7, within(1e-12));
    assertThat(number(results, "t_min_delta_0_6")).isCloseTo(0.5, within(1e-12));
    assertThat(number(results, "delta_risk_dominance")).isCloseTo(0.6, within(1e-12));
    assertThat(number(results, "delta_at_t_min_1")).isCloseTo(0.5, within(1e-12));
    assertThat(results.get("t_min_one_shot")).isInstanceOf(Absent.class);
  }

  @Test
  void withoutImpatienceTrustNestsKyddsThreshold() {
    Map<String, Object> results =
        solve("repeated_trust", Map.of("T", 2.0, "R", 3.0, "P", 1.0, "S", 0.0, "delta", 0.0));
    assertThat(number(results, "t_min")).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void theFreezeBandGrowsWithTheComfortOfTheFreeze() {
    Map<String, Object> results =
        solve(
            "frozen_status_quo",
            Map.of("R", 3.0, "F", 1.0, "W", -2.0, "T_settlement", 6.0, "T_freeze", 2.0));
    assertThat(numbers(results, "freeze_band"))
        .containsExactly(new double[] {0.25, 0.6}, within(1e-12));
    assertThat(number(results, "delta_settlement_conflict_reversion"))
        .isCloseTo(0.375, within(1e-12));
    assertThat(number(results, "delta_settlement_if_F_is_1_5")).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(number(results, "d_delta_dF")).isPositive();
  }

  @Test
  void aPhasedExchangeUnravelsWithoutAPeaceDividend() {
    Map<String, Object> results =
        solve("phased_exchange", Map.of("a", 1.0, "b", 1.5, "delta", 0.9, "F", 0.0, "total", 1.0));
    assertThat(results.get("feasible")).isEqualTo(false);
    assertThat(results.get("n_min")).isInstanceOf(Absent.class);
    Map<String, Object> shrinking =
        solve("phased_exchange", Map.of("a", 1.0, "b", 1.0, "delta", 0.5, "F", 0.1, "total", 1.0));
    assertThat(shrinking.get("feasible")).isEqualTo(false);
    assertThat(number(shrinking, "max_total_limit")).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void learningWinsInFewPhasesAndIrreversibilityInMany() {
    for (double phases : new double[] {2, 6, 8, 9, 20}) {
      Map<String, Object> results =
          solve(
              "irreversibility_against_learning",
              Map.of("a", 1.0, "b", 1.5, "delta", 0.9, "F", 0.03, "t", 0.3, "phases", phases));
      double[] steps = numbers(results, "steps_incomplete_information");
      boolean grow = steps[1] > steps[0];
      assertThat(grow).isEqualTo(phases < number(results, "critical_phases"));
      assertThat(results.get("wins")).isEqualTo(grow ? "learning" : "irreversibility");
      assertThat(results.get("is_equilibrium")).isEqualTo(true);
      double[] known = numbers(results, "steps_complete_information");
      assertThat(known[1]).isLessThan(known[0]);
    }
  }

  @Test
  void theRecursionOfInspectionsGivesTheClosedForm() {
    // −C(n−1, m)/Σ C(n, i) b^(m−i): m = 2, n = 4, b = 2: −3/(4 + 8 + 6)
    Map<String, Object> results =
        solve("inspection_sequential", Map.of("m", 2.0, "n", 4.0, "b", 2.0));
    assertThat(number(results, "value")).isCloseTo(-1.0 / 6, within(1e-12));
    assertThat(
            number(solve("inspection_sequential", Map.of("m", 0.0, "n", 3.0, "b", 2.0)), "value"))
        .isEqualTo(-1);
    assertThat(
            number(solve("inspection_sequential", Map.of("m", 3.0, "n", 3.0, "b", 2.0)), "value"))
        .isEqualTo(0);
  }

  @Test
  void whatDoesNotExistIsAbsentWithAReason() {
    Map<String, Object> pd = solve("repeated_pd", Map.of("T", 9.0, "R", 3.0, "P", 2.9, "S", 0.0));
    assertThat(pd.get("delta_limited_1")).isInstanceOf(Absent.class);
    assertThat(pd.get("delta_tft_nash")).isInstanceOf(Absent.class);
    Map<String, Object> bayes =
        solve("trust_update", Map.of("t0", 1.0, "pC_trustworthy", 1.0, "pC_untrustworthy", 0.0));
    assertThat(bayes.get("t_after_D")).isInstanceOf(Absent.class);
    assertThat(number(bayes, "martingale_check")).isEqualTo(1);
    Map<String, Object> none = solve("kydd_reassurance", Map.of("t", 0.0, "t_bar", 0.5));
    assertThat(none.get("posterior_after_C")).isInstanceOf(Absent.class);
    Map<String, Object> blind =
        solve(
            "imperfect_public_monitoring",
            Map.of("R", 2.0, "T", 3.0, "P", 0.0, "S", -1.0, "p", 0.5, "q", 0.5, "delta", 0.9));
    assertThat(blind.get("delta_star_grim")).isInstanceOf(Absent.class);
  }

  @Test
  void costlySignalsSeparateExactlyBetweenTheTwoCosts() {
    Map<String, Object> parameters =
        new java.util.HashMap<>(
            Map.of(
                "t_other",
                0.8,
                "trustworthy.R",
                3.0,
                "trustworthy.T",
                2.0,
                "trustworthy.P",
                0.0,
                "trustworthy.S",
                -2.0));
    parameters.putAll(
        Map.of(
            "untrustworthy.R",
            3.0,
            "untrustworthy.T",
            4.0,
            "untrustworthy.P",
            0.0,
            "untrustworthy.S",
            -2.0));
    assertThat(solve("costly_signal", parameters).get("separates")).isEqualTo(false);
    parameters.put("cost_ratio_L", 1.6); // the ratio needed: 3.2 / 2
    Map<String, Object> results = solve("costly_signal", parameters);
    assertThat(results.get("separates")).isEqualTo(true);
    assertThat(number(results, "cost_ratio_needed")).isCloseTo(1.6, within(1e-12));
  }
}
