package thaw.model.io;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.numbers.fraction.BigFraction;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;

/**
 * Reads and writes normal forms in the strategic game format of Gambit, {@code NFG 1}, with payoffs
 * listed (first player's strategy fastest) or given by outcomes.
 *
 * <p>Payoffs are exact: whole numbers, rationals, decimals and scientific notation. Labels that are
 * empty are replaced by their number, and repeated ones get theirs appended, since Thaw tells
 * players and actions apart by name. The game read is one of one state with discount factors 0.
 */
public final class NfgFile {
  /** How names of such files end. */
  public static final String EXTENSION = ".nfg";

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+([.]\\d*)?|[.]\\d+)([eE][+-]?\\d{1,4})?");

  private static final Pattern RATIONAL = Pattern.compile("([+-]?\\d+)/(\\d+)");

  private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

  private static final String NUMBERS = "a number as 2, -1/3, 0.5 or 1.5e3";

  /** Decimal exponents beyond this are refused: exact arithmetic would never end. */
  private static final int MOST_DIGITS = 400;

  /** Payoffs of all profiles together. */
  private static final long MOST_PAYOFFS = 20_000_000;

  private NfgFile() {}

  /** Whether a file is to be read in this format, by its name. */
  public static boolean is(Path path) {
    return path.toString().endsWith(EXTENSION);
  }

  /** Reads a file. */
  public static Game read(Path path) throws BadInput, IOException {
    String file = path.toString();
    if (!Files.isRegularFile(path)) {
      throw bad(file, 1, 1, "there is no such file", Similar.existing(path, "a game file"));
    }
    if (Files.size(path) > Document.MOST_BYTES) {
      throw bad(
          file,
          1,
          1,
          "the file has " + Files.size(path) + " bytes",
          "at most " + Document.MOST_BYTES);
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
      return parse(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString(), file);
    } catch (CharacterCodingException e) {
      throw bad(file, 1, 1, "the file is not in UTF-8", "UTF-8");
    }
  }

  /** Reads a text; {@code file} is its name in problems. */
  public static Game parse(String text, String file) throws BadInput {
    return new Reader(file, tokens(text, file)).game();
  }

  /**
   * The stage game of a game of one state as text that reads back equal but for its discount
   * factors and the state's name, which the format cannot hold.
   *
   * @throws IllegalArgumentException if the game has more states
   */
  public static String write(Game game) {
    if (game.stateCount() != 1) {
      throw new IllegalArgumentException(
          "the game has " + game.stateCount() + " states; allowed: 1, a normal form");
    }
    State state = game.state(0);
    StringBuilder text = new StringBuilder("NFG 1 R " + quoted(game.name()) + "\n{");
    game.players().forEach(p -> text.append(' ').append(quoted(p)));
    text.append(" }\n{");
    for (int i = 0; i < game.playerCount(); i++) {
      text.append(" {");
      state.actions(i).forEach(a -> text.append(' ').append(quoted(a)));
      text.append(" }");
    }
    text.append(" }\n\"\"\n\n");
    for (int k = 0; k < state.profileCount(); k++) {
      int profile = profile(state, k);
      for (int i = 0; i < game.playerCount(); i++) {
        BigFraction payoff = state.exactPayoff(profile, i);
        text.append(i > 0 ? " " : "").append(payoff.getNumerator());
        if (!payoff.getDenominator().equals(BigInteger.ONE)) {
          text.append('/').append(payoff.getDenominator());
        }
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String quoted(String label) {
    return '"' + label.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The profile in place k of the file's order, the first player's strategy fastest. */
  private static int profile(State state, int k) {
    int[] chosen = new int[state.playerCount()];
    int rest = k;
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = rest % state.actionCount(i);
      rest /= state.actionCount(i);
    }
    return state.profile(chosen);
  }

  private static BadInput bad(String file, int line, int column, String message, String allowed) {
    return new BadInput(List.of(new Problem(file, line, column, "", message, allowed)));
  }

  private enum Kind {
    OPEN,
    CLOSE,
    COMMA,
    LABEL,
    WORD,
    END
  }

  private record Token(Kind kind, String text, int line, int column) {
    String shown() {
      return switch (kind) {
        case END -> "the file ends";
        case LABEL -> "label \"" + text + "\"";
        default -> "\"" + text + "\"";
      };
    }
  }

  private static List<Token> tokens(String text, String file) throws BadInput {
    List<Token> tokens = new ArrayList<>();
    int line = 1;
    int begin = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int column = at - begin + 1;
      if (c == '\n') {
        line++;
        begin = at + 1;
        at++;
      } else if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '{' || c == '}' || c == ',') {
        Kind kind = c == '{' ? Kind.OPEN : c == '}' ? Kind.CLOSE : Kind.COMMA;
        tokens.add(new Token(kind, String.valueOf(c), line, column));
        at++;
      } else if (c == '"') {
        int startLine = line;
        StringBuilder label = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
          boolean escaped =
              text.charAt(at) == '\\'
                  && at + 1 < text.length()
                  && (text.charAt(at + 1) == '"' || text.charAt(at + 1) == '\\');
          at += escaped ? 1 : 0;
          label.append(text.charAt(at));
          if (text.charAt(at) == '\n') {
            line++;
            begin = at + 1;
          }
          at++;
        }
        if (at == text.length()) {
          throw bad(file, startLine, column, "a label is not ended", "a closing \"");
        }
        at++;
        tokens.add(new Token(Kind.LABEL, label.toString(), startLine, column));
      } else {
        int start = at;
        while (at < text.length() && " \t\r\n{},\"".indexOf(text.charAt(at)) < 0) {
          at++;
        }
        tokens.add(new Token(Kind.WORD, text.substring(start, at), line, column));
      }
    }
    tokens.add(new Token(Kind.END, "", line, text.length() - begin + 1));
    return tokens;
  }

  private static final class Reader {
    private final String file;
    private final List<Token> tokens;
    private final List<Problem> problems = new ArrayList<>();
    private int at;

    Reader(String file, List<Token> tokens) {
      this.file = file;
      this.tokens = tokens;
    }

    Game game() throws BadInput {
      word("NFG", "a file that begins with NFG 1 R, without byte-order mark");
      word("1", "1, the version of the format");
      Token precision = next(Kind.WORD, "R or D");
      if (!precision.text().equals("R") && !precision.text().equals("D")) {
        throw unexpected(precision, "R or D");
      }
      String title = next(Kind.LABEL, "the game's title as \"label\"").text();
      next(Kind.OPEN, "{ and the players' labels");
      Token first = peek();
      List<String> players = labels("a player's label or }");
      if (players.isEmpty()) {
        throw unexpected(first, "one player's label or more");
      }
      List<List<String>> actions = actions(players.size());
      if (peek().kind() == Kind.LABEL) {
        at++; // a comment
      }
      checkSize(actions, players.size(), peek());
      BigFraction[] payoffs =
          peek().kind() == Kind.OPEN
              ? byOutcome(actions, players.size())
              : listed(actions, players.size());
      if (peek().kind() != Kind.END) {
        throw unexpected(peek(), "the end of the file: all payoffs are given");
      }
      if (!problems.isEmpty()) {
        throw new BadInput(problems);
      }
      return build(title, players, actions, payoffs);
    }

    private static Game build(
        String title, List<String> players, List<List<String>> actions, BigFraction[] listed) {
      int count = listed.length / players.size();
      Transition[] stay = new Transition[count];
      Arrays.fill(stay, Transition.to(0));
      BigFraction[] payoffs = new BigFraction[listed.length];
      Arrays.fill(payoffs, BigFraction.ZERO);
      State shape = State.exact("stage", actions, payoffs, stay);
      for (int k = 0; k < count; k++) {
        System.arraycopy(
            listed,
            k * players.size(),
            payoffs,
            profile(shape, k) * players.size(),
            players.size());
      }
      State state = State.exact("stage", actions, payoffs, stay);
      return new Game(title, players, new double[players.size()], List.of(state));
    }

    private Token peek() {
      return tokens.get(at);
    }

    private Token next(Kind kind, String allowed) throws BadInput {
      Token token = peek();
      if (token.kind() != kind) {
        throw unexpected(token, allowed);
      }
      at++;
      return token;
    }

    private void word(String text, String allowed) throws BadInput {
      Token token = next(Kind.WORD, allowed);
      if (!token.text().equals(text)) {
        throw unexpected(token, allowed);
      }
    }

    /** With the problems found before. */
    private BadInput unexpected(Token token, String allowed) {
      problem(
          token, token.kind() == Kind.END ? token.shown() : "unexpected " + token.shown(), allowed);
      return new BadInput(problems);
    }

    private void problem(Token token, String message, String allowed) {
      problems.add(new Problem(file, token.line(), token.column(), "", message, allowed));
    }

    /** The labels up to and with the closing brace, made distinct. */
    private List<String> labels(String allowed) throws BadInput {
      List<String> labels = new ArrayList<>();
      while (peek().kind() == Kind.LABEL) {
        labels.add(peek().text());
        at++;
      }
      next(Kind.CLOSE, allowed);
      return distinct(labels);
    }

    private static List<String> distinct(List<String> labels) {
      Set<String> taken = new HashSet<>(labels);
      Set<String> used = new HashSet<>();
      List<String> distinct = new ArrayList<>();
      for (int k = 0; k < labels.size(); k++) {
        String label = labels.get(k).isBlank() ? String.valueOf(k + 1) : labels.get(k);
        boolean renamed = !label.equals(labels.get(k));
        while (used.contains(label) || (renamed && taken.contains(label))) {
          label = label + " (" + (k + 1) + ")";
          renamed = true;
        }
        used.add(label);
        distinct.add(label);
      }
      return distinct;
    }

    private List<List<String>> actions(int players) throws BadInput {
      next(Kind.OPEN, "{ and the players' strategies");
      List<List<String>> actions = new ArrayList<>();
      for (int i = 0; i < players; i++) {
        Token token = peek();
        if (token.kind() == Kind.OPEN) {
          at++;
          actions.add(labels("a strategy's label or }"));
          if (actions.get(i).isEmpty()) {
            throw unexpected(token, "one strategy of player " + (i + 1) + " or more");
          }
        } else {
          String allowed = "the number of strategies of player " + (i + 1) + ", 1 or more";
          next(Kind.WORD, allowed + ", or their labels in braces");
          if (!COUNT.matcher(token.text()).matches() || Integer.parseInt(token.text()) == 0) {
            throw unexpected(token, allowed);
          }
          if (Integer.parseInt(token.text()) > MOST_PAYOFFS) {
            throw unexpected(token, "at most " + MOST_PAYOFFS);
          }
          List<String> numbered = new ArrayList<>();
          for (int k = 1; k <= Integer.parseInt(token.text()); k++) {
            numbered.add(String.valueOf(k));
          }
          actions.add(numbered);
        }
      }
      next(Kind.CLOSE, "}: the strategies of " + players + " players are given");
      return actions;
    }

    private void checkSize(List<List<String>> actions, int players, Token where) throws BadInput {
      BigInteger size = BigInteger.valueOf(players);
      for (List<String> own : actions) {
        size = size.multiply(BigInteger.valueOf(own.size()));
      }
      if (size.compareTo(BigInteger.valueOf(MOST_PAYOFFS)) > 0) {
        problem(where, "the game has " + size + " payoffs", "at most " + MOST_PAYOFFS);
        throw new BadInput(problems);
      }
    }

    private static int profiles(List<List<String>> actions) {
      return actions.stream().mapToInt(List::size).reduce(1, Math::multiplyExact);
    }

    private BigFraction[] listed(List<List<String>> actions, int players) throws BadInput {
      BigFraction[] payoffs = new BigFraction[profiles(actions) * players];
      for (int k = 0; k < payoffs.length; k++) {
        payoffs[k] =
            number(
                next(
                    Kind.WORD,
                    NUMBERS
                        + ": payoff "
                        + (k + 1)
                        + " of "
                        + payoffs.length
                        + ", or outcomes in braces"));
      }
      return payoffs;
    }

    private BigFraction[] byOutcome(List<List<String>> actions, int players) throws BadInput {
      List<BigFraction[]> outcomes = new ArrayList<>();
      next(Kind.OPEN, "{ and the outcomes");
      while (peek().kind() == Kind.OPEN) {
        at++;
        next(Kind.LABEL, "the outcome's label");
        BigFraction[] payoffs = new BigFraction[players];
        for (int i = 0; i < players; i++) {
          if (i > 0 && peek().kind() == Kind.COMMA) {
            at++;
          }
          payoffs[i] = number(next(Kind.WORD, NUMBERS + ": payoff " + (i + 1) + " of " + players));
        }
        next(Kind.CLOSE, "}: the payoffs of " + players + " players are given");
        outcomes.add(payoffs);
      }
      next(Kind.CLOSE, "{ and an outcome, or }");
      BigFraction[] none = new BigFraction[players];
      Arrays.fill(none, BigFraction.ZERO);
      BigFraction[] payoffs = new BigFraction[profiles(actions) * players];
      for (int k = 0; k < payoffs.length; k += players) {
        String allowed = "an outcome's number, 0 (none) to " + outcomes.size();
        Token token = next(Kind.WORD, allowed);
        boolean whole = COUNT.matcher(token.text()).matches();
        int number = whole ? Integer.parseInt(token.text()) : -1;
        if (number < 0 || number > outcomes.size()) {
          problem(token, "outcome " + token.text() + " is not defined", allowed);
          number = 0;
        }
        System.arraycopy(number == 0 ? none : outcomes.get(number - 1), 0, payoffs, k, players);
      }
      return payoffs;
    }

    private BigFraction number(Token token) {
      String text = token.text();
      Matcher rational = RATIONAL.matcher(text);
      BigFraction value = BigFraction.ZERO;
      if (rational.matches()) {
        BigInteger denominator = new BigInteger(rational.group(2));
        if (denominator.signum() == 0) {
          problem(token, text + " is a division by zero", NUMBERS);
          return value;
        }
        value = BigFraction.of(new BigInteger(rational.group(1)), denominator);
      } else if (DECIMAL.matcher(text).matches()) {
        BigDecimal decimal = new BigDecimal(text);
        if (Math.abs(decimal.scale()) > MOST_DIGITS) {
          problem(token, text + " has too many digits", "at most " + MOST_DIGITS);
          return value;
        }
        value =
            decimal.scale() <= 0
                ? BigFraction.of(decimal.toBigIntegerExact())
                : BigFraction.of(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
      } else {
        problem(token, "\"" + text + "\" is no number", NUMBERS);
        return value;
      }
      if (!GameFile.isPayoff(value)) {
        problem(token, text + " is too large or too near to 0", GameFile.PAYOFF_ALLOWED);
        return BigFraction.ZERO;
      }
      return value;
    }
  }
}
