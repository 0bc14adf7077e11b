package thaw.sweep.run;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;

/** The memory that this process has used at most, as far as Java knows it. */
public final class PeakMemory {
  private static final double BYTES_PER_MEGABYTE = 1 << 20;

  private PeakMemory() {}

  /** Sum over Java's memory pools of the most that was used of each, in megabytes. */
  public static long megabytes() {
    long bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.isValid()) {
        bytes += pool.getPeakUsage().getUsed();
      }
    }
    return (long) Math.ceil(bytes / BYTES_PER_MEGABYTE);
  }
}
