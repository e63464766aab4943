// SPDX-License-Identifier: Apache-2.0
package org.nnlang;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Keeps the table of packages in ARCHITECTURE.md: their order, and what only one may use. */
class ArchitectureTest {
  /** Each package may use those before it. */
  private static final List<String> ORDER =
      List.of(
          "source",
          "syntax",
          "format",
          "resolve",
          "tensor",
          "graph",
          "op",
          "kernel",
          "lower",
          "rewrite",
          "backend",
          "own",
          "engine",
          "decode",
          "value",
          "layer",
          "cluster",
          "train",
          "generate",
          "io",
          "export",
          "plot",
          "check",
          "builtin",
          "session",
          "editor",
          "lang");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.nnlang");

  @TestFactory
  Stream<DynamicTest> packagesUseOnlyThoseAboveThem() {
    return IntStream.range(0, ORDER.size() - 1)
        .mapToObj(
            i -> {
              String[] below =
                  ORDER.subList(i + 1, ORDER.size()).stream()
                      .map(ArchitectureTest::within)
                      .toArray(String[]::new);
              return DynamicTest.dynamicTest(
                  ORDER.get(i),
                  () ->
                      noClasses()
                          .that(resideInAPackage(within(ORDER.get(i))))
                          .should()
                          .dependOnClassesThat(resideInAnyPackage(below))
                          .allowEmptyShould(true)
                          .check(CLASSES));
            });
  }

  /** The order lets a package use all those before it; these stand alone. */
  @Test
  void graphsAndOpsStandAlone() {
    alone("graph", "tensor", "source");
    alone("op", "graph", "tensor", "source");
  }

  @Test
  void kernelsKnowNoOp() {
    alone("kernel", "graph", "tensor", "source");
  }

  @Test
  void backendsKnowNoTracingAndNobodyKnowsABackend() {
    alone("backend", "kernel", "graph", "tensor", "source");
    noClasses()
        .that()
        .resideOutsideOfPackage(within("own"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(within("own"))
        .check(CLASSES);
  }

  /** What a pass looks at is the op and how it runs, and not who plans or traces it. */
  @Test
  void loweringKnowsNoPlanAndNoEngine() {
    alone("lower", "kernel", "op", "graph", "tensor", "source");
  }

  /** What runs an op is in {@code lower}. */
  @Test
  void rewritesKnowNoKernel() {
    alone("rewrite", "lower", "op", "graph", "tensor", "source");
  }

  private static void alone(String name, String... used) {
    String[] others =
        ORDER.stream()
            .filter(p -> !p.equals(name) && !List.of(used).contains(p))
            .map(ArchitectureTest::within)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(within(name))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(CLASSES);
  }

  /** What programs use stands on the language, as they do; nothing of nn stands on it. */
  @Test
  void onlyProgramsUseTheJavaApi() {
    noClasses()
        .that()
        .resideInAnyPackage(ORDER.stream().map(ArchitectureTest::within).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.nnlang")
        .check(CLASSES);
  }

  @Test
  void everyPackageIsInTheTable() {
    String[] known =
        Stream.concat(Stream.of("org.nnlang"), ORDER.stream().map(ArchitectureTest::within))
            .toArray(String[]::new);
    noClasses().should().resideOutsideOfPackages(known).allowEmptyShould(true).check(CLASSES);
  }

  @Test
  void onlyLangKnowsTruffle() {
    only(List.of("lang"), "com.oracle.truffle..");
  }

  @Test
  void onlySyntaxKnowsAntlr() {
    only(List.of("syntax"), "org.antlr..");
  }

  /** It is in the module nn-nd4j. */
  @Test
  void nobodyKnowsNd4j() {
    only(List.of(), "org.nd4j..");
  }

  @Test
  void onlyWhatComputesTouchesForeignMemory() {
    only(List.of("tensor", "kernel", "backend", "own", "engine"), "java.lang.foreign..");
  }

  /**
   * Files are read and written through what a host grants, which the package io is handed. Beside,
   * one class knows nn's own command line from other hosts, one finds a library, and the prompt
   * reads its script anew.
   */
  @Test
  void onlyWhatGrantsOpensFiles() {
    noClasses()
        .that(
            not(
                resideInAnyPackage("org.nnlang")
                    .or(
                        nameMatching(
                            "org.nnlang.(lang.HostFiles|kernel.Blas|session.Prompt)(\\$.*)?"))))
        .should()
        .dependOnClassesThat(
            belongToAnyOf(
                Files.class,
                FileChannel.class,
                FileInputStream.class,
                FileOutputStream.class,
                FileReader.class,
                FileWriter.class,
                RandomAccessFile.class,
                FileSystems.class))
        .check(CLASSES);
  }

  /** Pictures and sound are for functions that were granted a file or a device. */
  @Test
  void onlyPicturesAndSoundKnowTheDesktop() {
    only(List.of("io", "plot", "builtin.display"), "java.awt..");
    only(List.of("io", "plot"), "javax.imageio..");
    only(List.of("builtin.display"), "javax.sound..");
  }

  @Test
  void nobodyReachesForTheMachine() {
    noClasses()
        .should()
        .dependOnClassesThat(
            belongToAnyOf(
                ProcessBuilder.class,
                Process.class,
                ProcessHandle.class,
                Socket.class,
                ServerSocket.class,
                DatagramSocket.class,
                URLConnection.class,
                URLClassLoader.class))
        .check(CLASSES);
    only(List.of(), "java.net.http..");
    noClasses().should().callMethod(System.class, "getenv", String.class).check(CLASSES);
    noClasses().should().callMethod(System.class, "getenv").check(CLASSES);
    noClasses().should().callMethod(System.class, "exit", int.class).check(CLASSES);
  }

  @Test
  void noStaticMutableState() {
    fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat(not(resideInAnyPackage("org.nnlang.syntax.antlr..")))
        .should()
        .beFinal()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  /** The profile "nullness" looks at no others. */
  @Test
  void everyPackageSaysWhatMayBeNull() {
    Set<String> unmarked = new TreeSet<>();
    CLASSES.stream()
        .map(JavaClass::getPackage)
        .filter(p -> !p.isAnnotatedWith(NullMarked.class))
        .forEach(p -> unmarked.add(p.getName()));
    assertEquals(Set.of(), unmarked);
  }

  private void only(List<String> allowed, String library) {
    String[] packages = allowed.stream().map(ArchitectureTest::within).toArray(String[]::new);
    noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  private static String within(String name) {
    return "org.nnlang." + name + "..";
  }
}
