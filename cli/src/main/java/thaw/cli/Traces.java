package thaw.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Traces of machines and persons in files: paths, hosts, users, addresses of e-mail. */
final class Traces {
  /** Names of users and hosts that say nothing, and words that texts have anyway. */
  private static final Set<String> TELLING_NOTHING =
      Set.of(
          "root",
          "user",
          "admin",
          "runner",
          "build",
          "builder",
          "docker",
          "ubuntu",
          "localhost",
          "nobody",
          "jovyan",
          "test",
          "home");

  private static final int SHORTEST_NAME = 4;

  private static final Pattern MACHINE_PATH =
      Pattern.compile(
          "(?:(?<![\\w./:~$}-])|(?<=file:)|(?<=file://))"
              + "/(?:home|Users|root|tmp|var|opt|mnt|private|scratch|work|usr|srv|media|Volumes|"
              + "gpfs|lustre|nfs)/[\\w.~@+-]+[\\w./~@+-]*"
              + "|(?<![A-Za-z0-9])[A-Za-z]:\\\\{1,2}(?:Users|Documents|Program Files|Temp|work)\\b[^\\s\"]*");

  private static final Pattern E_MAIL =
      Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}");

  private Traces() {}

  /** Paths of a machine in a file, one finding a line. */
  static List<String> ofMachines(Path folder, String name) throws IOException {
    Map<String, Pattern> patterns = new TreeMap<>(Map.of("path of a machine", MACHINE_PATH));
    return find(folder, name, patterns);
  }

  /** Addresses of e-mail, and the names of this user and this machine, in a file. */
  static List<String> ofPersons(Path folder, String name) throws IOException {
    Map<String, Pattern> patterns = new LinkedHashMap<>();
    patterns.put("address of e-mail", E_MAIL);
    for (String property : List.of("user.name", "user.home")) {
      String[] parts = System.getProperty(property, "").split("[/\\\\]", -1);
      name(patterns, "name of the user", parts[parts.length - 1]);
    }
    name(patterns, "name of the machine", host());
    return find(folder, name, patterns);
  }

  private static void name(Map<String, Pattern> patterns, String what, String name) {
    if (name.length() >= SHORTEST_NAME && !TELLING_NOTHING.contains(name)) {
      patterns.put(what, Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])"));
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
  }

  private static List<String> find(Path folder, String name, Map<String, Pattern> patterns)
      throws IOException {
    if (name.equals(PackageFolder.JAR) || name.endsWith(".parquet")) {
      return List.of(); // compressed; the program is the same for everybody
    }
    List<String> found = new ArrayList<>();
    boolean isLicence = name.equals(PackageFolder.DEPENDENCIES) || name.equals("LICENSE.txt");
    if (isLicence) {
      return List.of();
    }
    String text = new String(Files.readAllBytes(folder.resolve(name)), StandardCharsets.ISO_8859_1);
    boolean binary = text.indexOf('\0') >= 0;
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      for (Map.Entry<String, Pattern> pattern : patterns.entrySet()) {
        if (binary && pattern.getValue() == E_MAIL) {
          continue; // compressed bytes look like anything
        }
        Matcher matcher = pattern.getValue().matcher(line);
        if (matcher.find()) {
          String where = binary ? name : name + ":" + number;
          found.add(where + ": " + pattern.getKey() + ": " + matcher.group());
        }
      }
    }
    return List.copyOf(found);
  }
}
