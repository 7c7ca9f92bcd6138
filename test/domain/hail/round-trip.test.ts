import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../src/domain/canonical.ts';
import { OpenSessionError } from '../../../src/domain/errors.ts';
import { readHail, readHailEnds, readHailHeader } from '../../../src/domain/hail/read.ts';
import { writeHail } from '../../../src/domain/hail/write.ts';
import { session } from './arbitrary-session.ts';
import { EXAMPLE } from './example.hail.ts';

const lines = EXAMPLE.trimEnd().split('\n');
const line = (index: number): string => lines[index] ?? '';
const text = (...all: readonly string[]): string => all.map((each) => `${each}\n`).join('');
const codeOf = (run: () => unknown): string | undefined => {
  try {
    run();
  } catch (error) {
    return error instanceof OpenSessionError ? error.code : String(error);
  }
  return undefined;
};

describe('round trip', () => {
  it('gives an older file back byte for byte', () => {
    const document = readHail(EXAMPLE);
    expect(document.problems).toEqual([]);
    expect(writeHail(document)).toBe(EXAMPLE);
  });

  it('is the identity on sessions, and on what was written', () => {
    fc.assert(
      fc.property(session, (value) => {
        const written = writeHail({ session: value });
        const document = readHail(written);
        expect(document.session).toEqual(value);
        expect(document.problems).toEqual([]);
        expect(writeHail(document)).toBe(written);
      }),
      { numRuns: 400 },
    );
  });

  it('keeps canonical bytes for files with other white space and key order', () => {
    const shuffled = lines
      .map((each) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(each) as object).reverse()), null, 0))
      .map((each) => each.replaceAll('":', '" : '))
      .join('\r\n');
    const written = writeHail(readHail(shuffled)).trimEnd().split('\n');
    expect(written.map((each) => canonicalJson(JSON.parse(each)))).toEqual(
      lines.map((each) => canonicalJson(JSON.parse(each))),
    );
  });

  it('keeps numbers as they were written', () => {
    const event = line(1).replace(
      '"content"',
      '"future":[12345678901234567890,1.0,1e3,-0,0.1,123456789012345680],"content"',
    );
    const blocks = line(1).replace('{"type":"Text"', '{"type":"Json","data":{"n":9007199254740993}},{"type":"Text"');
    const written = writeHail(readHail(text(line(0), event, blocks, line(5))));
    expect(written).toContain('[12345678901234567890,1.0,1e3,-0,0.1,123456789012345680]');
    expect(written).toContain('{"n":9007199254740993}');
  });

  it('keeps lone surrogates and odd keys', () => {
    const odd = '{"type":"Text","text":"\\ud83d|\\udc00","__proto__":{"x":1},"constructor":"\\ud800"}';
    const event = line(1).replace('{"type":"Text","text":"Repair login test"}', odd);
    const written = writeHail(readHail(text(line(0), event, line(5))));
    expect(written).toContain(odd);
    expect(Object.prototype).not.toHaveProperty('x');
  });

  it('keeps keys that it does not know, after those that it knows', () => {
    const header = line(0)
      .replace('"version"', '"sealed":true,"version"')
      .replace('"provider"', '"mood":"calm","provider"')
      .replace('"title"', '"folder":null,"title"');
    const event = line(3).replace('"command"', '"shell":"zsh","command"').replace('"blocks"', '"sum":7,"blocks"');
    const stats = line(5).replace('"event_count"', '"cost":0.5,"event_count"');
    const written = writeHail(readHail(text(header, event, stats))).split('\n');
    expect(JSON.parse(written[0] ?? '')).toEqual(JSON.parse(header));
    expect(written[0]).toMatch(/^\{"type":"header","version":.*,"sealed":true\}$/);
    expect(JSON.parse(written[1] ?? '')).toEqual(JSON.parse(event));
    expect(JSON.parse(written[2] ?? '')).toEqual(JSON.parse(stats));
  });

  it('never writes where an event was read, and gives a key of that name back to its file', () => {
    const document = readHail(text(line(0), line(1).replace('"content"', '"origin":"elsewhere","content"'), line(5)));
    const [event] = document.session.events;
    expect(event?.origin).toBeUndefined();
    expect(writeHail(document)).toContain('"origin":"elsewhere"');
    const own = readHail(EXAMPLE).session;
    const placed = own.events.map((each) => ({ ...each, origin: { source: 0, offset: 1, length: 2 } }));
    expect(writeHail({ session: { ...own, events: placed } })).toBe(EXAMPLE);
  });

  it('leaves out empty attributes and related sessions', () => {
    const { session: own } = readHail(EXAMPLE);
    const context = { ...own.context, attributes: {}, related_session_ids: [] };
    const events = own.events.map((each) => ({ attributes: {}, ...each }));
    expect(writeHail({ session: { ...own, context, events } })).not.toMatch(/\{\}|\[\],"attr|related/);
  });
});

describe('what an older reader would refuse', () => {
  it('keeps unknown lines, tags and blocks where they stood', () => {
    const marker = '{"type":"bookmark","at":"here"}';
    const teleport = line(1).replace('{"type":"UserMessage"}', '{"type":"Teleport","data":{"to":"mars"}}');
    const hologram = line(1).replace('{"type":"Text",', '{"type":"Hologram",');
    const misshapen = line(2).replace('"path":"src/login.ts"', '"path":7');
    const signature = '{"type":"signature","by":"x"}';
    const file = text(line(0), marker, line(1), teleport, '[1,2]', hologram, misshapen, marker, line(5), signature);
    const document = readHail(file);
    expect(writeHail(document)).toBe(file);
    expect(document.session.events.map((each) => each.event_type.type)).toEqual([
      'UserMessage',
      'Unknown',
      'UserMessage',
      'Unknown',
    ]);
    expect(document.problems.map(({ line: number, kind, kept }) => [number, kind, kept])).toEqual([
      [2, 'unknown', true],
      [5, 'unknown', true],
      [8, 'unknown', true],
      [10, 'unknown', true],
    ]);
  });

  it('keeps an event line that is no event', () => {
    const wrong = line(1).replace('"event_id":"u-1"', '"event_id":12');
    const document = readHail(text(line(0), wrong, line(2), line(5)));
    expect(document.session.events.map((each) => each.event_id)).toEqual(['c-1']);
    expect(writeHail(document)).toBe(text(line(0), wrong, line(2), line(5)));
  });

  it('loses a truncated last line alone, and says so', () => {
    const document = readHail(text(line(0), line(1), line(2)) + line(3).slice(0, 60));
    expect(document.session.events).toHaveLength(2);
    expect(document.session.stats.event_count).toBe(2);
    expect(document.problems).toMatchObject([{ line: 4, kind: 'truncated', kept: false }]);
  });

  it('loses a broken line alone, and says which', () => {
    const deep = `{"type":"event","event_id":${'['.repeat(2_000_000)}`;
    const document = readHail(text(line(0), 'not json', line(1), '', '  ', deep, line(2), line(5)));
    expect(document.session.events).toHaveLength(2);
    expect(document.problems.map(({ line: number, kind }) => [number, kind])).toEqual([
      [2, 'broken'],
      [6, 'broken'],
    ]);
  });
});

describe('framing', () => {
  it('reads the whole-object form, pretty or not', () => {
    const { session: own } = readHail(EXAMPLE);
    for (const space of [0, 2]) {
      const document = readHail(JSON.stringify({ ...own, extra: 1 }, null, space));
      expect(document.session).toEqual({ ...own, extra: 1 });
      expect(readHail(writeHail(document)).session).toEqual({ ...own, extra: 1 });
    }
  });

  it('keeps misfits of the whole-object form', () => {
    const { session: own } = readHail(EXAMPLE);
    const document = readHail(JSON.stringify({ ...own, events: [own.events[0], 'odd', own.events[1]] }));
    expect(document.session.events).toHaveLength(2);
    expect(document.kept).toEqual([{ after_events: 1, after_stats: false, value: 'odd' }]);
  });

  it('takes the last stats line, keeps earlier ones, and computes them when there are none', () => {
    const early = line(5).replace('"event_count":4', '"event_count":9');
    const file = text(line(0), early, line(1), line(5));
    const document = readHail(file);
    expect(document.session.stats.event_count).toBe(4);
    expect(writeHail(document)).toBe(file);
    expect(readHail(text(...lines.slice(0, 5))).session.stats).toEqual(readHail(EXAMPLE).session.stats);
  });

  it('takes null for an optional field as absent, and a byte order mark for nothing', () => {
    const file = `\uFEFF${text(line(0), line(3).replace('"exit_code":0', '"exit_code":null'), line(5))}`;
    const [event] = readHail(file).session.events;
    expect(event?.event_type).toEqual({ type: 'ShellCommand', data: { command: 'npm test' } });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'hello\n'],
    ['an event first', EXAMPLE.slice(EXAMPLE.indexOf('\n') + 1)],
    ['a header without an agent', line(0).replace('"agent"', '"agents"')],
    ['another document', '{"messages":[]}'],
    ['a list', '[]'],
  ])('refuses %s', (_name, file) => {
    expect(codeOf(() => readHail(file))).toBe('hail_invalid');
  });

  it('reads header and counts alone', () => {
    expect(readHailHeader(line(0)).session_id).toBe('demo-7');
    expect(readHailEnds(line(0), line(5)).stats?.event_count).toBe(4);
    expect(readHailEnds(line(0), line(4)).stats).toBeUndefined();
    expect(codeOf(() => readHailHeader(line(1)))).toBe('hail_invalid');
  });
});
