import { assert, jsonValue, property } from 'fast-check';
import { expect, test } from 'vitest';
import { escapeJson, jsonText } from '../../src/cli/json-text.ts';

test('any JSON value comes back as it was', () => {
  assert(
    property(jsonValue(), (value) => {
      expect(JSON.stringify(JSON.parse(jsonText(value)))).toBe(JSON.stringify(value));
    }),
  );
});

test('no character that a terminal obeys is left, but the newlines of the layout', () => {
  const text = jsonText({ text: '\u001B[31m \u009B31m \u202Eabc\u2066 a\u200Bb \u2028 \uFEFF \u007F', '\u202E': 1 });
  expect(text).not.toMatch(/[^\P{C}\n]/u);
  expect(text).toContain(String.raw`\u009b31m`);
});

test('pieces of JSON text keep their meaning', () => {
  const line = `${JSON.stringify({ a: 'x\u200By' })}\n`;
  expect(JSON.parse(escapeJson(line))).toEqual({ a: 'x\u200By' });
});
