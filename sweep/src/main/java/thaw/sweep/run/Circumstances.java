package thaw.sweep.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Where and when a run was made, for its manifest: what differs between runs of the same bytes. */
public final class Circumstances {
  private static final double BYTES_PER_MEGABYTE = 1 << 20;

  private Circumstances() {}

  /**
   * Adds {@code machine} and {@code time} to a manifest.
   *
   * @param seconds that the run took
   */
  public static void add(ObjectNode manifest, double seconds) {
    ObjectNode machine = manifest.putObject("machine");
    for (String property : List.of("java.version", "java.vm.name", "os.name", "os.arch")) {
      machine.put(property, System.getProperty(property));
    }
    machine.put("processors", Runtime.getRuntime().availableProcessors());
    ObjectNode time = manifest.putObject("time");
    time.put("finished", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    time.put("seconds", seconds);
    time.put("peakMegabytes", peakMegabytes());
  }

  /** Sum over Java's memory pools of the most that was used of each, in megabytes. */
  private static long peakMegabytes() {
    long bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.isValid()) {
        bytes += pool.getPeakUsage().getUsed();
      }
    }
    return (long) Math.ceil(bytes / BYTES_PER_MEGABYTE);
  }
}
