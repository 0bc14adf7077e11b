package thaw.cli.explore;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask: requests to this address by its own name, from its own page, with its token, and not
 * too many of them.
 */
final class Gate {
  /** Why a request is turned away, with the status that says so. */
  record Refusal(int status, String message) {}

  private static final String TOKEN_HEADER = "X-Thaw-Token";
  private static final int TOKEN_BYTES = 24;

  private final String token;
  private final Set<String> hosts;
  private final Allowance pages = new Allowance(100, 20, System.nanoTime());
  private final Allowance questions = new Allowance(100, 40, System.nanoTime());

  Gate(int port) {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    token = HexFormat.of().formatHex(random);
    hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
  }

  String token() {
    return token;
  }

  /** Why the page or its parts are not given out; empty if they are. */
  Optional<Refusal> page(HttpExchange exchange) {
    return sender(exchange).or(() -> embedded(exchange)).or(() -> taken(pages));
  }

  /** Why a question is not answered; empty if it is. */
  Optional<Refusal> question(HttpExchange exchange) {
    return sender(exchange)
        .or(
            () -> {
              List<String> given = values(exchange.getRequestHeaders(), TOKEN_HEADER);
              boolean right =
                  given.size() == 1
                      && MessageDigest.isEqual(
                          given.get(0).getBytes(StandardCharsets.UTF_8),
                          token.getBytes(StandardCharsets.UTF_8));
              return right
                  ? Optional.empty()
                  : Optional.of(new Refusal(403, "the token is missing or wrong"));
            })
        .or(() -> taken(questions));
  }

  /**
   * Other sites whose names lead here (DNS rebinding) send their own name as Host, other pages
   * their own address as Origin.
   */
  private Optional<Refusal> sender(HttpExchange exchange) {
    if (!exchange.getRemoteAddress().getAddress().isLoopbackAddress()) {
      return Optional.of(new Refusal(403, "not from this machine"));
    }
    List<String> host = values(exchange.getRequestHeaders(), "Host");
    if (host.size() != 1 || !hosts.contains(host.get(0))) {
      return Optional.of(new Refusal(403, "the host is another"));
    }
    List<String> origin = values(exchange.getRequestHeaders(), "Origin");
    if (!origin.isEmpty() && !origin.equals(List.of("http://" + host.get(0)))) {
      return Optional.of(new Refusal(403, "the origin is another"));
    }
    return Optional.empty();
  }

  /** Pages of other sites may lead here, but not fetch or embed what is here. */
  private static Optional<Refusal> embedded(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    boolean foreign = Set.of("cross-site", "same-site").contains(first(headers, "Sec-Fetch-Site"));
    boolean opened = first(headers, "Sec-Fetch-Dest").equals("document");
    return foreign && !opened
        ? Optional.of(new Refusal(403, "the page is not for other sites"))
        : Optional.empty();
  }

  private static String first(Headers headers, String name) {
    return values(headers, name).stream().findFirst().orElse("");
  }

  private static Optional<Refusal> taken(Allowance allowance) {
    return allowance.take(System.nanoTime())
        ? Optional.empty()
        : Optional.of(new Refusal(429, "too many requests; wait a second"));
  }

  private static List<String> values(Headers headers, String name) {
    return headers.getOrDefault(name, List.of());
  }
}
