package dev.docket.internal.redis;

import dev.docket.DocketConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a docket's Redis is, read from a URL.
 *
 * @param cluster whether the nodes form a Redis Cluster
 * @param uris one URI, or the seed nodes of a cluster
 * @param tls the files for TLS, from {@code ?ca=}, {@code ?cert=} and {@code ?key=}
 * @param shown the URL without credentials, for messages
 */
record RedisAddress(boolean cluster, List<RedisURI> uris, TlsFiles tls, String shown) {

  private static final List<String> OPTIONS = List.of("ca", "cert", "key", "verify", "sentinel");

  private static final Pattern URL =
      Pattern.compile("([a-z-]+)://(?:([^@/]*)@)?([^/?#]*)(/[^?#]*)?(?:\\?([^#]*))?(?:#(.*))?");

  static RedisAddress parse(String url) {
    Matcher m = URL.matcher(url);
    if (!m.matches()) {
      throw unparsable(url, "it is not of the form redis://[user:password@]host[:port][/database]");
    }
    Map<String, String> options = options(url, m.group(5));
    String path = m.group(4) == null ? "" : m.group(4).substring(1);
    String credentials = m.group(2);
    String hosts = m.group(3);
    String scheme = m.group(1).replace("valkey", "redis").replace("redis+", "redis-");
    List<RedisURI> uris =
        switch (scheme) {
          case "redis", "rediss" -> List.of(node(url, hosts, database(url, path)));
          case "redis-cluster", "rediss-cluster" -> nodes(url, hosts);
          case "redis-sentinel", "rediss-sentinel" ->
              List.of(sentinel(url, hosts, path, m.group(6), options));
          case "unix" -> List.of(RedisURI.Builder.socket("/" + path).build());
          default ->
              throw unparsable(
                  url,
                  "the scheme %s is not one of redis, rediss, valkey, valkeys, redis-cluster, "
                          .formatted(m.group(1))
                      + "rediss-cluster, redis-sentinel, rediss-sentinel, unix, memory");
        };
    for (RedisURI uri : uris) {
      uri.setSsl(scheme.startsWith("rediss"));
      SslVerifyMode verify = verification(url, options.getOrDefault("verify", "full"));
      uri.setVerifyPeer(verify);
      uri.getSentinels().forEach(sentinel -> sentinel.setVerifyPeer(verify));
      authenticate(uri, credentials);
    }
    if (!scheme.startsWith("rediss")
        && List.of("ca", "cert", "key", "verify").stream().anyMatch(options::containsKey)) {
      throw unparsable(url, "ca, cert, key and verify need TLS, a scheme that starts with rediss");
    }
    TlsFiles tls =
        TlsFiles.of(shown(url), options.get("ca"), options.get("cert"), options.get("key"));
    return new RedisAddress(scheme.endsWith("-cluster"), uris, tls, shown(url));
  }

  private static SslVerifyMode verification(String url, String mode) {
    return switch (mode) {
      case "full" -> SslVerifyMode.FULL;
      case "ca" -> SslVerifyMode.CA;
      case "none" -> SslVerifyMode.NONE;
      default -> throw unparsable(url, "verify is \"%s\", not full, ca or none".formatted(mode));
    };
  }

  /** Without anything secret. */
  private static String shown(String url) {
    return url.replaceFirst("//[^@/]*@", "//").replaceAll("([?&]sentinel=)[^&#]*", "$1***");
  }

  private static RedisURI node(String url, String host, int database) {
    int colon = host.endsWith("]") ? -1 : host.lastIndexOf(':');
    String name = colon < 0 ? host : host.substring(0, colon);
    if (name.isEmpty()) {
      throw unparsable(url, "it names no host");
    }
    int port =
        colon < 0
            ? RedisURI.DEFAULT_REDIS_PORT
            : number(url, "port", host.substring(colon + 1), 1, 65_535);
    return RedisURI.builder()
        .withHost(name.replaceAll("[\\[\\]]", ""))
        .withPort(port)
        .withDatabase(database)
        .build();
  }

  private static List<RedisURI> nodes(String url, String hosts) {
    List<RedisURI> nodes = new ArrayList<>();
    for (String host : hosts.split(",")) {
      nodes.add(node(url, host, 0));
    }
    return nodes;
  }

  private static RedisURI sentinel(
      String url,
      String hosts,
      String path,
      @Nullable String fragment,
      Map<String, String> options) {
    String[] parts = path.split("/", -1);
    String service = fragment != null ? fragment : parts[0];
    String database = fragment != null ? parts[0] : parts.length > 1 ? parts[1] : "";
    if (service.isEmpty()) {
      throw unparsable(
          url, "it names no service: redis-sentinel://host:26379,host:26379/service[/database]");
    }
    RedisURI.Builder builder =
        RedisURI.builder().withSentinelMasterId(service).withDatabase(database(url, database));
    for (String host : hosts.split(",")) {
      String withPort = host.contains(":") ? host : host + ":" + RedisURI.DEFAULT_SENTINEL_PORT;
      RedisURI node = node(url, withPort, 0);
      authenticate(node, options.get("sentinel"));
      node.setSsl(url.startsWith("rediss"));
      builder.withSentinel(node);
    }
    return builder.build();
  }

  private static void authenticate(RedisURI uri, @Nullable String credentials) {
    if (credentials == null || credentials.isEmpty()) {
      return;
    }
    int colon = credentials.indexOf(':');
    String user = decode(credentials.substring(0, Math.max(0, colon)));
    String password = decode(credentials.substring(colon + 1));
    uri.setCredentialsProvider(
        io.lettuce.core.RedisCredentialsProvider.from(
            () ->
                io.lettuce.core.RedisCredentials.just(
                    user.isEmpty() ? null : user, password.toCharArray())));
  }

  private static int database(String url, String text) {
    return text.isEmpty() ? 0 : number(url, "database", text, 0, Integer.MAX_VALUE);
  }

  private static int number(String url, String what, String text, int least, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number < least || number > most) {
        throw unparsable(url, "the %s %s is not from %d to %d".formatted(what, text, least, most));
      }
      return number;
    } catch (NumberFormatException e) {
      throw unparsable(url, "the %s \"%s\" is not a number".formatted(what, text));
    }
  }

  private static Map<String, String> options(String url, @Nullable String query) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : query == null ? new String[0] : query.split("&")) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? option : option.substring(0, equals);
      if (!OPTIONS.contains(name)) {
        throw unparsable(
            url, "the option \"%s\" is not one of %s".formatted(name, String.join(", ", OPTIONS)));
      }
      options.put(name, decode(option.substring(equals + 1)));
    }
    return options;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static DocketConnectionException unparsable(String url, String why) {
    return new DocketConnectionException(
        "Cannot read the Redis URL \"%s\": %s".formatted(shown(url), why));
  }
}
