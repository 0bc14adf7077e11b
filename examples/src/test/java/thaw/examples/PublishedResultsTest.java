package thaw.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import thaw.model.game.Game;
import thaw.model.io.GameFile;
import thaw.solver.spe.PayoffSets;
import thaw.solver.spe.Polygon;
import thaw.solver.transfers.Transfers;

/**
 * The published results of docs/literature.md that are games; those of trust models are the
 * expected numbers of their files.
 */
class PublishedResultsTest {
  private static Game game(String file) throws Exception {
    return GameFile.read(Path.of(file), List.of());
  }

  private static PayoffSets.Result sets(Game game, double delta) {
    return PayoffSets.withDefaults().solve(game.withDiscount(delta, delta));
  }

  private static Transfers.Result transfers(Game game, double delta) {
    return Transfers.withDefaults().solve(game.withDiscount(delta, delta));
  }

  /** Abreu (1988): medium against high for one period, low against medium for ever. */
  @Test
  void optimalPenalCodesHoldADuopolistToNothingAtFourSevenths() throws Exception {
    Game cournot = game("classics/cournot.json");
    double delta = 4.0 / 7;
    assertThat((1 - delta) * -4 + delta * 3).isCloseTo(0, within(1e-12));
    PayoffSets.Result found = PayoffSets.withDefaults().solve(cournot);
    assertThat(cournot.discount(0)).isCloseTo(delta, within(1e-15));
    assertThat(found.punishment(0, 0)).isCloseTo(0, within(1e-7));
    assertThat(found.punishment(0, 1)).isCloseTo(0, within(1e-7));
    assertSame(
        found.inner().get(0),
        new double[][] {{0, 3}, {3, 0}, {75 / 7.0, 0}, {15, 3}, {10, 10}, {3, 15}, {0, 75 / 7.0}});
  }

  /** From (15−10)/15 = 1/3 on; reverting to the stage game's equilibrium needs 5/8. */
  @Test
  void optimalPenalCodesSustainTheMonopolyOutcomeWhereReversionToNashDoesNot() throws Exception {
    Polygon shared = sets(game("classics/cournot.json"), 0.334).inner().get(0);
    assertThat(shared.distance(10, 10)).isLessThan(1e-7);
    Polygon less = sets(game("classics/cournot.json"), 0.332).outer().get(0);
    assertThat(less.distance(10, 10)).isGreaterThan(0.5);
  }

  /** Vertices as published with the algorithm. */
  @Test
  void theExampleOfAbreuAndSannikovHasItsPublishedVertices() throws Exception {
    PayoffSets.Result found =
        PayoffSets.withDefaults().solve(game("literature/games/abreu-sannikov.json"));
    assertSame(
        found.inner().get(0),
        new double[][] {
          {7.33770472, 10.9826253},
          {1.1256824, 2.8},
          {7.33770472, 0},
          {7.86308964, 0},
          {19.7917977, 2.8},
          {15.5630896, 9.1}
        });
  }

  /** Goldlücke and Kranz (2018), section 4.4: co-operation at 0.357, none at 0.356. */
  @Test
  void inTheTwoStateDilemmaTransfersDoNotLowerTheCriticalPatience() throws Exception {
    Game dilemma = game("literature/games/two-state-dilemma.json");
    for (int s = 0; s < 2; s++) {
      assertThat(transfers(dilemma, 0.357).equilibrium()[s]).isZero();
      assertThat(transfers(dilemma, 0.356).equilibrium()[s]).isEqualTo(3);
      double[] together = transfers(dilemma, 0.357).joint();
      Polygon without = sets(dilemma, 0.357).inner().get(s);
      assertThat(without.distance(together[s] / 2, together[s] / 2)).isLessThan(1e-7);
      assertThat(sets(dilemma, 0.356).outer().get(s).size()).isOne();
    }
  }

  /** The same section: the stationary policy lies on the set without transfers too. */
  @Test
  void inTheTwoStateDilemmaPunishmentsWithTransfersAreThoseWithout() throws Exception {
    Game dilemma = game("literature/games/two-state-dilemma.json");
    Transfers.Result with = Transfers.withDefaults().solve(dilemma);
    PayoffSets.Result without = PayoffSets.withDefaults().solve(dilemma);
    assertThat(with.joint()[0]).isCloseTo(204 / 37.0, within(1e-9));
    assertThat(with.joint()[1]).isCloseTo(240 / 37.0, within(1e-9));
    for (int s = 0; s < 2; s++) {
      double half = with.joint()[s] / 2;
      assertThat(without.inner().get(s).distance(half, half)).isLessThan(1e-7);
      assertThat(without.outer().get(s).maxX() + without.outer().get(s).minY())
          .isLessThanOrEqualTo(with.joint()[s] + 1e-7);
      for (int i = 0; i < 2; i++) {
        assertThat(with.punishment()[s][i]).isCloseTo(without.punishment(s, i), within(1e-7));
      }
    }
  }

  /** Each set within the other's reach, so that the sets are the same. */
  private static void assertSame(Polygon found, double[][] expected) {
    for (double[] vertex : expected) {
      assertThat(found.distance(vertex[0], vertex[1]))
          .as("%s, %s", vertex[0], vertex[1])
          .isLessThan(1e-6);
    }
    Polygon published = Polygon.hull(List.of(expected));
    for (double[] vertex : found.vertices()) {
      assertThat(published.distance(vertex[0], vertex[1]))
          .as("%s, %s", vertex[0], vertex[1])
          .isLessThan(1e-6);
    }
  }
}
