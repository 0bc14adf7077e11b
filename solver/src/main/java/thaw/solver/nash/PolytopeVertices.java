package thaw.solver.nash;

import java.util.Arrays;

/**
 * The vertices of a best-response polytope by their labels, found by walking its graph from the
 * vertex 0: every edge of every vertex is followed, and the graph of a polytope is connected.
 *
 * <p>First in floating point with proof ({@link SimplePolytope}), which settles polytopes without
 * degenerate vertices; otherwise over the bases that are feasible for a lexicographically perturbed
 * right-hand side, in integers. The perturbed polytope is simple, its graph is connected, and every
 * vertex of the polytope is the limit of one of its vertices.
 */
final class PolytopeVertices {
  /**
   * What was found.
   *
   * @param simple vertices with as many labels as the polytope has dimensions, 0 among them
   * @param degenerate vertices with more
   * @param bases visited
   * @param complete whether these are all
   */
  record Found(LabelSets simple, LabelSets degenerate, long bases, boolean complete) {}

  /** Progress is told after so many bases. */
  static final int TICK = 4096;

  private PolytopeVertices() {}

  static Found of(BestResponsePolytope polytope, BimatrixNash.Options options) {
    return SimplePolytope.vertices(polytope, options).orElseGet(() -> exact(polytope, options));
  }

  /** Over all lexicographically feasible bases. */
  static Found exact(BestResponsePolytope polytope, BimatrixNash.Options options) {
    int labels = polytope.labels();
    IntegerDictionary dictionary = new IntegerDictionary(polytope);
    LabelSets bases = new LabelSets(labels);
    LabelSets simple = new LabelSets(labels);
    LabelSets degenerate = new LabelSets(labels);
    long[] basis = new long[LabelSets.wordsFor(labels)];
    for (int c = 0; c < polytope.variables(); c++) {
      LabelSets.add(basis, polytope.label(c));
    }
    bases.add(basis);
    record(polytope, dictionary, basis, simple, degenerate);
    Walk walk = new Walk();
    int column = 0;
    while (true) {
      if (column == dictionary.columns()) {
        if (walk.isEmpty()) {
          return new Found(simple, degenerate, bases.size(), true);
        }
        int row = walk.lastRow();
        column = walk.lastColumn();
        walk.drop();
        LabelSets.flip(basis, polytope.label(dictionary.basic(row)));
        LabelSets.flip(basis, polytope.label(dictionary.nonbasic(column)));
        dictionary.pivot(row, column);
        column++;
        continue;
      }
      int row = dictionary.leaving(column);
      LabelSets.flip(basis, polytope.label(dictionary.basic(row)));
      LabelSets.flip(basis, polytope.label(dictionary.nonbasic(column)));
      if (bases.find(basis) >= 0) {
        LabelSets.flip(basis, polytope.label(dictionary.basic(row)));
        LabelSets.flip(basis, polytope.label(dictionary.nonbasic(column)));
        column++;
        continue;
      }
      if (bases.size() % TICK == 0) {
        options.progress().accept(bases.size());
      }
      if (bases.size() >= options.mostBases()) {
        return new Found(simple, degenerate, bases.size(), false);
      }
      bases.add(basis);
      dictionary.pivot(row, column);
      record(polytope, dictionary, basis, simple, degenerate);
      walk.add(row, column);
      column = 0;
    }
  }

  private static void record(
      BestResponsePolytope polytope,
      IntegerDictionary dictionary,
      long[] basis,
      LabelSets simple,
      LabelSets degenerate) {
    long[] tight = basis;
    for (int r = 0; r < dictionary.rows(); r++) {
      if (dictionary.isZero(r)) {
        tight = tight == basis ? basis.clone() : tight;
        LabelSets.add(tight, polytope.label(dictionary.basic(r)));
      }
    }
    (tight == basis ? simple : degenerate).add(tight);
  }

  /** The pivots that led from the vertex 0 to where the walk is. */
  static final class Walk {
    private int[] pivots = new int[64];
    private int size;

    boolean isEmpty() {
      return size == 0;
    }

    void add(int row, int column) {
      if (size + 2 > pivots.length) {
        pivots = Arrays.copyOf(pivots, 2 * pivots.length);
      }
      pivots[size++] = row;
      pivots[size++] = column;
    }

    int lastRow() {
      return pivots[size - 2];
    }

    int lastColumn() {
      return pivots[size - 1];
    }

    void drop() {
      size -= 2;
    }
  }
}
