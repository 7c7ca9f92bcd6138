import { describe, expect, test } from 'vitest';
import { parsePayload, parseSignature } from '../../../src/domain/signature.ts';
import { saveArtifact } from '../../../src/engine/save-artifact.ts';
import type { World } from '../../../src/engine/ports.ts';
import { openWorld } from '../../../src/open-world.ts';
import { HAS_SSH, signWith, sshKey } from '../../support/keys.ts';
import { PREFIX, scene } from '../../support/scene.ts';
import { derive, type Here, here } from './artifact-world.ts';

const REF = `${PREFIX}one`;

/** As in a process of its own: what did not work before is tried again. */
const fresh = (place: Here): World => ({
  ...place.world,
  signing: (dir) => openWorld({ cwd: dir, env: place.repo.env, signingLimitMs: 60_000 }).signing(dir),
});

const save = async (place: Here, text: string) =>
  saveArtifact(fresh(place), {
    sessions: await place.build([place.log('a.log', text)]),
    derive,
    artifactId: 'one',
  });

const ready = (): Here => {
  const place = here();
  place.repo.commit('one');
  return place;
};

describe.skipIf(!HAS_SSH)('a version of somebody who signs', () => {
  test('holds a signature for its own files, and the same content adds none', async () => {
    const place = ready();
    signWith(place.repo, { 'gpg.format': 'ssh', 'user.signingKey': sshKey(place.repo, 'key') });
    const first = await save(place, 'line-agent\nfirst\n');
    expect(first).toMatchObject({ changed: true, unsigned: null });
    const names = place.repo.git('ls-tree', '--name-only', REF).split('\n');
    expect(names).toEqual(['HANDOFF.md', 'artifact.json', 'manifest.json', 'report.json', 'signature.json']);
    const signature = parseSignature(place.repo.git('show', `${REF}:signature.json`));
    expect(parsePayload(signature?.payload ?? '')).toMatchObject({ artifact_id: 'one' });
    place.at('2026-05-02T00:00:00.000Z');
    expect(await save(place, 'line-agent\nfirst\n')).toMatchObject({ changed: false, commit: first.commit });
    const second = await save(place, 'line-agent\nsecond\n');
    expect(second).toMatchObject({ changed: true, unsigned: null });
    const again = parseSignature(place.repo.git('show', `${REF}:signature.json`));
    expect(parsePayload(again?.payload ?? '')?.digest).not.toBe(parsePayload(signature?.payload ?? '')?.digest);
    expect(again?.signature).not.toBe(signature?.signature);
  });

  test('is kept all the same when the key cannot be used, and gets its signature later', async () => {
    const place = ready();
    signWith(place.repo, { 'gpg.format': 'ssh', 'user.signingKey': `${place.repo.base}/nowhere` });
    const first = await save(place, 'line-agent\nfirst\n');
    expect(first).toMatchObject({ changed: true, unsigned: expect.stringMatching(/did not sign/) });
    expect(await save(place, 'line-agent\nfirst\n')).toMatchObject({ changed: false });
    signWith(place.repo, { 'user.signingKey': sshKey(place.repo, 'key') });
    expect(await save(place, 'line-agent\nfirst\n')).toMatchObject({ changed: true, unsigned: null });
    expect(place.repo.git('rev-list', '--count', REF)).toBe('2');
  });

  test('what is saved again by somebody who does not sign is unsigned, not wrongly signed', async () => {
    const place = ready();
    signWith(place.repo, { 'gpg.format': 'ssh', 'user.signingKey': sshKey(place.repo, 'key') });
    await save(place, 'line-agent\nfirst\n');
    place.repo.git('config', '--global', 'commit.gpgSign', 'false');
    await save(place, 'line-agent\nsecond\n');
    expect(place.repo.git('ls-tree', '--name-only', REF)).not.toContain('signature.json');
  });
});

test('the command line says on stderr why there is no signature', async () => {
  const place = scene();
  signWith(place.repo, { 'gpg.format': 'x509' });
  const { code, stdout, stderr } = await place.run(
    'session',
    'handoff',
    'save',
    '--last',
    '--artifact-id',
    'one',
    '--json',
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ changed: true, unsigned: expect.stringMatching(/gpg\.format/) });
  expect(stderr).toMatch(/without a signature: .*gpg\.format/);
});
