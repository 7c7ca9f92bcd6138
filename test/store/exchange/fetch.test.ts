import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type GitObject, gitObject, treeObject } from '../../../src/git/object-id.ts';
import { openGit } from '../../../src/git/open-git.ts';
import { writeObjects } from '../../../src/git/write-objects.ts';
import { ARCHIVE_REF, toArtifactId } from '../../../src/domain/refs.ts';
import { versionOf } from '../artifact-fixture.ts';
import { gitEnv } from '../../support/git-env.ts';
import { GRAVEYARD, PREFIX, type Origin, origin } from '../../support/clones.ts';
import { realGit, wrapped } from '../../support/wrapped.ts';

type Entry = readonly [mode: string, name: string, object: GitObject];

/** Objects that git itself would not make, and refs that name them, written into the remote. */
const forger = (remote: Origin) => {
  const blob = gitObject('sha1', 'blob', '{}');
  const tree = (...entries: Entry[]): GitObject =>
    treeObject(
      'sha1',
      entries.map(([mode, name, { id }]) => ({ mode, name, id })),
    );
  const commit = (root: GitObject, id: string, parent?: GitObject): GitObject => {
    const above = parent === undefined ? '' : `parent ${parent.id}\n`;
    const who = 'a <a@b> 1 +0000';
    const text = `tree ${root.id}\n${above}author ${who}\ncommitter ${who}\n\nhandoff-artifact: ${id}\n`;
    return gitObject('sha1', 'commit', text);
  };
  const place = async (objects: readonly GitObject[], tips: Record<string, GitObject>): Promise<void> => {
    await writeObjects(openGit({ ...gitEnv(remote.home) }), { cwd: remote.dir, format: 'sha1' }, objects);
    for (const [id, { id: object }] of Object.entries(tips)) remote.git('update-ref', `${PREFIX}${id}`, object);
  };
  return { blob, tree, commit, place };
};

describe('fetch', () => {
  it('takes artifacts alone: no other ref, no tag, no FETCH_HEAD, no setting', async () => {
    const remote = origin();
    const [a, b] = [await remote.clone(), await remote.clone()];
    a.git('commit', '--quiet', '--allow-empty', '-m', 'theirs');
    a.git('tag', 'v1');
    a.git('push', '--quiet', 'origin', 'main', 'v1');
    const one = await a.save('one', 'a');
    await a.push();
    const config = b.git('config', '--list', '--local');
    const { joined, refused, problem } = await b.fetch();
    expect({ joined, refused, problem }).toEqual({
      joined: [{ artifact_id: 'one', ours: null, theirs: one, to: one, is: 'taken' }],
      refused: [],
      problem: null,
    });
    expect(b.git('for-each-ref', '--format=%(refname)')).toBe(`${PREFIX}one`);
    expect(existsSync(join(b.dir, '.git/FETCH_HEAD'))).toBe(false);
    expect(b.git('config', '--list', '--local')).toBe(config);
    expect((await b.store.read('one' as never)).artifact.artifact_id).toBe('one');
    expect(await b.fetch()).toMatchObject({ joined: [], same: 1 });
  });

  it('many, and says which of those that were named are not there', async () => {
    const remote = origin();
    const [a, b] = [await remote.clone(), await remote.clone()];
    for (let index = 0; index < 30; index++) await a.save(`id-${index}`, 'a');
    await a.push();
    const some = await b.fetch({ ids: ['id-3', 'nothing'] });
    expect(some).toMatchObject({ missing: ['nothing'], joined: [{ artifact_id: 'id-3' }] });
    await b.fetch();
    expect(b.git('for-each-ref', '--format=%(refname) %(objectname)', PREFIX)).toBe(
      a.git('for-each-ref', '--format=%(refname) %(objectname)', PREFIX),
    );
    // what kept the packs from a repack is released
    const packs = readdirSync(join(b.dir, '.git/objects/pack')).map((name) => name.replace(/.*\./, ''));
    expect(new Set(packs)).toEqual(new Set(['pack', 'idx']));
  });

  it('lets nothing in that is no artifact, names it, and takes the others', async () => {
    const remote = origin();
    const [a, b] = [await remote.clone(), await remote.clone()];
    await a.save('good', 'a');
    await a.push();
    const { blob, tree, commit, place } = forger(remote);
    const fine = tree(['100644', 'artifact.json', blob]);
    const folder = tree(['40000', 'artifact.json', fine]);
    const mine = gitObject(
      'sha1',
      'commit',
      commit(fine, 'x')
        .bytes.toString()
        .replace(/handoff-artifact: x/, 'private'),
    );
    const deep = commit(fine, 'deep', mine);
    const hi = gitObject('sha1', 'blob', '"hi"');
    const text = a.git('cat-file', 'blob', `${PREFIX}good:artifact.json`);
    const unfit = gitObject('sha1', 'blob', text.replace('"good"', '"unfit"'));
    const trees: Record<string, GitObject> = {
      'a-greeting': tree(['100644', 'artifact.json', hi]),
      unfit: tree(['100644', 'artifact.json', unfit]),
      'no-json': tree(['100644', 'HANDOFF.md', blob]),
      'more-files': tree(['100644', 'artifact.json', blob], ['100644', 'evil.sh', blob]),
      executable: tree(['100755', 'artifact.json', blob]),
      'a-link': tree(['120000', 'artifact.json', blob]),
      'a-folder': folder,
      'a-submodule': tree(['160000', 'artifact.json', mine]),
      twice: tree(['100644', 'artifact.json', blob], ['100644', 'artifact.json', blob]),
    };
    const commits = Object.entries(trees).map(([id, root]) => [id, commit(root, id)] as const);
    const forged: Record<string, GitObject> = {
      ...Object.fromEntries(commits),
      'a-blob': blob,
      'another-id': commit(fine, 'something-else'),
      'a-private-commit': mine,
      deep,
    };
    await place([blob, hi, unfit, fine, ...Object.values(trees), ...Object.values(forged)], forged);
    const { joined, refused, problem } = await b.fetch();
    expect(problem).toBeNull();
    expect(joined.map(({ artifact_id }) => artifact_id)).toEqual(['good']);
    expect(refused.map(({ artifact_id }) => artifact_id).sort()).toEqual(Object.keys(forged).sort());
    for (const { reason } of refused) expect(reason).toMatch(/\S/);
    expect(b.git('for-each-ref', '--format=%(refname)')).toBe(`${PREFIX}good`);
    for (const { id } of Object.values(forged)) expect(() => b.git('cat-file', '-e', id)).toThrow();
  });

  it('refuses the one artifact that is larger than may come, and takes all others', async () => {
    const remote = origin();
    const [a, b] = [await remote.clone(), await remote.clone()];
    const small = ['a1', 'a2', 'b1', 'b2', 'z1'];
    for (const id of small) await a.save(id, 'a');
    const large = await versionOf('b0');
    const text = randomBytes(300_000).toString('base64');
    await a.store.save({ ...large, files: { ...large.files, 'HANDOFF.md': text } });
    await a.push();
    const fetched = await b.fetch({ maxBytes: 150_000 });
    expect(fetched.problem).toBeNull();
    expect(fetched.refused).toMatchObject([{ artifact_id: 'b0' }]);
    expect(fetched.joined.map(({ artifact_id }) => artifact_id).toSorted()).toEqual(small);
    // what came of it was not kept to be let in the next time
    expect(await b.fetch({ maxBytes: 150_000 })).toMatchObject({ refused: [{ artifact_id: 'b0' }], joined: [] });
    expect(await b.fetch()).toMatchObject({ refused: [], joined: [{ artifact_id: 'b0' }] });
  });

  it('goes on where the archive there is larger than may come', async () => {
    const remote = origin();
    const [a, b] = [await remote.clone(), await remote.clone()];
    await a.save('one', 'a');
    const tip = await a.save('old', 'a');
    await a.store.archive.fold([{ id: toArtifactId('old'), commit: tip }]);
    await a.push();
    const fetched = await b.fetch({ maxBytes: 100 });
    expect(fetched).toMatchObject({ problem: null, archive: null });
    expect(fetched.refused.map(({ artifact_id }) => artifact_id)).toContain(ARCHIVE_REF);
  });

  it('is not stopped by a remote whose tombstones are something else', async () => {
    const remote = origin();
    const [a, b] = [await remote.clone(), await remote.clone()];
    await a.save('good', 'a');
    await a.push();
    const blob = a.git('rev-parse', `${PREFIX}good:artifact.json`);
    a.git('push', '--quiet', 'origin', `${blob}:${GRAVEYARD}`);
    expect(await b.fetch()).toMatchObject({ problem: null, joined: [{ artifact_id: 'good' }] });
    expect(b.git('for-each-ref', GRAVEYARD)).toBe('');
  });

  it('tries a few times where a ref lies below that of the removals, and tells which', async () => {
    const remote = origin();
    const a = await remote.clone();
    await a.save('gone', 'a');
    await a.push();
    await a.store.remove(toArtifactId('gone'), a.git('rev-parse', `${PREFIX}gone`));
    await a.push();
    const asked = join(remote.base, 'asked');
    const bin = join(remote.base, 'bin');
    wrapped(bin, 'git', { before: `echo "$*" >> ${asked}; exec`, program: realGit() });
    const b = await remote.clone({ env: { PATH: `${bin}:${process.env['PATH']}` } });
    b.git('commit', '--quiet', '--allow-empty', '-m', 'private');
    b.git('update-ref', `${GRAVEYARD}/x`, 'HEAD');
    const { problem } = await b.fetch();
    expect(problem).toMatchObject({ code: 'ref_conflict', message: expect.stringContaining(`${GRAVEYARD}/x`) });
    const moves = readFileSync(asked, 'utf8').match(/ update-ref /g) ?? [];
    expect(moves.length).toBeLessThan(5);
  });

  it('leaves what is in the way as it is', async () => {
    const remote = origin();
    const [a, b] = [await remote.clone(), await remote.clone()];
    await a.save('one', 'a');
    await a.push();
    b.git('commit', '--quiet', '--allow-empty', '-m', 'private');
    b.git('update-ref', `${PREFIX}one`, 'HEAD');
    expect(await b.fetch()).toMatchObject({ joined: [], refused: [{ artifact_id: 'one' }] });
    expect(b.git('rev-parse', `${PREFIX}one`)).toBe(b.git('rev-parse', 'HEAD'));
  });

  it('works in a shallow clone and in a linked work tree', async () => {
    const remote = origin();
    const a = await remote.clone();
    for (const message of ['one', 'two']) a.git('commit', '--quiet', '--allow-empty', '-m', message);
    a.git('push', '--quiet', 'origin', 'main');
    await a.save('one', 'a');
    await a.push();
    const b = await remote.clone();
    b.git('fetch', '--quiet', '--depth=1', 'origin', 'main');
    await b.fetch();
    await b.save('one', 'b');
    expect((await b.push()).problem).toBeNull();
    expect(remote.git('rev-parse', `${PREFIX}one`)).toBe(b.git('rev-parse', `${PREFIX}one`));
  });
});
