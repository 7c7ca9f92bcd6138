import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeForTerminal, lineForTerminal } from '../../src/formats/terminal.ts';
import { hostileText } from './markdown/hostile-text.ts';

describe('escapeForTerminal', () => {
  it.each([
    ['\u001B[31mred\u001B[0m', '\\u{1b}[31mred\\u{1b}[0m'],
    ['a\rb\u0008', 'a\\u{d}b\\u{8}'],
    ['\u009B2J', '\\u{9b}2J'],
    ['\u202Egpj.exe', '\\u{202e}gpj.exe'],
    ['zero\u200Bwidth\uFEFF', 'zero\\u{200b}width\\u{feff}'],
    ['tag\u{E0041}', 'tag\\u{e0041}'],
    ['\uD83D', '\\u{d83d}'],
    ['line\n\ttab', 'line\n\ttab'],
    ['👩\u200D💻 👍🏽\u200D♂️', '👩\u200D💻 👍🏽\u200D♂️'],
    ['می\u200Cخواهم', 'می\u200Cخواهم'],
    ['क्\u200Dष', 'क्\u200Dष'],
    ['a\u200Db', 'a\\u{200d}b'],
    ['한국어 ñ é 日本 Ω', '한국어 ñ é 日本 Ω'],
  ])('%j', (text, expected) => {
    expect(escapeForTerminal(text)).toBe(expected);
  });

  it('leaves nothing that a terminal obeys, and does nothing twice', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const escaped = escapeForTerminal(text);
        expect(escaped).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(escaped.replace(/[\n\t]/g, '')) ? /^/ : /(?!)/);
        expect(escaped).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/);
        expect(escapeForTerminal(escaped)).toBe(escaped);
      }),
    );
  });

  it('makes one line', () => {
    expect(lineForTerminal(' a\n\n b\t\u001Bc ')).toBe('a b \\u{1b}c');
  });
});
