// SPDX-License-Identifier: Apache-2.0
'use strict';

// The extension without VS Code: its API is stood in for, what it would start is noted.

const assert = require('node:assert');
const Module = require('node:module');
const test = require('node:test');

test('it starts the server, runs the open script and leaves', async () => {
  const started = [];
  const sent = [];
  const commands = {};
  const terminal = { name: 'nn', show() {}, sendText: (text) => sent.push(text) };
  const vscode = {
    workspace: {
      getConfiguration: () => ({ get: () => '/opt/my nn/nn' }),
      onDidChangeConfiguration() {},
    },
    window: {
      activeTextEditor: { document: { fileName: '/tmp/a.nn', save: async () => true } },
      terminals: [],
      createTerminal: () => terminal,
      showErrorMessage: (text) => assert.fail(text),
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
    const extension = require('../extension.js');
    await extension.activate({ subscriptions: [] });
    assert.deepStrictEqual(started[0].server, { command: '/opt/my nn/nn', args: ['lsp'] });
    assert.deepStrictEqual(started[0].options.documentSelector, [{ language: 'nn' }]);
    await commands['nn.run']();
    assert.deepStrictEqual(sent, ['"/opt/my nn/nn" /tmp/a.nn']);
    await extension.deactivate();
    assert.strictEqual(started[1], 'stopped');
  } finally {
    Module._load = load;
  }
});
