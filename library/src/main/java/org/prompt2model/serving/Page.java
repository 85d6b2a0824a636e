package org.prompt2model.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.prompt2model.model.ModelCard;

/** The pages for people. */
final class Page {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Page() {}

    /** The page of a demo: {@code page.html} with the facts of one student. */
    static String of(ModelCard card, List<String> examples) {
        ObjectNode facts = JSON.createObjectNode()
                .put("name", card.name())
                .put("baseModel", card.baseModel())
                .put("instruction", card.instruction())
                .put("parameters", card.parameters())
                .put("rehearsal", card.rehearsal());
        ArrayNode inputs = facts.putArray("examples");
        examples.forEach(inputs::add);
        return with("page.html", facts);
    }

    /** A page among the resources, with facts as JSON in its midst. */
    static String with(String resource, ObjectNode facts) {
        try (InputStream file = Page.class.getResourceAsStream(resource)) {
            String page = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            // Inside a script element nothing but a less-than sign could end it.
            return page.replace("{{facts}}", JSON.writeValueAsString(facts).replace("<", "\\u003c"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can always be written", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the page is part of the library", e);
        }
    }
}
