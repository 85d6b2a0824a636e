package org.prompt2model.kernel;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String ROOT = "org.prompt2model.kernel";
    private static final String IJAVA = "io.github.spencerpark.ijava";

    @Test
    void theProtocolKnowsNoLanguageAndTheInterpreterKnowsNoSocket() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT, IJAVA);
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("wire")
                .definedBy(ROOT + ".wire")
                .layer("jshell")
                .definedBy(ROOT + ".jshell")
                .layer("display")
                .definedBy(ROOT + ".display")
                .layer("maven")
                .definedBy(ROOT + ".maven")
                .layer("magics")
                .definedBy(ROOT + ".magics")
                .layer("ijava")
                .definedBy(IJAVA + "..")
                .layer("session")
                .definedBy(ROOT + ".session")
                .layer("shell")
                .definedBy(ROOT + ".shell")
                .layer("main")
                .definedBy(ROOT)
                .whereLayer("wire")
                .mayNotAccessAnyLayer()
                .whereLayer("jshell")
                .mayNotAccessAnyLayer()
                .whereLayer("display")
                .mayNotAccessAnyLayer()
                .whereLayer("maven")
                .mayNotAccessAnyLayer()
                .whereLayer("magics")
                .mayOnlyAccessLayers("jshell", "maven")
                .whereLayer("ijava")
                .mayOnlyAccessLayers("jshell", "display", "magics")
                .whereLayer("session")
                .mayOnlyAccessLayers("wire", "jshell", "display", "magics")
                .whereLayer("shell")
                .mayOnlyAccessLayers("jshell", "display", "magics", "session", "main")
                .whereLayer("main")
                .mayOnlyAccessLayers("wire", "jshell", "magics", "ijava", "session")
                .check(classes);
    }
}
