import { assert, jsonValue, property } from 'fast-check';
import { expect, test } from 'vitest';
import { escapeJson, jsonElement, jsonList, jsonPieces, jsonText } from '../../src/cli/json-text.ts';

test('any JSON value comes back as it was', () => {
  assert(
    property(jsonValue(), (value) => {
      expect(JSON.stringify(JSON.parse(jsonText(value)))).toBe(JSON.stringify(value));
    }),
  );
});

test('a long list in pieces is the same text', () => {
  for (const length of [0, 1, 256, 257, 600]) {
    const list = Array.from({ length }, (_, index) => ({ index, list: index % 3 === 0 ? [] : ['\u200B', null] }));
    expect([...jsonPieces(list)].join('')).toBe(jsonText(list));
    expect(escapeJson([...jsonList(list.map(jsonElement))].join(''))).toBe(jsonText(list));
  }
  expect([...jsonPieces(Array.from({ length: 600 }))].length).toBeGreaterThan(2);
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
