// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentRangeFormattingParams;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.FormattingOptions;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ReferenceContext;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.SignatureHelpParams;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Talks to {@code nn lsp} as an editor does, over its pipes. */
@Timeout(240)
class ServerTest {
  private static final String SCRIPT =
      """
      # Two layers.
      model Net(width, classes = 3) {
        body = linear(4, width) >> tanh
        head = linear(width, classes)
        forward(x: [batch, 4]) -> [batch, classes] {
          h = body(x)
          head(h)
        }
      }

      net = Net(8)
      x = ones([5, 4])
      y = net(x)
      fn twice(t) = t + t
      z = twice(y)
      print(net.head.weight, z.shape)
      """;

  private EditorClient editor;

  @BeforeEach
  void start() throws Exception {
    editor = new EditorClient();
  }

  @AfterEach
  void stop() throws Exception {
    editor.close();
  }

  @Test
  void whatIsNotOfferedIsAnsweredAndNotLogged() throws Exception {
    var file = editor.open(Path.of("a.nn"), SCRIPT);
    var asked = editor.server().getTextDocumentService().codeLens(new CodeLensParams(file));
    var thrown = assertThrows(ExecutionException.class, () -> EditorClient.get(asked));
    var answer = assertInstanceOf(ResponseErrorException.class, thrown.getCause());
    assertEquals(ResponseErrorCode.MethodNotFound.getValue(), answer.getResponseError().getCode());
    assertEquals("", editor.errors());
  }

  @Test
  void aScriptIsExplained() throws Exception {
    var file = editor.open(Path.of("a.nn"), SCRIPT);
    assertEquals(List.of(), editor.diagnostics().getDiagnostics());
    assertEquals(
        "```nn\ny: [5, 3]\n```", editor.hover(file, EditorClient.place(SCRIPT, "y = net", 1, 0)));
    assertEquals(
        "```nn\nh: [batch, 8]\n```",
        editor.hover(file, EditorClient.place(SCRIPT, "head(h)", 1, 5)));
    assertEquals(
        "```nn\nNet(8): Net(8)\n```\n\n```nn\nmodel Net(width, classes = 3)\n```\n\nTwo layers.",
        editor.hover(file, EditorClient.place(SCRIPT, "Net(8)", 1, 1)));
    assertTrue(
        editor
            .hover(file, EditorClient.place(SCRIPT, "linear", 1, 1))
            .contains("```nn\nlinear(in: integer"));
    assertTrue(
        editor
            .hover(file, EditorClient.place(SCRIPT, "forward", 1, 1))
            .contains("forward(x: [batch, 4])"));
    var hints =
        EditorClient.get(
            editor
                .service()
                .inlayHint(
                    new InlayHintParams(
                        file, new Range(new Position(), EditorClient.end(SCRIPT)))));
    List<String> shapes = new ArrayList<>();
    hints.forEach(h -> shapes.add(h.getPosition().getLine() + h.getLabel().getLeft()));
    assertEquals(
        List.of("5: [batch, 8]", "11: [5, 4]", "12: [5, 3]", "13: [5, 3]", "14: [5, 3]"), shapes);
    var symbols = EditorClient.get(editor.service().documentSymbol(new DocumentSymbolParams(file)));
    assertEquals(
        List.of("Net", "net", "x", "y", "twice", "z"),
        symbols.stream().map(s -> s.getRight().getName()).toList());
    assertEquals(
        List.of("body", "head", "forward"),
        symbols.getFirst().getRight().getChildren().stream().map(s -> s.getName()).toList());
    var folds =
        EditorClient.get(editor.service().foldingRange(new FoldingRangeRequestParams(file)));
    assertEquals(
        List.of("1-7", "4-6"),
        folds.stream().map(f -> f.getStartLine() + "-" + f.getEndLine()).toList());
    var tokens =
        EditorClient.get(editor.service().semanticTokensFull(new SemanticTokensParams(file)));
    // the comment in line 0, then `model` and `Net` in line 1: types 3, 0 and 6 of the legend
    assertEquals(
        List.of(0, 0, 13, 3, 0, 1, 0, 5, 0, 0, 0, 6, 3, 6, 0), tokens.getData().subList(0, 15));
  }

  @Test
  void namesAreFoundAndRenamed() throws Exception {
    var file = editor.open(Path.of("a.nn"), SCRIPT);
    var service = editor.service();
    var definition =
        EditorClient.get(
            service.definition(
                new DefinitionParams(file, EditorClient.place(SCRIPT, "twice(y)", 1, 2))));
    assertEquals(
        EditorClient.place(SCRIPT, "twice", 1, 0),
        definition.getLeft().getFirst().getRange().getStart());
    var references =
        EditorClient.get(
            service.references(
                new ReferenceParams(
                    file, EditorClient.place(SCRIPT, "head", 1, 1), new ReferenceContext(true))));
    assertEquals(
        List.of(3, 6, 15),
        references.stream().map(l -> l.getRange().getStart().getLine()).toList());
    var edit =
        EditorClient.get(
            service.rename(
                new RenameParams(file, EditorClient.place(SCRIPT, "width", 1, 1), "size")));
    String renamed = EditorClient.applied(SCRIPT, edit.getChanges().get(file.getUri()));
    assertEquals(SCRIPT.replace("width", "size"), renamed);
    var wrong =
        assertThrows(
            ExecutionException.class,
            () ->
                EditorClient.get(
                    service.rename(
                        new RenameParams(
                            file, EditorClient.place(SCRIPT, "width", 1, 1), "head"))));
    assertTrue(wrong.getMessage().contains("`head` has a meaning here already"));
    var help =
        EditorClient.get(
            service.signatureHelp(
                new SignatureHelpParams(file, EditorClient.place(SCRIPT, "width)", 1, 0))));
    assertEquals(1, help.getActiveParameter());
    assertTrue(help.getSignatures().getFirst().getLabel().startsWith("linear(in: integer"));
  }

  @Test
  void whatIsTypedIsCompletedAndMended() throws Exception {
    var file = editor.open(Path.of("a.nn"), SCRIPT);
    editor.diagnostics();
    // nothing of this can be read
    editor.change(file, new Range(EditorClient.end(SCRIPT), EditorClient.end(SCRIPT)), "w = net.");
    String typed = SCRIPT + "w = net.";
    assertEquals(
        List.of("width", "classes", "body", "head"),
        editor.completions(file, EditorClient.end(typed)).subList(0, 4));
    assertEquals(1, editor.diagnostics().getDiagnostics().size());
    editor.change(
        file,
        new Range(EditorClient.end(SCRIPT), EditorClient.end(typed)),
        "train(net, [x, y], optimizer: ad");
    typed = SCRIPT + "train(net, [x, y], optimizer: ad";
    assertEquals(
        List.of("adagrad", "adam", "adamw"),
        editor.completions(file, EditorClient.end(typed)).subList(0, 3));
    editor.change(
        file, new Range(EditorClient.end(SCRIPT), EditorClient.end(typed)), "q = twcie(x)\n");
    typed = SCRIPT + "q = twcie(x)\n";
    var actions =
        EditorClient.get(
            editor
                .service()
                .codeAction(
                    new CodeActionParams(
                        file,
                        new Range(
                            EditorClient.place(typed, "twcie", 1, 0),
                            EditorClient.place(typed, "twcie", 1, 1)),
                        new CodeActionContext(List.of()))));
    var action = actions.getFirst().getRight();
    assertEquals("Replace `twcie` by `twice`", action.getTitle());
    assertEquals(
        SCRIPT + "q = twice(x)\n",
        EditorClient.applied(typed, action.getEdit().getChanges().get(file.getUri())));
    // a shape that does not fit: the place where the layer was made is related, the repair checked
    String wrong = "x = ones([2, 4])\nnet = linear(3, 1)\nnet(x)\n";
    editor.change(file, new Range(new Position(), EditorClient.end(typed)), wrong);
    PublishDiagnosticsParams found = editor.diagnostics();
    while (found.getVersion() != editor.version()) {
      found = editor.diagnostics();
    }
    var shape = found.getDiagnostics().getFirst();
    assertEquals("shape", shape.getCode().getLeft());
    assertEquals(
        1, shape.getRelatedInformation().getFirst().getLocation().getRange().getStart().getLine());
    var repairs =
        EditorClient.get(
            editor
                .service()
                .codeAction(
                    new CodeActionParams(
                        file, shape.getRange(), new CodeActionContext(List.of()))));
    assertEquals(
        wrong.replace("linear(3", "linear(4"),
        EditorClient.applied(
            wrong, repairs.getFirst().getRight().getEdit().getChanges().get(file.getUri())));
    editor.change(file, new Range(new Position(), EditorClient.end(wrong)), "x=1+  2 # three\n");
    var edits =
        EditorClient.get(
            editor
                .service()
                .formatting(new DocumentFormattingParams(file, new FormattingOptions(2, true))));
    assertEquals(
        "x = 1 + 2  # three\n", EditorClient.applied("x=1+  2 # three\n", List.copyOf(edits)));
  }

  /** Help is sent for what is pointed at, not for all that is offered. */
  @Test
  void whatIsOfferedIsExplainedWhenItIsShown() throws Exception {
    String text = "y = lins";
    var file = editor.open(Path.of("a.nn"), text);
    var offered =
        EditorClient.get(
                editor.service().completion(new CompletionParams(file, EditorClient.end(text))))
            .getRight()
            .getItems();
    assertEquals(1, offered.size());
    assertNull(offered.getFirst().getDocumentation());
    var shown = EditorClient.get(editor.service().resolveCompletionItem(offered.getFirst()));
    assertTrue(
        shown.getDocumentation().getRight().getValue().startsWith("```nn\nlinspace(start"),
        shown.toString());
  }

  @Test
  void aPartIsFormatted() throws Exception {
    String text = "a=1\nb=2\nfn f(x)=\nx\nc=3\n";
    var file = editor.open(Path.of("a.nn"), text);
    var edits =
        EditorClient.get(
            editor
                .service()
                .rangeFormatting(
                    new DocumentRangeFormattingParams(
                        file,
                        new FormattingOptions(2, true),
                        new Range(new Position(1, 0), new Position(3, 1)))));
    assertEquals(
        "a=1\nb = 2\nfn f(x) =\n  x\nc=3\n", EditorClient.applied(text, List.copyOf(edits)));
  }

  @Test
  void namesAreFoundInImportedFiles(@TempDir Path folder) throws Exception {
    Path blocks = Files.writeString(folder.resolve("blocks.nn"), "x = 1\nfn f(a) = a\n");
    String text = "import \"blocks.nn\"\ny = blocks.f(2)\n";
    var file = editor.open(folder.resolve("main.nn"), text);
    var service = editor.service();
    var name =
        EditorClient.get(
            service.definition(new DefinitionParams(file, EditorClient.place(text, "f(2)", 1, 0))));
    assertEquals(blocks.toUri().toString(), name.getLeft().getFirst().getUri());
    assertEquals(new Position(1, 3), name.getLeft().getFirst().getRange().getStart());
    var path =
        EditorClient.get(
            service.definition(
                new DefinitionParams(file, EditorClient.place(text, "blocks.nn", 1, 2))));
    assertEquals(blocks.toUri().toString(), path.getLeft().getFirst().getUri());
    var here =
        EditorClient.get(
            service.definition(
                new DefinitionParams(file, EditorClient.place(text, "blocks.f", 1, 2))));
    assertEquals(file.getUri(), here.getLeft().getFirst().getUri());
    // also in a file that is not open and that imports it
    Path more = Files.writeString(folder.resolve("more.nn"), "import \"blocks.nn\"\nblocks.f(3)\n");
    var edit =
        EditorClient.get(
            service.rename(new RenameParams(file, EditorClient.place(text, "f(2)", 1, 0), "g")));
    assertEquals(
        Set.of(blocks.toUri().toString(), file.getUri(), more.toUri().toString()),
        edit.getChanges().keySet());
    assertEquals(
        "x = 1\nfn g(a) = a\n",
        EditorClient.applied(
            Files.readString(blocks), edit.getChanges().get(blocks.toUri().toString())));
  }

  /** What imports a file that is open sees it as the editor has it, and is told at once. */
  @Test
  void anOpenFileIsReadAsItIs(@TempDir Path folder) throws Exception {
    String text = "fn f(x: [n, 2]) = x\n";
    Path path = Files.writeString(folder.resolve("blocks.nn"), text);
    String using = "import \"blocks.nn\"\nx = ones([3, 2])\ny = blocks.f(x)\n";
    var main = editor.open(folder.resolve("main.nn"), using);
    assertEquals(List.of(), editor.diagnostics(main).getDiagnostics());
    var blocks = editor.open(path, text);
    editor.diagnostics(blocks);
    editor.change(blocks, new Range(new Position(0, 12), new Position(0, 13)), "5");
    PublishDiagnosticsParams found = editor.diagnostics(main);
    while (found.getDiagnostics().isEmpty()) {
      found = editor.diagnostics(main);
    }
    // it is wrong in the other file, and said where this one has to do with it
    var wrong = found.getDiagnostics().getFirst();
    assertEquals("shape", wrong.getCode().getLeft());
    assertEquals(2, wrong.getRange().getStart().getLine());
    assertEquals(text, Files.readString(path));
  }
}
