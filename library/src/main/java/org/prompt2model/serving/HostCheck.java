package org.prompt2model.serving;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Refuses requests that were meant for another host, or that another site's page sends. */
final class HostCheck {
    private final Set<String> allowed = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));

    HostCheck(ServeOptions options) {
        allowed.add(options.address().toLowerCase(Locale.ROOT));
        options.hosts().forEach(host -> allowed.add(host.toLowerCase(Locale.ROOT)));
    }

    void check(Headers headers) throws HttpProblem {
        String host = headers.getFirst("Host");
        if (host == null || !allows("http://" + host)) {
            throw new HttpProblem(
                    403,
                    "This site does not answer under the host name '" + host + "'",
                    "open it under localhost, or allow the name with ServeOptions.defaults().hosts(...)");
        }
        String origin = headers.getFirst("Origin");
        if (origin != null && !allows(origin)) {
            throw new HttpProblem(
                    403,
                    "This site does not answer pages of '" + origin + "'",
                    "call it from its own page or from a program, or allow that host with"
                            + " ServeOptions.defaults().hosts(...)");
        }
    }

    private boolean allows(String address) {
        try {
            String host = new URI(address).getHost();
            return host != null && allowed.contains(host.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
