/** A session that takes a large folder away: what it names itself comes first wherever there is room for so many only. */
import { expect, test } from 'vitest';
import { buildManifest, type ManifestFacts } from '../../src/binding/build-manifest.ts';
import { resolveClaims } from '../../src/binding/resolve-claims.ts';
import { PATH_KEY_BYTES, pathKey, patchKey, STATE_KEY_BYTES, unpackKeys } from '../../src/domain/change-keys.ts';
import { changeTrailers } from '../../src/domain/change-trailers.ts';
import type { RedactedText } from '../../src/domain/handoff.ts';
import { MAX_MANIFEST_ENTRIES } from '../../src/domain/manifest.ts';
import type { StateChange } from '../../src/domain/path-state.ts';

const state = { mode: '100644', oid: 'a'.repeat(40) };
const gone = Array.from({ length: MAX_MANIFEST_ENTRIES }, (_, at): [string, StateChange] => [
  `d/${at}`,
  { before: state, after: null },
]);
const changes = new Map([...gone, ['z.ts', { before: null, after: state }] as const]);
const keyOf = (path: string): string => `osp1:${Buffer.from(path.padEnd(6)).toString('hex')}`;
const facts: ManifestFacts = {
  object_format: 'sha1',
  start: null,
  base: null,
  tree: null,
  reason: null,
  changes,
  withheld: new Map(),
  dirty: new Set(),
  keys: new Map([...changes.keys()].map((path) => [path, { key: keyOf(path) }])),
  hidden: [],
  committed: new Set(),
  touched: [],
};

const said = [
  { path: 'd', inside: true, action: 'deleted', by: 'shell', swept: { path: 'd', deep: true } },
  { path: 'z.ts', inside: true, action: 'created', by: 'edit-tool' },
] as const;

test('what is named is not cut, and the message of the save tells of it', async () => {
  const claims = resolveClaims(said, { changes, ignored: new Set(), moved: false });
  const manifest = buildManifest(facts, claims);
  expect(manifest.cut).toBe(1);
  const named = manifest.entries.find(({ path }) => path === 'z.ts');
  expect(named).toMatchObject({ claimed: true, by: 'edit-tool' });
  const entries = manifest.entries.map((entry) => ({ ...entry, path: entry.path as RedactedText }));
  const trailers = new Map(await changeTrailers({ ...manifest, entries }, [], ''));
  const keysOf = (name: string, bytes: number) => unpackKeys(trailers.get(name) ?? '', bytes);
  expect(keysOf('Patches', STATE_KEY_BYTES)).toContain(patchKey(keyOf('z.ts')));
  expect(keysOf('Paths', PATH_KEY_BYTES)).toContain(await pathKey('z.ts'));
});
