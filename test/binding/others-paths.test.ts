import { describe, expect, test } from 'vitest';
import { othersPaths, type OthersFacts } from '../../src/binding/others-paths.ts';
import type { SaidChange } from '../../src/binding/said-change.ts';
import type { FileState } from '../../src/domain/path-state.ts';

const state = (of: string, mode = '100644'): FileState => ({ mode, oid: of.repeat(40) });
const THERE = { before: state('a'), after: state('b') };
const GONE = { before: state('a'), after: null };

const at = (minute: number): string => `2026-01-01T00:0${minute}:00Z`;
const time = (minute: number): number => Date.parse(at(minute));
const said = (action: SaidChange['action'], minute: number, more: Partial<SaidChange> = {}): SaidChange => ({
  path: 'f',
  inside: true,
  action,
  by: 'shell',
  at: at(minute),
  ...more,
});

const others = (words: readonly SaidChange[], change: typeof THERE | typeof GONE, more: Partial<OthersFacts> = {}) =>
  [...othersPaths(words, { changes: new Map([['f', change]]), untold: 0, ...more }).keys()].join(' ');

describe('what stands there is not what was said last of it', () => {
  test.each<[string, readonly SaidChange[], typeof THERE | typeof GONE]>([
    ['gone, and edited', [said('edited', 1)], GONE],
    ['there, and taken away', [said('deleted', 1)], THERE],
    ['there, and taken away by the last session', [said('deleted', 2), said('created', 1)], THERE],
    ['gone, and made anew by the last session', [said('deleted', 1), said('created', 2)], GONE],
    ['there, and moved away', [said('renamed', 1, { path: 'g', from: 'f' })], THERE],
  ])('%s', (_, words, change) => {
    expect(others(words, change)).toBe('f');
  });

  test.each<[string, readonly SaidChange[], typeof THERE | typeof GONE, Partial<OthersFacts>?]>([
    ['gone, as the last session says', [said('edited', 1), said('deleted', 2)], GONE],
    ['there, as the last session says', [said('created', 2), said('deleted', 1)], THERE],
    ['a person says it', [said('edited', 1, { by: 'hand' })], GONE],
    ['its time is not known', [said('deleted', 1), { ...said('deleted', 1), at: 'never' }], THERE],
    ['more was done afterwards', [said('edited', 1)], GONE, { untold: time(1) }],
    ['nobody knows until when', [said('edited', 1)], GONE, { untold: Number.POSITIVE_INFINITY }],
  ])('but: %s', (_, words, change, more) => {
    expect(others(words, change, more)).toBe('');
  });

  test('what was left as it was holds something else, by a file that was written later', () => {
    const mode = [said('edited', 1, { as_it_was: true })];
    expect(others(mode, THERE, { times: new Map([['f', time(2)]]) })).toBe('f');
    expect(others(mode, THERE, { times: new Map([['f', time(1)]]) })).toBe('');
    expect(others(mode, { ...THERE, after: state('a', '100755') }, { times: new Map([['f', time(2)]]) })).toBe('');
    expect(others([said('edited', 1)], THERE, { times: new Map([['f', time(2)]]) })).toBe('');
  });

  test('a file in the place of a link', () => {
    const link = [said('created', 1, { is_link: true })];
    expect(others(link, THERE, { times: new Map([['f', time(2)]]) })).toBe('f');
    const stays = { before: state('a'), after: state('b', '120000') };
    expect(others(link, stays, { times: new Map([['f', time(2)]]) })).toBe('');
  });
});
