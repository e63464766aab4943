// SPDX-License-Identifier: Apache-2.0
package org.nnlang.lsp;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionOptions;
import org.eclipse.lsp4j.CompletionOptions;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.RenameOptions;
import org.eclipse.lsp4j.SemanticTokensWithRegistrationOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.SignatureHelpOptions;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageClientAware;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;
import org.nnlang.builtin.Builtins;

/** A language server, from {@code initialize} to {@code exit}. */
public final class Server implements LanguageServer, LanguageClientAware, WorkspaceService {
  private final Documents documents = new Documents();
  private final Questions questions = new Questions(documents);
  private boolean shutDown;

  private Server() {}

  /**
   * Serves until the client leaves.
   *
   * @return the exit code that the protocol asks for
   */
  public static int serve(InputStream in, OutputStream out) {
    var server = new Server();
    Launcher<LanguageClient> launcher =
        new LSPLauncher.Builder<LanguageClient>()
            .setLocalService(server)
            .setRemoteInterface(LanguageClient.class)
            .setInput(in)
            .setOutput(out)
            .setExceptionHandler(Server::answer)
            .create();
    server.connect(launcher.getRemoteProxy());
    try {
      launcher.startListening().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      // the client is gone
      return 1;
    }
    return server.shutDown ? 0 : 1;
  }

  /** What a request that failed is answered. One that was not offered is no failure to log. */
  private static ResponseError answer(Throwable failed) {
    for (Throwable e = failed; e != null; e = e.getCause()) {
      if (e instanceof UnsupportedOperationException) {
        return new ResponseError(ResponseErrorCode.MethodNotFound, "nn does not offer this", null);
      }
    }
    return RemoteEndpoint.DEFAULT_EXCEPTION_HANDLER.apply(failed);
  }

  @Override
  public void connect(LanguageClient client) {
    documents.client(client);
  }

  @Override
  public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
    var can = new ServerCapabilities();
    can.setTextDocumentSync(TextDocumentSyncKind.Incremental);
    can.setHoverProvider(true);
    can.setInlayHintProvider(true);
    can.setCompletionProvider(new CompletionOptions(true, List.of(".", "(", ",")));
    can.setSignatureHelpProvider(new SignatureHelpOptions(List.of("(", ",", ":")));
    can.setDefinitionProvider(true);
    can.setReferencesProvider(true);
    can.setDocumentHighlightProvider(true);
    can.setRenameProvider(new RenameOptions(true));
    can.setDocumentSymbolProvider(true);
    can.setFoldingRangeProvider(true);
    can.setDocumentFormattingProvider(true);
    can.setDocumentRangeFormattingProvider(true);
    can.setCodeActionProvider(new CodeActionOptions(List.of(CodeActionKind.QuickFix)));
    can.setSemanticTokensProvider(
        new SemanticTokensWithRegistrationOptions(SemanticTokenPacker.LEGEND, true, false));
    documents.folders(folders(params));
    var result = new InitializeResult(can, new ServerInfo("nn"));
    return CompletableFuture.completedFuture(result);
  }

  @SuppressWarnings("deprecation") // what editors sent before a project could have several folders
  private static List<Path> folders(InitializeParams params) {
    List<WorkspaceFolder> all = params.getWorkspaceFolders();
    Stream<String> uris =
        all != null && !all.isEmpty()
            ? all.stream().map(WorkspaceFolder::getUri)
            : Stream.ofNullable(params.getRootUri());
    return uris.filter(uri -> uri.startsWith("file:")).map(URI::create).map(Path::of).toList();
  }

  @Override
  public void initialized(InitializedParams params) {
    Builtins builtins = documents.builtins();
    Thread.ofPlatform()
        .daemon()
        .priority(Thread.MIN_PRIORITY)
        .name("nn-warm")
        .start(() -> FirstQuestions.ask(builtins));
  }

  @Override
  public CompletableFuture<Object> shutdown() {
    shutDown = true;
    documents.close();
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void exit() {
    System.exit(shutDown ? 0 : 1);
  }

  @Override
  public TextDocumentService getTextDocumentService() {
    return questions;
  }

  @Override
  public WorkspaceService getWorkspaceService() {
    return this;
  }

  @Override
  public void setTrace(SetTraceParams params) {
    // there is nothing to trace
  }

  @Override
  public void didChangeConfiguration(DidChangeConfigurationParams params) {
    // there is nothing to set
  }

  @Override
  public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
    documents.filesChanged();
  }
}
