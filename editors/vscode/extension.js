// SPDX-License-Identifier: Apache-2.0
'use strict';

const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

let client;

function command() {
  return vscode.workspace.getConfiguration('nn').get('command', 'nn');
}

async function start() {
  client = new LanguageClient(
    'nn',
    'nn',
    { command: command(), args: ['lsp'] },
    {
      documentSelector: [{ language: 'nn' }],
      // what is imported may change where nobody types
      synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher('**/*.nn') },
    },
  );
  await client.start();
}

/** Runs the file that is open, in a terminal of its own, as one would type it. */
async function run() {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    return;
  }
  await editor.document.save();
  const terminal =
    vscode.window.terminals.find((t) => t.name === 'nn') || vscode.window.createTerminal('nn');
  terminal.show(true);
  terminal.sendText(`${quoted(command())} ${quoted(editor.document.fileName)}`);
}

function quoted(word) {
  return /^[\w./\\:-]+$/.test(word) ? word : `"${word}"`;
}

async function activate(context) {
  context.subscriptions.push(vscode.commands.registerCommand('nn.run', run));
  context.subscriptions.push(
    vscode.commands.registerCommand('nn.restart', async () => {
      await deactivate();
      await start();
    }),
  );
  // `nn --dap FILE.nn` speaks the protocol itself
  context.subscriptions.push(
    vscode.debug.registerDebugAdapterDescriptorFactory('nn', {
      createDebugAdapterDescriptor: (session) =>
        new vscode.DebugAdapterServer(session.configuration.port || 4711),
    }),
  );
  vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('nn.command')) {
      vscode.commands.executeCommand('nn.restart');
    }
  });
  try {
    await start();
  } catch (error) {
    vscode.window.showErrorMessage(
      `nn cannot be started as "${command()}": set nn.command. ${error.message}`,
    );
  }
}

async function deactivate() {
  const stopping = client;
  client = undefined;
  if (stopping && stopping.isRunning()) {
    await stopping.stop();
  }
}

module.exports = { activate, deactivate };
