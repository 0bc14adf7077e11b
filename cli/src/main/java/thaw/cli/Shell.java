package thaw.cli;

import java.util.regex.Pattern;

/** Words of a POSIX shell's command line. */
final class Shell {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,+@%-]+");

  private Shell() {}

  /** The text as one word, in quotes where it needs them. */
  static String word(Object text) {
    String word = text.toString();
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
