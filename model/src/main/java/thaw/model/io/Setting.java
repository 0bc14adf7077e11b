package thaw.model.io;

/**
 * An override of one field of an input.
 *
 * @param path the field, as in {@code parties.us.patience} or {@code phases[2].us[0]}
 * @param value JSON, or else text
 */
public record Setting(String path, String value) {
  /**
   * Reads {@code path=value}.
   *
   * @param text as after {@code --set} on a command line
   * @return path and value, without spaces around them
   * @throws IllegalArgumentException if there is no {@code =} or nothing before it
   */
  public static Setting parse(String text) {
    int at = text.indexOf('=');
    if (at <= 0) {
      throw new IllegalArgumentException(
          "--set " + text + " names no field and value; allowed: path=value");
    }
    return new Setting(text.substring(0, at).strip(), text.substring(at + 1).strip());
  }
}
