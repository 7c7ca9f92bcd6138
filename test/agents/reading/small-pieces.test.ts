import { describe, expect, test } from 'vitest';
import { countLines } from '../../../src/domain/count-lines.ts';
import { countHunkLines } from '../../../src/agents/reading/diff-lines.ts';
import { languageOf } from '../../../src/agents/reading/language-of.ts';
import { isAfter, spanOf } from '../../../src/agents/reading/time-order.ts';
import { toolKind } from '../../../src/agents/reading/tool-kind.ts';

describe('toolKind', () => {
  test.each([
    ['Read', 'file_read'],
    ['list_dir', 'file_read'],
    ['Write', 'file_write'],
    ['apply_patch', 'file_write'],
    ['Bash', 'shell'],
    ['Grep', 'search'],
    ['WebFetch', 'web'],
    ['fetch', 'web'],
    ['TaskCreate', 'task'],
    ['spawn_subagent', 'task'],
    ['TodoWrite', 'other'],
    ['constructor', 'other'],
  ])('%s is %s', (name, kind) => expect(toolKind(name)).toBe(kind));
});

describe('counting lines', () => {
  test('of a hunk', () =>
    expect(countHunkLines([' a', '+b', '-c', '+', '\\ No newline', 7, ''])).toEqual({ added: 2, removed: 1 }));

  test.each([
    ['', 0],
    ['a', 1],
    ['a\n', 1],
    ['a\nb', 2],
    ['\n\n', 2],
  ])('of %j: %i', (text, count) => expect(countLines(text)).toBe(count));
});

describe('languageOf', () => {
  test.each([
    ['/r/a.ts', 'typescript'],
    ['C:\\r\\A.PY', 'python'],
    ['/r/Dockerfile', 'bash'],
    ['/r.d/Makefile', 'bash'],
    ['/r/a.unknown', undefined],
    ['', undefined],
    ['/r/a.constructor', undefined],
  ])('%s: %s', (path, language) => expect(languageOf(path)).toBe(language));
});

describe('order of times', () => {
  test.each([
    ['2026-01-01T00:00:01Z', '2026-01-01T00:00:00Z', true],
    ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', false],
    ['2026-01-01T00:00:00.5Z', '2026-01-01T00:00:00Z', true],
    ['2026-01-01T09:00:00+09:00', '2026-01-01T00:00:01Z', false],
    ['', '2026-01-01T00:00:00Z', false],
    ['2026-01-01T00:00:00Z', '', true],
    ['', '', false],
  ])('%s after %s: %s', (a, b, after) => expect(isAfter(a, b)).toBe(after));

  test('span', () => {
    expect(spanOf('2026-01-01T00:00:00Z', '2026-01-01T00:00:01.5Z')).toBe(1500);
    expect(spanOf('2026-01-01T00:00:01Z', '2026-01-01T00:00:00Z')).toBeUndefined();
    expect(spanOf('', '2026-01-01T00:00:00Z')).toBeUndefined();
  });
});
