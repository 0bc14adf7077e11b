package thaw.solver.linear;

import java.util.Arrays;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * Solves A x = b for a large sparse matrix that is not symmetric, given only products with it and
 * with an approximation of its inverse: stabilised biconjugate gradients (van der Vorst 1992),
 * preconditioned on the right. Begins anew from the best solution so far when the recurrence breaks
 * down or has drifted from the true residual; if that did not help, from another shadow residual.
 */
final class BiconjugateGradients {
  private static final int MOST_RESTARTS = 50;

  /** Beginnings without success, one after the other, after which it is given up. */
  private static final int MOST_IN_VAIN = 3;

  private final BiConsumer<double[], double[]> product;
  private final BiConsumer<double[], double[]> nearInverse;
  private final int mostSteps;

  /**
   * @param product writes A·(first argument) into the second
   * @param nearInverse the same for a matrix near the inverse of A
   * @param mostSteps between two beginnings, 1 or more
   */
  BiconjugateGradients(
      BiConsumer<double[], double[]> product,
      BiConsumer<double[], double[]> nearInverse,
      int mostSteps) {
    this.product = product;
    this.nearInverse = nearInverse;
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
    double[] residual = new double[x.length];
    double least = residual(right, best, residual);
    Random random = new Random(0);
    int vain = 0;
    for (int k = 0; k < MOST_RESTARTS && least > tolerance && vain < MOST_IN_VAIN; k++) {
      System.arraycopy(best, 0, x, 0, x.length);
      residual(right, x, residual);
      double[] shadow = residual.clone();
      if (vain > 0) {
        Arrays.setAll(shadow, j -> random.nextGaussian());
      }
      run(x, residual, shadow, tolerance / 2);
      double size = residual(right, x, residual);
      vain = size < least ? 0 : vain + 1;
      if (size < least) {
        least = size;
        System.arraycopy(x, 0, best, 0, x.length);
      }
    }
    System.arraycopy(best, 0, x, 0, x.length);
    return least;
  }

  private void run(double[] x, double[] residual, double[] shadow, double tolerance) {
    int n = x.length;
    double[] direction = new double[n];
    double[] step1 = new double[n];
    double[] image1 = new double[n];
    double[] step2 = new double[n];
    double[] image2 = new double[n];
    double rho = 1;
    double alpha = 1;
    double omega = 1;
    for (int step = 0; step < mostSteps; step++) {
      double next = dot(shadow, residual);
      double beta = next / rho * (alpha / omega);
      rho = next;
      for (int k = 0; k < n; k++) {
        direction[k] = residual[k] + beta * (direction[k] - omega * image1[k]);
      }
      nearInverse.accept(direction, step1);
      product.accept(step1, image1);
      alpha = rho / dot(shadow, image1);
      if (!Double.isFinite(alpha)) {
        return;
      }
      move(x, residual, alpha, step1, image1);
      if (largest(residual) <= tolerance) {
        return;
      }
      nearInverse.accept(residual, step2);
      product.accept(step2, image2);
      omega = dot(image2, residual) / dot(image2, image2);
      if (!Double.isFinite(omega) || omega == 0) {
        return;
      }
      move(x, residual, omega, step2, image2);
      if (largest(residual) <= tolerance) {
        return;
      }
    }
  }

  private static void move(
      double[] x, double[] residual, double length, double[] step, double[] image) {
    for (int k = 0; k < x.length; k++) {
      x[k] += length * step[k];
      residual[k] -= length * image[k];
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
