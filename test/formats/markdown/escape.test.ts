import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, fenced, inline } from '../../../src/formats/markdown/escape.ts';
import { showInvisible } from '../../../src/formats/visible.ts';
import { REFERENCES, hostileText } from './hostile-text.ts';
import { parse, proseOf, typesOf, visibleText } from './parse.ts';

const RUNS = { numRuns: 400 };
const squashed = (text: string): string => showInvisible(text.trim().replace(/\s+/g, ' '));
/** Backticks turn into code, and back; white space at borders may go. */
const bare = (text: string): string => text.replace(/[`\s]/g, '');

describe('inline', () => {
  it.each([
    ['plain words stay, and 100 % of them.', 'plain words stay, and 100 % of them.'],
    ['see @ada', 'see `@ada`'],
    ['(fixes #12).', '(fixes `#12`).'],
    ['go to https://e.example/x, now', 'go to `https://e.example/x`, now'],
    ['run `npm test` twice', 'run `npm test` twice'],
    ['a snake_case name *here*', 'a snake_case name \\*here\\*'],
    ['_so_ a_ b', '\\_so\\_ a\\_ b'],
    ['[1] is done', '[1] is done'],
    ['[1]: x [2](y) [3][4] [^5] [x]', '\\[1\\]: x \\[2\\](y) \\[3\\][4] \\[`^5`\\] \\[x\\]'],
    ['# no heading', '\\# no heading'],
    ['1. no list', '1\\. no list'],
    ['- no item', '\\- no item'],
    ['/close', '\\/close'],
    ['/CLOSE', '\\/CLOSE'],
    ['/home/me/a.ts is broken', '/home/me/a.ts is broken'],
    ['/1 and / alone', '/1 and / alone'],
    ['see [issue:12]', 'see `[issue:12]`'],
    ['see a[i:j]', 'see a\\[i:j\\]'],
    ['<script>alert(1)</script>', '\\<script\\>alert(1)\\</script\\>'],
    ['at abcdef1234 it broke', 'at `abcdef1234` it broke'],
    ['a `` b', 'a \\`\\` b'],
    ['fix ```js a``` at `2026` <b>', 'fix `js a` at `2026` \\<b\\>'],
    ['a `b`` c at `2026`', 'a \\`b\\`\\` c at `2026`'],
    ['`x`@ada', '`x@ada`'],
    ['two\nlines', 'two lines'],
    ['see [link](https://e.example).', 'see \\[link\\](`https://e.example`).'],
    ['[README.md](~/x/README.md#L152), [@a](b)', '\\[README.md\\](`~/x/README.md#L152`), \\[`@a`\\](b)'],
    ['Unresolved failed check: go test ./x -count=1 2>&1', 'Unresolved failed check: `go test ./x -count=1 2>&1`'],
    ['check unknown: mise run test:ci 2>&1 | tail', 'check unknown: `mise run test:ci 2>&1 | tail`'],
    ['Decision: we keep a/b.ts -x because @bob said so', 'Decision: we keep a/b.ts -x because `@bob` said so'],
    ['Next: ask @ada whether count > 3 works', 'Next: ask `@ada` whether count \\> 3 works'],
    ['Note: ask @ada first', 'Note: ask `@ada` first'],
    ['Note: it is plain -x', 'Note: it is plain -x'],
    ['\u202Eevil', '\\\\u{202e}evil'],
  ])('%j', (text, expected) => {
    expect(inline(text)).toBe(expected);
  });

  it.each(['', '- ', '1. ', '> ', '**Label:** ', '# '])('does nothing behind %j', (before) => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const page = parse(`${before}${inline(text)} end\n\nafter`);
        const own = parse(`${before}word end\n\nafter`);
        const allowed = new Set([...typesOf(own), 'inlineCode']);
        expect(typesOf(page).filter((type) => !allowed.has(type))).toEqual([]);
        expect(page.children.map((child) => child.type)).toEqual(own.children.map((child) => child.type));
        for (const prose of proseOf(page)) {
          for (const reference of REFERENCES) expect(prose).not.toMatch(reference);
        }
      }),
      RUNS,
    );
  });

  it('shows all of the text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(bare(visibleText(parse(`x ${inline(text)}`)))).toBe(bare(`x${squashed(text)}`));
      }),
      RUNS,
    );
  });
});

describe('code', () => {
  it('is one span, whatever is in it', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const [paragraph, ...more] = parse(`before ${code(text)} after`).children;
        expect(more).toEqual([]);
        const types = (paragraph?.children ?? []).map((child) => child.type);
        const line = showInvisible(
          text
            .trim()
            .replace(/\s*\n\s*/g, ' ')
            .replaceAll('\t', ' '),
        );
        expect(types).toEqual(line === '' ? ['text'] : ['text', 'inlineCode', 'text']);
        expect(bare(visibleText(parse(code(text))))).toBe(bare(line === '' ? '(empty)' : line));
      }),
      RUNS,
    );
  });
});

describe('fenced', () => {
  it('is one block, whatever is in it', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const [before, block, after, ...more] = parse(`before\n\n${fenced(text)}\n\nafter`).children;
        expect([before?.type, block?.type, after?.type, more.length]).toEqual(['paragraph', 'code', 'paragraph', 0]);
        expect(block).toMatchObject({ lang: 'text', value: showInvisible(text.replaceAll('\r\n', '\n')) });
      }),
      RUNS,
    );
  });
});
