package thaw.cli;

/** What was asked for cannot be done; the message says what could. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  Refused(String message) {
    super(message);
  }
}
