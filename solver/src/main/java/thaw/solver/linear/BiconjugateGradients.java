package thaw.solver.linear;

import java.util.function.BiConsumer;

/**
 * Solves A x = b for a large sparse matrix that is not symmetric, given only products with it:
 * stabilised biconjugate gradients (van der Vorst 1992). Begins anew from where it is when the
 * recurrence breaks down or has drifted from the true residual.
 */
final class BiconjugateGradients {
  private static final int MOST_RESTARTS = 50;

  private final BiConsumer<double[], double[]> product;
  private final int mostSteps;

  /**
   * @param product writes A·(first argument) into the second
   * @param mostSteps between two beginnings, 1 or more
   */
  BiconjugateGradients(BiConsumer<double[], double[]> product, int mostSteps) {
    this.product = product;
    this.mostSteps = mostSteps;
  }

  /**
   * Improves {@code x} until the largest residual is at most {@code tolerance}.
   *
   * @param x a first guess; holds the best solution found afterwards
   * @return the largest residual of that solution
   */
  double solve(double[] right, double[] x, double tolerance) {
    double[] best = x.clone();
    double least = Double.POSITIVE_INFINITY;
    double[] residual = new double[x.length];
    for (int k = 0; k < MOST_RESTARTS; k++) {
      double size = residual(right, x, residual);
      if (size < least) {
        least = size;
        System.arraycopy(x, 0, best, 0, x.length);
      } else {
        break;
      }
      if (least <= tolerance) {
        break;
      }
      run(x, residual, tolerance / 2);
    }
    System.arraycopy(best, 0, x, 0, x.length);
    return least;
  }

  private void run(double[] x, double[] residual, double tolerance) {
    int n = x.length;
    double[] shadow = residual.clone();
    double[] direction = new double[n];
    double[] image = new double[n];
    double[] image2 = new double[n];
    double rho = 1;
    double alpha = 1;
    double omega = 1;
    for (int step = 0; step < mostSteps; step++) {
      double next = dot(shadow, residual);
      double beta = next / rho * (alpha / omega);
      rho = next;
      for (int k = 0; k < n; k++) {
        direction[k] = residual[k] + beta * (direction[k] - omega * image[k]);
      }
      product.accept(direction, image);
      alpha = rho / dot(shadow, image);
      if (!Double.isFinite(alpha)) {
        return;
      }
      for (int k = 0; k < n; k++) {
        x[k] += alpha * direction[k];
        residual[k] -= alpha * image[k];
      }
      if (largest(residual) <= tolerance) {
        return;
      }
      product.accept(residual, image2);
      omega = dot(image2, residual) / dot(image2, image2);
      if (!Double.isFinite(omega) || omega == 0) {
        return;
      }
      for (int k = 0; k < n; k++) {
        x[k] += omega * residual[k];
        residual[k] -= omega * image2[k];
      }
      if (largest(residual) <= tolerance) {
        return;
      }
    }
  }

  private double residual(double[] right, double[] x, double[] residual) {
    product.accept(x, residual);
    for (int k = 0; k < x.length; k++) {
      residual[k] = right[k] - residual[k];
    }
    return largest(residual);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static double largest(double[] a) {
    double largest = 0;
    for (double v : a) {
      largest = Double.isNaN(v) ? Double.POSITIVE_INFINITY : Math.max(largest, Math.abs(v));
    }
    return largest;
  }
}
