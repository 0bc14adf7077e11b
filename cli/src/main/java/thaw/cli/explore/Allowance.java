package thaw.cli.explore;

/** A number of requests at once, refilled at a rate. */
final class Allowance {
  private static final double NANOSECONDS = 1e9;

  private final double most;
  private final double perSecond;
  private double left;
  private long since;

  /**
   * @param most requests at once, 1 or more
   * @param perSecond requests that are refilled each second, positive
   * @param now the clock, nanoseconds
   */
  Allowance(double most, double perSecond, long now) {
    this.most = most;
    this.perSecond = perSecond;
    left = most;
    since = now;
  }

  /** Takes one request, if one is left when the clock shows {@code now}. */
  synchronized boolean take(long now) {
    left = Math.min(most, left + perSecond * Math.max(0, now - since) / NANOSECONDS);
    since = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
