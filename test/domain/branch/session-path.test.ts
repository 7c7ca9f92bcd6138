import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { branchFileOf, sessionPaths } from '../../../src/domain/branch/session-path.ts';

describe('where a session lies on the branch', () => {
  test.each([
    ['abc-1', 'v1/ab/abc-1'],
    ['3f2a9c1e-0000-4000-8000-1234567890ab', 'v1/3f/3f2a9c1e-0000-4000-8000-1234567890ab'],
    ['ses_01HX.y', 'v1/se/ses_01HX.y'],
    ['x', 'v1/x/x'],
    ['ab', 'v1/ab/ab'],
  ])('%s lies where the older tool puts it', async (id, place) => {
    expect(await sessionPaths(id)).toEqual({
      hail: `${place}.hail.jsonl`,
      meta: `${place}.meta.json`,
      tombstone: `v1/tombstones/${place.slice(3)}.json`,
    });
  });

  test.each([
    ['../../etc/passwd', 'v1/%2/%2E%2E%2F..%2Fetc%2Fpasswd.hail.jsonl'],
    ['..', 'v1/%2/%2E%2E.hail.jsonl'],
    ['.git', 'v1/%2/%2Egit.hail.jsonl'],
    ['-x', 'v1/%2/%2Dx.hail.jsonl'],
    ['ä', 'v1/%C/%C3%A4.hail.jsonl'],
    ['a/b', 'v1/a%/a%2Fb.hail.jsonl'],
    ['a%2Fb', 'v1/a%/a%252Fb.hail.jsonl'],
  ])('%s cannot leave its place', async (id, path) => {
    expect((await sessionPaths(id)).hail).toBe(path);
  });

  test.each([[''], ['\ud800'], ['x\udfffy']])('%j is no id', async (id) => {
    await expect(sessionPaths(id)).rejects.toMatchObject({ code: 'invalid_session_id' });
  });

  const ids = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
    fc.string({
      unit: fc.constantFrom('.', '/', '%', '-', 'a', '2', 'F', '\\', '\0', '\n'),
      minLength: 1,
      maxLength: 8,
    }),
  );

  test('any other id has two safe components below v1, and is told from its path', async () => {
    await fc.assert(
      fc.asyncProperty(ids, async (id) => {
        const { hail, meta, tombstone } = await sessionPaths(id);
        for (const path of [hail, meta, tombstone]) {
          const parts = path.split('/');
          expect(parts.length).toBe(path === tombstone ? 4 : 3);
          for (const part of parts)
            expect(part).toMatch(
              /^[A-Za-z0-9_%](?:[A-Za-z0-9_%-][A-Za-z0-9_%.-]{0,240}|\.(?:hail\.jsonl|meta\.json|json))?$/,
            );
        }
        expect(hail).not.toContain('tombstones');
        const place = hail.slice('v1/'.length, -'.hail.jsonl'.length);
        expect([hail, meta, tombstone].map(branchFileOf)).toEqual([
          { kind: 'hail', place },
          { kind: 'meta', place },
          { kind: 'tombstone', place },
        ]);
      }),
    );
  });

  test('two ids never have one path', async () => {
    await fc.assert(
      fc.asyncProperty(ids, ids, async (a, b) => {
        expect((await sessionPaths(a)).hail === (await sessionPaths(b)).hail).toBe(a === b);
      }),
    );
  });

  test.each([['v1/ab/xy.hail.jsonl'], ['v1/ab.hail.jsonl'], ['notes.md'], ['v2/ab/abc.hail.jsonl'], ['v1/ab/abc.txt']])(
    '%s is no file of a session',
    (path) => {
      expect(branchFileOf(path)).toEqual({ kind: 'foreign' });
    },
  );
});
