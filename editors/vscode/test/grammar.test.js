// SPDX-License-Identifier: Apache-2.0
'use strict';

// What VS Code would colour: its own engine on the grammar, with all scripts of the project.

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const oniguruma = require('vscode-oniguruma');
const textmate = require('vscode-textmate');

const here = path.join(__dirname, '..');
const scripts = path.join(here, '..', '..', 'scripts');

async function grammar() {
  const wasm = fs.readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () =>
      textmate.parseRawGrammar(
        fs.readFileSync(path.join(here, 'syntaxes', 'nn.tmLanguage.json'), 'utf8'),
        'nn.tmLanguage.json',
      ),
  });
  return registry.loadGrammar('source.nn');
}

function tokens(g, text) {
  const found = [];
  let stack = textmate.INITIAL;
  text.split('\n').forEach((line, number) => {
    const result = g.tokenizeLine(line, stack);
    stack = result.ruleStack;
    result.tokens.forEach((t) => {
      const word = line.slice(t.startIndex, t.endIndex);
      if (word.trim()) {
        found.push([word.trim(), t.scopes[t.scopes.length - 1], number + 1]);
      }
    });
  });
  return { found, depth: stack.depth };
}

test('words have their scopes', async () => {
  const g = await grammar();
  const { found } = tokens(
    g,
    'model Net(n) { # two\n  w = linear(n, 1.5e-3)\n}\nprint("a {n + 1:.3f} \\n", true and none)',
  );
  const scope = (word) => found.find((f) => f[0] === word)[1];
  assert.strictEqual(scope('model'), 'storage.type.nn');
  assert.strictEqual(scope('Net'), 'entity.name.type.class.nn');
  assert.strictEqual(scope('# two'), 'comment.line.number-sign.nn');
  assert.strictEqual(scope('linear'), 'support.function.nn');
  assert.strictEqual(scope('1.5e-3'), 'constant.numeric.nn');
  assert.strictEqual(scope('\\n'), 'constant.character.escape.nn');
  assert.strictEqual(scope('true'), 'constant.language.nn');
  assert.strictEqual(scope('and'), 'keyword.operator.logical.nn');
  assert.ok(found.some((f) => f[0] === '1' && f[1] === 'constant.numeric.nn'));
});

test('every script ends outside of texts and brackets', async () => {
  const g = await grammar();
  for (const name of fs.readdirSync(scripts).filter((n) => n.endsWith('.nn'))) {
    const { found, depth } = tokens(g, fs.readFileSync(path.join(scripts, name), 'utf8'));
    assert.strictEqual(depth, 1, `${name} leaves something open`);
    assert.ok(found.some((f) => f[1] === 'support.function.nn'), name);
    assert.ok(!found.some((f) => f[1].startsWith('invalid')), name);
  }
});
