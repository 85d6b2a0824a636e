package org.prompt2model.serving;

import java.util.List;
import java.util.Objects;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * Where and for whom a demo answers.
 *
 * @param address the address to listen on; {@code 127.0.0.1} is reached from this machine alone
 * @param port 1 to 65535, or 0 for a free one
 * @param hosts names, beside those of this machine, under which browsers may call it; a request that names another host
 *     is refused, so that no web page can reach the demo through a name that it makes point here (DNS rebinding)
 * @param examples inputs to click on the page; none for those of the run's task
 */
public record ServeOptions(String address, int port, List<String> hosts, List<String> examples) {
    private static final int HIGHEST_PORT = 65_535;

    public ServeOptions {
        Objects.requireNonNull(address, "address");
        hosts = List.copyOf(hosts);
        examples = List.copyOf(examples);
        if (port < 0 || port > HIGHEST_PORT) {
            throw new Prompt2ModelException(
                    "There is no port " + port,
                    "ports run from 1 to " + HIGHEST_PORT + ", and 0 takes a free one",
                    "choose port(0)");
        }
    }

    /** This machine alone, a free port, the examples of the run's task. */
    public static ServeOptions defaults() {
        return new ServeOptions("127.0.0.1", 0, List.of(), List.of());
    }

    /** Another address to listen on; {@code 0.0.0.0} is every network of this machine, for which hosts are needed too. */
    public ServeOptions address(String next) {
        return new ServeOptions(next, port, hosts, examples);
    }

    /** A fixed port. */
    public ServeOptions port(int number) {
        return new ServeOptions(address, number, hosts, examples);
    }

    /** More names under which browsers may call it. */
    public ServeOptions hosts(String... names) {
        return new ServeOptions(address, port, List.of(names), examples);
    }

    /** Inputs to click on the page. */
    public ServeOptions examples(String... inputs) {
        return new ServeOptions(address, port, hosts, List.of(inputs));
    }
}
