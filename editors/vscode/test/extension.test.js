// SPDX-License-Identifier: Apache-2.0
'use strict';

// The extension without VS Code: its API is stood in for, what it would start is noted.

const assert = require('node:assert');
const fs = require('node:fs');
const Module = require('node:module');
const os = require('node:os');
const path = require('node:path');
const test = require('node:test');
const { createVSIX } = require('@vscode/vsce');
const yauzl = require('yauzl');

function unpack(file, folder) {
  return new Promise((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true }, (failed, zip) => {
      if (failed) {
        reject(failed);
        return;
      }
      zip.on('error', reject);
      zip.on('end', resolve);
      zip.on('entry', (entry) => {
        const to = path.join(folder, entry.fileName);
        fs.mkdirSync(path.dirname(to), { recursive: true });
        zip.openReadStream(entry, (wrong, bytes) => {
          if (wrong) {
            reject(wrong);
            return;
          }
          bytes.pipe(fs.createWriteStream(to)).on('finish', () => zip.readEntry());
        });
      });
      zip.readEntry();
    });
  });
}

/** Activates an extension, runs its command, and leaves. */
async function drive(file) {
  const started = [];
  const debuggers = {};
  const sent = [];
  const commands = {};
  const terminal = { name: 'nn', show() {}, sendText: (text) => sent.push(text) };
  const vscode = {
    workspace: {
      getConfiguration: () => ({ get: () => '/opt/my nn/nn' }),
      onDidChangeConfiguration() {},
      createFileSystemWatcher: (files) => ({ files }),
    },
    window: {
      activeTextEditor: { document: { fileName: '/tmp/a.nn', save: async () => true } },
      terminals: [],
      createTerminal: () => terminal,
      showErrorMessage: (text) => assert.fail(text),
    },
    debug: {
      registerDebugAdapterDescriptorFactory: (type, factory) => {
        debuggers[type] = factory;
        return { dispose() {} };
      },
    },
    DebugAdapterServer: class {
      constructor(port) {
        this.port = port;
      }
    },
    commands: {
      registerCommand: (name, action) => {
        commands[name] = action;
        return { dispose() {} };
      },
    },
  };
  class LanguageClient {
    constructor(id, name, server, options) {
      started.push({ server, options });
    }

    async start() {
      this.running = true;
    }

    isRunning() {
      return this.running;
    }

    async stop() {
      this.running = false;
      started.push('stopped');
    }
  }
  const load = Module._load;
  Module._load = (request, ...rest) =>
    request === 'vscode'
      ? vscode
      : request === 'vscode-languageclient/node'
        ? { LanguageClient }
        : load(request, ...rest);
  try {
    const extension = require(file);
    await extension.activate({ subscriptions: [] });
    assert.deepStrictEqual(started[0].server, { command: '/opt/my nn/nn', args: ['lsp'] });
    assert.deepStrictEqual(started[0].options.documentSelector, [{ language: 'nn' }]);
    assert.strictEqual(started[0].options.synchronize.fileEvents.files, '**/*.nn');
    await commands['nn.run']();
    assert.deepStrictEqual(sent, ['"/opt/my nn/nn" /tmp/a.nn']);
    const session = { configuration: { port: 5000 } };
    assert.strictEqual(debuggers.nn.createDebugAdapterDescriptor(session).port, 5000);
    await extension.deactivate();
    assert.strictEqual(started[1], 'stopped');
  } finally {
    Module._load = load;
  }
}

test('it starts the server, runs the open script and leaves', () => drive('../extension.js'));

test('the package has all it needs, and does the same', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nn-vsix-'));
  try {
    const vsix = path.join(folder, 'nn.vsix');
    await createVSIX({
      cwd: path.join(__dirname, '..'),
      packagePath: vsix,
      allowMissingRepository: true,
      skipLicense: true,
    });
    await unpack(vsix, folder);
    const packed = path.join(folder, 'extension');
    const manifest = JSON.parse(fs.readFileSync(path.join(packed, 'package.json'), 'utf8'));
    const { grammars, snippets, languages } = manifest.contributes;
    for (const part of [grammars[0].path, snippets[0].path, languages[0].configuration]) {
      JSON.parse(fs.readFileSync(path.join(packed, part), 'utf8'));
    }
    // what it depends on is in it, and nothing that only tests need
    assert.ok(fs.existsSync(path.join(packed, 'node_modules/vscode-languageclient/node.js')));
    assert.ok(!fs.existsSync(path.join(packed, 'node_modules/vscode-textmate')));
    await drive(path.join(packed, manifest.main));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
