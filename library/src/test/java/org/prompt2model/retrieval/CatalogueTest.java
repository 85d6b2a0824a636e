package org.prompt2model.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.prompt2model.corpus.Prompt2ModelException;

class CatalogueTest {
    @Test
    void idsAreDistinctAndEveryEntryIsDescribed() {
        List<DatasetFacts> datasets = Catalogue.datasets();
        List<ModelFacts> models = Catalogue.models();
        assertThat(datasets).hasSizeGreaterThan(60).extracting(DatasetFacts::id).doesNotHaveDuplicates();
        assertThat(models).hasSizeGreaterThan(40).extracting(ModelFacts::id).doesNotHaveDuplicates();
        assertThat(datasets).allSatisfy(dataset -> {
            assertThat(dataset.description()).hasSizeGreaterThan(20);
            assertThat(dataset.languages()).isNotEmpty();
            dataset.rows().ifPresent(rows -> assertThat(rows).isPositive());
        });
        assertThat(models).allSatisfy(model -> {
            assertThat(model.description()).hasSizeGreaterThan(20);
            assertThat(model.parameters()).isPositive();
            assertThat(model.sizeBytes()).isGreaterThanOrEqualTo(model.parameters());
            assertThat(model.trained()).isBetween(1L, model.parameters());
        });
    }

    @Test
    void anIdIsFoundWithoutItsOwnerAndWithItsConfiguration() {
        for (String id : List.of("rajpurkar/squad", "squad", "squad/plain_text", "SQuAD")) {
            assertThat(Catalogue.dataset(id)).as(id).map(DatasetFacts::id).contains("rajpurkar/squad");
        }
        assertThat(Catalogue.dataset("no such dataset")).isEmpty();
        assertThat(Catalogue.model("byt5-nano").id()).isEqualTo("prompt2model/byt5-nano");
    }

    @Test
    void anUnknownModelIsToldWithTheNearestNames() {
        assertThatThrownBy(() -> Catalogue.model("prompt2model/byt5-nanno"))
                .isInstanceOf(Prompt2ModelException.class)
                .hasMessageContaining("did you mean prompt2model/byt5-nano");
        assertThatThrownBy(() -> Catalogue.model("t5-smal")).hasMessageContaining("did you mean google-t5/t5-small");
    }
}
