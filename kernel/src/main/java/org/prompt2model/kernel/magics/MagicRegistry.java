package org.prompt2model.kernel.magics;

import io.github.spencerpark.jupyter.kernel.magic.registry.CellMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.LineMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.prompt2model.kernel.jshell.CellError;
import org.prompt2model.kernel.jshell.Interpreter;
import org.prompt2model.kernel.jshell.Outcome;

/**
 * The magics that cells know: the kernel's, and those that cells register through IJava's own {@link Magics}, which win
 * over the kernel's of the same name.
 */
public final class MagicRegistry extends Magics {
    private final Interpreter interpreter;
    private final Map<String, Magic> magics = new TreeMap<>();

    MagicRegistry(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /** Adds a magic whose work is done in the thread of cells, where an interrupt ends it. */
    void work(List<String> names, String arguments, String help, Magic.Work work) {
        add(new Magic(names, arguments, help, call -> interpreter.call(() -> work.run(call))));
    }

    /** Adds a magic that runs source. */
    void source(List<String> names, String arguments, String help, Magic.Body body) {
        add(new Magic(names, arguments, help, body));
    }

    private void add(Magic magic) {
        magic.names().forEach(name -> magics.put(name, magic));
    }

    /** The magic of a name that is written as given, percent signs included. */
    Optional<Magic> find(String title) {
        return Optional.ofNullable(magics.get(title));
    }

    /** Every magic once, by name. */
    List<Magic> all() {
        return magics.values().stream()
                .distinct()
                .sorted(Comparator.comparing(Magic::name))
                .toList();
    }

    /** The names of all magics, with their percent signs. */
    List<String> names() {
        return List.copyOf(magics.keySet());
    }

    @Override
    public void registerLineMagic(String name, LineMagicFunction<?> function) {
        super.registerLineMagic(name, function);
        work(List.of("%" + name), "...", "registered in this notebook", call -> function.execute(call.words()));
    }

    @Override
    public void registerCellMagic(String name, CellMagicFunction<?> function) {
        super.registerCellMagic(name, function);
        Magic.Work work = call -> function.execute(call.words(), call.body().orElse(""));
        work(List.of("%%" + name), "...", "registered in this notebook", work);
    }

    @Override
    public <T extends LineMagicFunction<?> & CellMagicFunction<?>> void registerLineCellMagic(String name, T both) {
        registerLineMagic(name, both);
        registerCellMagic(name, both);
    }

    /** Applies a line magic, with its value; this is what cells call from Java. */
    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // As IJava's own signature has it.
    public <T> T applyLineMagic(String name, List<String> words) throws Exception {
        return find("%" + name).isPresent()
                ? value(new MagicCall(name, MagicCall.line(words), Optional.empty(), 0, 1, true))
                : super.applyLineMagic(name, words);
    }

    /** Applies a cell magic, with its value. */
    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // As IJava's own signature has it.
    public <T> T applyCellMagic(String name, List<String> words, String body) throws Exception {
        return find("%%" + name).isPresent()
                ? value(new MagicCall(name, MagicCall.line(words), Optional.of(body), 0, 1, true))
                : super.applyCellMagic(name, words, body);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // As IJava's own signature has it.
    private <T> T value(MagicCall call) {
        Outcome outcome = find(call.title()).orElseThrow().body().run(call);
        if (outcome instanceof Outcome.Done done) {
            return (T) done.value();
        }
        CellError error = ((Outcome.Failed) outcome).error();
        throw new IllegalStateException(call.title() + ": " + error.message());
    }
}
