package thaw.solver.nash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.numbers.fraction.BigFraction;
import thaw.model.game.State;
import thaw.model.game.Transition;

/** Bimatrix games for tests: random ones, and the reference games with their equilibria. */
public final class Bimatrix {
  private Bimatrix() {}

  /** A reference game: its equilibria were found by three programs that agree. */
  record Reference(String name, State game, JsonNode expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Reference> references() {
    Path folder = Path.of("src/test/resources/thaw/solver/nash/reference");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.toString().endsWith(".json"))
          .sorted()
          .map(Bimatrix::reference)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reference reference(Path file) {
    try {
      JsonNode root = new ObjectMapper().readTree(file.toFile());
      State game = game(matrix(root.get("A")), matrix(root.get("B")));
      return new Reference(root.get("name").asText(), game, root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BigFraction[][] matrix(JsonNode rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> fractions(row).toArray(BigFraction[]::new))
        .toArray(BigFraction[][]::new);
  }

  static List<BigFraction> fractions(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(v -> fraction(v.asText())).toList();
  }

  private static BigFraction fraction(String text) {
    int slash = text.indexOf('/');
    BigDecimal top = new BigDecimal(slash < 0 ? text : text.substring(0, slash));
    BigInteger bottom = slash < 0 ? BigInteger.ONE : new BigInteger(text.substring(slash + 1));
    return BigFraction.of(top.unscaledValue(), bottom.multiply(BigInteger.TEN.pow(top.scale())));
  }

  /** A game with exact payoffs. */
  public static State game(BigFraction[][] a, BigFraction[][] b) {
    int m = a.length;
    int n = a[0].length;
    BigFraction[] payoffs = new BigFraction[2 * m * n];
    for (int k = 0; k < m * n; k++) {
      payoffs[2 * k] = a[k / n][k % n];
      payoffs[2 * k + 1] = b[k / n][k % n];
    }
    Transition[] stay = new Transition[m * n];
    Arrays.fill(stay, Transition.to(0));
    return State.exact("game", List.of(names("r", m), names("c", n)), payoffs, stay);
  }

  /** A game with whole payoffs. */
  public static State game(int[][] a, int[][] b) {
    return game(fractions(a), fractions(b));
  }

  static BigFraction[][] fractions(int[][] matrix) {
    return Arrays.stream(matrix)
        .map(row -> Arrays.stream(row).mapToObj(BigFraction::of).toArray(BigFraction[]::new))
        .toArray(BigFraction[][]::new);
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(k -> prefix + k).toList();
  }

  /** Payoffs uniform on 0 to {@code most}. */
  public static int[][] random(Random random, int rows, int columns, int most) {
    int[][] matrix = new int[rows][columns];
    for (int[] row : matrix) {
      Arrays.setAll(row, k -> random.nextInt(most + 1));
    }
    return matrix;
  }

  static double[][] doubles(int[][] matrix) {
    return Arrays.stream(matrix)
        .map(row -> Arrays.stream(row).asDoubleStream().toArray())
        .toArray(double[][]::new);
  }

  /** The equilibria as x, y, payoffs. */
  static List<List<List<BigFraction>>> points(BimatrixNash.Result result) {
    List<List<List<BigFraction>>> points = new ArrayList<>();
    result.equilibria().forEach(e -> points.add(List.of(e.x(), e.y(), e.payoffs())));
    return points;
  }
}
