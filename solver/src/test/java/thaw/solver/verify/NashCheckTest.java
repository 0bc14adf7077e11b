package thaw.solver.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import thaw.model.game.State;
import thaw.solver.nash.Bimatrix;
import thaw.solver.nash.BimatrixNash;

class NashCheckTest {
  private static NashCheck.Claim claim(State game) {
    BimatrixNash.Result result = BimatrixNash.withDefaults().solve(game);
    return new NashCheck.Claim(
        result.equilibria().stream()
            .map(e -> new NashCheck.Equilibrium(e.x(), e.y(), e.payoffs(), e.component()))
            .toList(),
        result.maximalNashSubsets(),
        result.complete());
  }

  private static State large() {
    Random random = new Random(4);
    return Bimatrix.game(
        Bimatrix.random(random, 9, 9, 99_999), Bimatrix.random(random, 9, 9, 99_999));
  }

  @Test
  void inLargeNondegenerateGamesIndicesAddUpToOne() {
    Confirmation found = NashCheck.check(large(), claim(large()));
    assertThat(found.problems()).isEmpty();
    assertThat(found.findings()).anyMatch(f -> f.contains("add up to 1"));
  }

  @Test
  void anEquilibriumLeftOutOfALargeGameIsMissedByTheIndices() {
    NashCheck.Claim whole = claim(large());
    int last = whole.equilibria().size() - 1;
    NashCheck.Claim part =
        new NashCheck.Claim(
            whole.equilibria().subList(0, last), whole.maximalNashSubsets().subList(0, last), true);
    assertThat(NashCheck.check(large(), part).problems())
        .singleElement()
        .asString()
        .contains("some are missing");
  }

  @Test
  void mixturesOfExtremeEquilibriaAreEquilibriaButNotExtreme() {
    State game = Bimatrix.game(new int[2][2], new int[2][2]);
    BigFraction half = BigFraction.of(1, 2);
    List<NashCheck.Equilibrium> list = new ArrayList<>(claim(game).equilibria());
    list.set(
        0,
        new NashCheck.Equilibrium(
            List.of(half, half),
            List.of(BigFraction.ONE, BigFraction.ZERO),
            List.of(BigFraction.ZERO, BigFraction.ZERO),
            0));
    assertThat(
            NashCheck.check(game, new NashCheck.Claim(list, List.of(List.of(0, 1, 2, 3)), true))
                .problems())
        .contains("equilibrium 0 is not extreme");
  }
}
