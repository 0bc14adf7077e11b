package thaw.cli;

import thaw.model.game.Game;
import thaw.model.game.State;

/** What was asked for cannot be done; the message says what could. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  Refused(String message) {
    super(message);
  }

  /** The one stage game of a game with one state. */
  static State unlessNormalForm(Game game) throws Refused {
    if (game.stateCount() != 1) {
      throw new Refused(
          "the game has "
              + game.stateCount()
              + " states; allowed for this concept: 1, a normal form");
    }
    return game.state(0);
  }
}
