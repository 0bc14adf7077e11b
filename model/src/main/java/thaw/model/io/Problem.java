package thaw.model.io;

/**
 * One thing that is wrong with an input.
 *
 * @param file its name as given; {@code --set} for an override
 * @param line from 1
 * @param column from 1
 * @param path the field, as in {@code phases[2].us[0]}; empty for the file as a whole
 * @param message what is wrong
 * @param allowed what is allowed
 */
public record Problem(
    String file, int line, int column, String path, String message, String allowed) {
  @Override
  public String toString() {
    String field = path.isEmpty() ? "" : path + ": ";
    return file + ":" + line + ":" + column + ": " + field + message + "; allowed: " + allowed;
  }
}
