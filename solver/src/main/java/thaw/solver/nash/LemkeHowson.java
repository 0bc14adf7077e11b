package thaw.solver.nash;

import java.util.Optional;

/**
 * One equilibrium of a bimatrix game by complementary pivoting (Lemke and Howson 1964), exact,
 * lexicographic (so that it ends also in degenerate games).
 */
final class LemkeHowson {
  private LemkeHowson() {}

  /**
   * Follows the path from the vertices 0 that drops a label.
   *
   * @param dropped a label of the first polytope's vertex 0
   * @param mostPivots where to stop
   * @return the labels of the pair of vertices at its end; empty if it is longer than that
   */
  static Optional<ComplementaryPairs.Pair> follow(
      BestResponsePolytope first, BestResponsePolytope second, int dropped, long mostPivots) {
    BestResponsePolytope[] polytopes = {first, second};
    IntegerDictionary[] dictionaries = {
      new IntegerDictionary(first), new IntegerDictionary(second)
    };
    int entering = dropped;
    for (long pivots = 0; pivots < mostPivots; pivots++) {
      int side = (int) (pivots % 2);
      int column = 0;
      while (polytopes[side].label(dictionaries[side].nonbasic(column)) != entering) {
        column++;
      }
      int row = dictionaries[side].leaving(column);
      entering = polytopes[side].label(dictionaries[side].basic(row));
      dictionaries[side].pivot(row, column);
      if (entering == dropped) {
        return Optional.of(
            new ComplementaryPairs.Pair(
                labels(first, dictionaries[0]), labels(second, dictionaries[1])));
      }
    }
    return Optional.empty();
  }

  private static long[] labels(BestResponsePolytope polytope, IntegerDictionary dictionary) {
    long[] labels = new long[LabelSets.wordsFor(polytope.labels())];
    for (int c = 0; c < dictionary.columns(); c++) {
      LabelSets.add(labels, polytope.label(dictionary.nonbasic(c)));
    }
    for (int r = 0; r < dictionary.rows(); r++) {
      if (dictionary.isZero(r)) {
        LabelSets.add(labels, polytope.label(dictionary.basic(r)));
      }
    }
    return labels;
  }
}
