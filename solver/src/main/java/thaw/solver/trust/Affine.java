package thaw.solver.trust;

/** constant + slope · s, for an unknown s. */
record Affine(double constant, double slope) {
  static final Affine ZERO = new Affine(0, 0);
  static final Affine ONE = new Affine(1, 0);
  static final Affine UNKNOWN = new Affine(0, 1);

  Affine plus(Affine other) {
    return new Affine(constant + other.constant, slope + other.slope);
  }

  Affine minus(Affine other) {
    return new Affine(constant - other.constant, slope - other.slope);
  }

  Affine times(double factor) {
    return new Affine(factor * constant, factor * slope);
  }

  double at(double s) {
    return constant + slope * s;
  }

  double size() {
    return Math.abs(constant) + Math.abs(slope);
  }
}
