import { expect, test } from 'vitest';
import { pathOfFileUri } from '../../../src/agents/reading/file-uri.ts';
import { providerOf } from '../../../src/agents/reading/provider-of.ts';

test.each([
  ['file:///home/dev/my%20repo', '/home/dev/my repo'],
  ['file:///home/dev/repo/', '/home/dev/repo'],
  ['file:///', '/'],
  ['file:///c%3A/Users/dev', 'c:\\Users\\dev'],
  ['file:///C:', 'C:\\'],
  ['file://server/share/x', '\\\\server\\share\\x'],
  ['file:///50%', '/50%'],
  ['https://example.org', undefined],
  ['file://', undefined],
  [undefined, undefined],
])('%s is %s', (uri, path) => {
  expect(pathOfFileUri(uri)).toBe(path);
});

test.each([
  ['claude-opus-4-6', 'anthropic'],
  ['openrouter/openai/o3-mini', 'openai'],
  ['gpt-5.1-codex', 'openai'],
  ['gemini-3-pro', 'google'],
  ['some-model', 'unknown'],
  [undefined, 'unknown'],
])('%s is made by %s', (model, provider) => {
  expect(providerOf(model)).toBe(provider);
});
