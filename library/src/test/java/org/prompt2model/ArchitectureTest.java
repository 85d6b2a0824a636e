package org.prompt2model;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The order of the packages and what may show outside them; a package that does not exist yet breaks no rule. */
class ArchitectureTest {
    private static final String ROOT = "org.prompt2model";
    private static final List<String> ORDER = List.of(
            "corpus",
            "run",
            "teacher",
            "prompt",
            "retrieval",
            "generation",
            "model",
            "training",
            "evaluation",
            "serving",
            "report");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @TestFactory
    Stream<DynamicTest> aPackageImportsOnlyThoseAboveIt() {
        return IntStream.range(0, ORDER.size())
                .mapToObj(place -> DynamicTest.dynamicTest(
                        ORDER.get(place), () -> importsNothingBelow(place).check(CLASSES)));
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        noClasses()
                .should()
                .resideOutsideOfPackages(
                        Stream.concat(Stream.of(ROOT), ORDER.stream().map(ArchitectureTest::within))
                                .toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void thePackagesHaveNoCycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void noDjlTypeLeavesModelAndTraining() {
        ArchRuleDefinition.classes()
                .that(resideInAnyPackage(within("model"), within("training")))
                .should(showNoDjlType())
                .allowEmptyShould(true)
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages(within("model"), within("training"))
                .should()
                .dependOnClassesThat(resideInAPackage("ai.djl.."))
                .check(CLASSES);
    }

    @Test
    void theLibraryNeverEndsTheJvmAndKnowsNoJupyter() {
        noClasses()
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.github.spencerpark..", "org.zeromq..", "jdk.jshell.."))
                .check(CLASSES);
    }

    private static ArchRule importsNothingBelow(int place) {
        String[] below = Stream.concat(
                        Stream.of(ROOT), ORDER.stream().skip(place + 1L).map(ArchitectureTest::within))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(within(ORDER.get(place)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(below)
                .allowEmptyShould(true);
    }

    private static String within(String name) {
        return ROOT + "." + name + "..";
    }

    // Public and protected members of public classes are what another package can program against.
    private static ArchCondition<JavaClass> showNoDjlType() {
        return new ArchCondition<>("show no DJL type in what other packages can see") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (type.getModifiers().contains(JavaModifier.PUBLIC)) {
                    type.getMembers().stream()
                            .filter(ArchitectureTest::isVisible)
                            .filter(ArchitectureTest::showsDjl)
                            .forEach(member ->
                                    events.add(SimpleConditionEvent.violated(member, member.getDescription())));
                }
            }
        };
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static boolean showsDjl(JavaMember member) {
        Stream<JavaClass> types = member instanceof JavaCodeUnit code
                ? Stream.concat(Stream.of(code.getRawReturnType()), code.getRawParameterTypes().stream())
                : Stream.of(((JavaField) member).getRawType());
        return types.anyMatch(
                type -> type.getBaseComponentType().getPackageName().startsWith("ai.djl"));
    }
}
