/** A partial clone, with refs of ours that plain git fetched: what is not here is told of it alone, and filled in when asked. */
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { ARCHIVE_REF, toArtifactId } from '../../src/domain/refs.ts';
import { type Clone, GRAVEYARD, type Origin, PREFIX, origin, originOnce } from '../support/clones.ts';
import { versionOf } from '../store/artifact-fixture.ts';
import { eachOnce } from '../support/made-once.ts';
import { claudeLog } from '../support/claude-log.ts';
import type { CliRun } from '../support/run-cli.ts';
import { runHere } from '../support/run-here.ts';
import { ARTIFACT, failed } from '../support/scene.ts';

const ajv = new Ajv2020({ strict: false });
ajv.addSchema(
  JSON.parse(readFileSync(resolve(import.meta.dirname, '../../src/cli/cli-output.schema.json'), 'utf8')),
  'cli',
);

const run = (clone: Clone, ...argv: string[]): Promise<CliRun> =>
  runHere([...argv, '--json', '--cwd', clone.dir], { env: clone.env });

const artifact = (clone: Clone, ...argv: string[]): Promise<CliRun> => run(clone, ...ARTIFACT, ...argv);

/** What a command printed, which is what its schema says. */
const printed = (ran: CliRun, name: string): unknown => {
  const value: unknown = JSON.parse(ran.stdout);
  expect(ajv.validate(`cli#/$defs/${name}`, value), ajv.errorsText()).toBe(true);
  return value;
};

interface Shown {
  readonly artifact_id: string;
  readonly verdict: string;
  readonly findings: readonly { readonly check: string; readonly hint: string | null }[];
}

const verdicts = async (clone: Clone): Promise<{ readonly [id: string]: string }> => {
  const shown = printed(await artifact(clone, 'verify'), 'artifact_verify') as readonly Shown[];
  return Object.fromEntries(shown.map(({ artifact_id, verdict }) => [artifact_id, verdict]));
};

interface Diagnosed {
  readonly checks: readonly {
    readonly check: string;
    readonly findings: readonly { readonly what: string; readonly hint: string | null }[];
  }[];
}

const doctor = async (clone: Clone): Promise<{ readonly [check: string]: number }> => {
  const { checks } = JSON.parse((await run(clone, 'doctor')).stdout) as Diagnosed;
  expect(JSON.stringify(checks)).not.toContain('could not be looked at');
  return Object.fromEntries(checks.map(({ check, findings }) => [check, findings.length]));
};

const FETCH = 'opensession session handoff artifact fetch';

type Filter = 'blob:none' | 'tree:0';
type Clones = Readonly<Record<'a' | 'clone', Clone>>;

/** Two artifacts in a clone without their blobs, and one that was saved there. */
const clonedWith = async (remote: Origin, filter: Filter): Promise<Clones> => {
  const a = await remote.clone();
  await a.save('one', 'first');
  await a.save('one', 'second');
  await a.save('two', 'a');
  await a.push();
  const clone = await remote.partialClone(filter);
  const log = claudeLog(clone.dir);
  log.user('Fix the sum');
  log.say('Done.');
  const saved = await run(clone, 'session', 'handoff', 'save', log.keep(remote.home), '--artifact-id', 'mine');
  expect(saved.code).toBe(0);
  return { a, clone };
};

/** Of each filter, for each test anew. */
const scenes = (make: (remote: Origin, filter: Filter) => Promise<Clones>) => {
  const of = eachOnce((filter: Filter) => originOnce(async (remote) => ({ clones: await make(remote, filter) })));
  return (filter: Filter = 'blob:none') => of(filter)();
};

const partial = scenes(clonedWith);

const missingIn = (clone: Clone, ref: string): number =>
  clone
    .git('rev-list', '--objects', '--missing=print', ref)
    .split('\n')
    .filter((line) => line.startsWith('?')).length;

describe.each(['blob:none', 'tree:0'] as const)('a clone with %s', (filter) => {
  it('lists, verifies and looks at each artifact for itself, and fetches nothing', async () => {
    const { clone } = await partial(filter);
    const before = missingIn(clone, `${PREFIX}one`);
    expect(before).toBeGreaterThan(0);
    const listed = await artifact(clone, 'list');
    expect({ code: listed.code, count: (JSON.parse(listed.stdout) as unknown[]).length }).toEqual({
      code: 0,
      count: 3,
    });
    const verified = await artifact(clone, 'verify');
    expect(verified.code).toBe(1);
    const shown = printed(verified, 'artifact_verify') as readonly Shown[];
    const [first] = shown.find(({ artifact_id }) => artifact_id === 'one')?.findings ?? [];
    expect(first).toMatchObject({ check: 'complete', hint: FETCH });
    expect(await verdicts(clone)).toMatchObject({ one: 'incomplete', two: 'incomplete' });
    expect((await verdicts(clone))['mine']).toBe('fine');
    expect(await doctor(clone)).toMatchObject({ unreadable: 0, damaged_files: 0, incomplete: 2 });
    expect(missingIn(clone, `${PREFIX}one`)).toBe(before);
  });

  it('says of one what is missing, and how to get it', async () => {
    const { clone } = await partial(filter);
    for (const argv of [
      ['show', 'one'],
      ['render-md', 'one', '--output', join(clone.dir, 'out.md')],
    ]) {
      const ran = await artifact(clone, ...argv);
      failed(ran, 5, 'artifact_incomplete');
      expect(ran.stdout).toContain(FETCH);
    }
  });

  it('fills in what is missing when it is asked to, with all former versions', async () => {
    const { clone } = await partial(filter);
    const fetched = await artifact(clone, 'fetch');
    expect(fetched.code).toBe(0);
    expect(printed(fetched, 'artifact_fetch')).toMatchObject({
      filled: [`${PREFIX}one`, `${PREFIX}two`],
      refs: [],
      refused: [],
      problem: null,
    });
    expect(missingIn(clone, `${PREFIX}one`)).toBe(0);
    expect(Object.values(await verdicts(clone))).not.toContain('incomplete');
    expect(await doctor(clone)).toMatchObject({ incomplete: 0 });
    expect((await artifact(clone, 'show', 'one')).code).toBe(0);
    expect(printed(await artifact(clone, 'fetch'), 'artifact_fetch')).toMatchObject({ filled: [] });
  });

  it('names the remote that promised it, whatever its name', async () => {
    const { clone } = await partial(filter);
    clone.git('remote', 'rename', 'origin', 'upstream');
    clone.git('remote', 'add', 'origin', `file://${clone.dir}-of-nobody`);
    const hints = (JSON.parse((await run(clone, 'doctor')).stdout) as Diagnosed).checks
      .filter(({ check }) => check === 'incomplete')
      .flatMap(({ findings }) => findings.map(({ hint }) => hint));
    expect(hints).toEqual([`${FETCH} --remote upstream`, `${FETCH} --remote upstream`]);
    expect((await artifact(clone, 'fetch', '--remote', 'upstream')).code).toBe(0);
    expect(await doctor(clone)).toMatchObject({ incomplete: 0 });
  });

  it('keeps what was filled in when git collects garbage', async () => {
    const { clone } = await partial(filter);
    await artifact(clone, 'fetch');
    await clone.save('one', 'third, made here');
    clone.git('-c', 'protocol.allow=never', 'gc', '--quiet', '--prune=now');
    for (const id of ['one', 'two', 'mine']) expect(missingIn(clone, `${PREFIX}${id}`)).toBe(0);
    expect(await doctor(clone)).toMatchObject({ incomplete: 0 });
    expect(Object.values(await verdicts(clone))).not.toContain('incomplete');
  });

  it('says what cannot be filled in, because the remote has another history or none', async () => {
    const { remote, a, clone } = await partial(filter);
    remote.git('update-ref', '-d', `${PREFIX}two`);
    a.git('update-ref', '-d', `${PREFIX}one`);
    const other = await a.save('one', 'other');
    a.git('push', '--quiet', '--force', 'origin', `${other}:${PREFIX}one`);
    const fetched = await artifact(clone, 'fetch');
    expect(fetched.code).toBe(1);
    const told = printed(fetched, 'artifact_fetch') as {
      readonly refused: readonly { readonly artifact_id: string }[];
    };
    expect(told).toMatchObject({ filled: [], problem: null });
    expect(told.refused.map(({ artifact_id }) => artifact_id)).toEqual(['one', 'two']);
  });

  it('lets nothing in that a remote made out of what is missing', async () => {
    const { remote, a, clone } = await partial(filter);
    a.git('commit', '--quiet', '--allow-empty', '-m', 'of the user');
    const forged = a.git(
      'commit-tree',
      `${PREFIX}one^{tree}`,
      '-p',
      `${PREFIX}one`,
      '-p',
      'HEAD',
      '-m',
      'handoff-artifact: one',
    );
    a.git('push', '--quiet', '--force', 'origin', `${forged}:${PREFIX}one`);
    const fetched = await artifact(clone, 'fetch', 'one');
    expect(printed(fetched, 'artifact_fetch')).toMatchObject({ filled: [], refs: [] });
    expect(clone.git('rev-parse', `${PREFIX}one`)).not.toBe(forged);
    const head = a.git('rev-parse', 'HEAD');
    expect(() => clone.git('-c', 'protocol.allow=never', 'cat-file', '-e', head)).toThrow();
    expect(remote.git('rev-parse', `${PREFIX}one`)).toBe(forged);
  });

  it('sends all others, and leaves out with a word what is not all here and the remote lacks', async () => {
    const { remote, clone } = await partial(filter);
    remote.git('update-ref', '-d', `${PREFIX}two`);
    const argv = ['push', '--remote', 'origin', '--allow-remote'];
    const kept = [{ artifact_id: 'two', reason: 'incomplete' }];
    const preview = printed(await artifact(clone, ...argv, '--dry-run'), 'artifact_push');
    expect(preview).toMatchObject({ refs: [{ ref: `${PREFIX}mine` }], unchanged: 1, kept });
    const pushed = await artifact(clone, ...argv);
    expect(pushed.code).toBe(1);
    const told = { refs: [{ ref: `${PREFIX}mine` }], unchanged: 1, kept, queued: 1, problem: null };
    expect(printed(pushed, 'artifact_push')).toMatchObject(told);
    expect(remote.git('for-each-ref', '--format=%(refname)')).toContain(`${PREFIX}mine`);
  });

  it('archives all others', async () => {
    const { clone } = await partial(filter);
    const ran = await artifact(clone, 'archive', 'one', 'mine');
    expect(ran.code).not.toBe(7);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      archived: 1,
      artifacts: [
        { artifact_id: 'mine', action: 'archive' },
        { artifact_id: 'one', action: 'stay', reason: 'incomplete' },
      ],
    });
  });
});

const archivedThere = scenes(async (remote, filter) => {
  const { a, clone } = await clonedWith(remote, filter);
  await a.store.archive.fold([{ id: toArtifactId('two'), commit: a.git('rev-parse', `${PREFIX}two`) }]);
  await a.push();
  return { a, clone };
});

describe.each(['blob:none', 'tree:0'] as const)('what a colleague took away since the clone with %s', (filter) => {
  const SEND = ['push', '--remote', 'origin', '--allow-remote'];

  it('is had from the archive of the remote by a fetch', async () => {
    const { clone } = await archivedThere(filter);
    const fetched = await artifact(clone, 'fetch');
    const filled = [`${PREFIX}one`, `${PREFIX}two`];
    expect(printed(fetched, 'artifact_fetch')).toMatchObject({ filled, refused: [], problem: null });
    expect(fetched.code).toBe(0);
    clone.git('-c', 'protocol.allow=never', 'gc', '--quiet', '--prune=now');
    expect(missingIn(clone, `${PREFIX}two`)).toBe(0);
    expect((await artifact(clone, 'fetch', '--prune')).code).toBe(0);
    expect((await artifact(clone, 'show', 'two')).code).toBe(0);
    expect((await artifact(clone, ...SEND)).code).toBe(0);
  });

  it('keeps no push from sending', async () => {
    const { remote, clone } = await archivedThere(filter);
    const pushed = printed(await artifact(clone, ...SEND), 'artifact_push');
    expect(pushed).toMatchObject({ refs: [{ ref: `${PREFIX}mine` }], problem: null });
    expect(pushed).toMatchObject({ kept: [{ artifact_id: 'two', reason: 'removed' }] });
    expect(remote.git('for-each-ref', '--format=%(refname)', PREFIX)).not.toContain('two');
  });

  it('is told as removed, and not as what the remote lacks', async () => {
    const { a, clone } = await partial(filter);
    await a.store.remove(toArtifactId('two'), a.git('rev-parse', `${PREFIX}two`));
    await a.push();
    const fetched = await artifact(clone, 'fetch');
    expect(printed(fetched, 'artifact_fetch')).toMatchObject({ filled: [`${PREFIX}one`], refused: [], problem: null });
    expect(fetched.code).toBe(0);
    const pruned = await artifact(clone, 'fetch', '--prune');
    expect(pruned.code).toBe(0);
    expect(clone.git('for-each-ref', '--format=%(refname)', PREFIX)).not.toContain('two');
  });
});

describe('damage in a partial clone', () => {
  const fileOf = (clone: Clone, name: string): string => {
    const id = clone.git('rev-parse', name);
    return join(clone.dir, '.git', 'objects', id.slice(0, 2), id.slice(2));
  };
  const OWN = `${PREFIX}mine:artifact.json`;

  it.each(['', 'garbage'])('is told of that artifact alone: %j', async (bytes) => {
    const { remote, clone } = await partial();
    await clone.save('whole', 'w');
    chmodSync(fileOf(clone, OWN), 0o600);
    writeFileSync(fileOf(clone, OWN), bytes);
    expect(await verdicts(clone)).toMatchObject({ mine: 'broken', one: 'incomplete' });
    expect((await artifact(clone, 'show', 'whole')).code).toBe(0);
    failed(await artifact(clone, 'show', 'mine'), 7, 'artifact_corrupt');
    const pushed = await artifact(clone, 'push', '--remote', 'origin', '--allow-remote');
    expect(printed(pushed, 'artifact_push')).toMatchObject({
      refs: [{ ref: `${PREFIX}whole` }],
      kept: [{ artifact_id: 'mine', reason: 'no_artifact' }],
      problem: null,
    });
    const told = printed(await artifact(clone, 'fetch'), 'artifact_fetch');
    expect(told).toMatchObject({ filled: [`${PREFIX}one`, `${PREFIX}two`], problem: null });
    expect(remote.git('for-each-ref', '--format=%(refname)', PREFIX)).toContain('whole');
    const out = join(remote.base, 'all.tar');
    const exported = await run(clone, 'export', '--artifacts', out);
    expect(JSON.parse(exported.stdout)).toMatchObject({ left_out: [{ artifact_id: 'mine' }, {}, {}, {}] });
  });

  it('of what was made there and is gone is no part that the clone left out', async () => {
    const { clone } = await partial();
    rmSync(fileOf(clone, OWN));
    expect(await verdicts(clone)).toMatchObject({ mine: 'broken', one: 'incomplete' });
    failed(await artifact(clone, 'show', 'mine'), 7, 'artifact_corrupt');
    const told = printed(await artifact(clone, 'fetch', 'mine'), 'artifact_fetch');
    expect(told).toMatchObject({ missing: ['mine'], refused: [] });
  });
});

/** One artifact is archived, another removed, a third live. */
const recorded = scenes(async (remote, filter) => {
  const { a } = await clonedWith(remote, 'blob:none');
  await a.store.remove(toArtifactId('two'), a.git('rev-parse', `${PREFIX}two`));
  const tip = a.git('rev-parse', `${PREFIX}one`);
  await a.store.archive.fold([{ id: toArtifactId('one'), commit: tip }]);
  await a.save('three', 'a');
  await a.push();
  const clone = await remote.partialClone(filter);
  // saved before the archive came: where nobody can know what is in that, none is begun
  const archive = clone.git('rev-parse', ARCHIVE_REF);
  clone.git('update-ref', '-d', ARCHIVE_REF);
  await clone.save('mine', 'm');
  clone.git('update-ref', ARCHIVE_REF, archive);
  return { a, clone };
});

describe.each(['blob:none', 'tree:0'] as const)('records of removals and the archive, in a clone with %s', (filter) => {
  it('are told by doctor, and nothing is built upon them', async () => {
    const { clone } = await recorded(filter);
    expect(await doctor(clone)).toMatchObject({ unreadable: 0, damaged_files: 0, incomplete: 3 });
    failed(await artifact(clone, 'show', 'one'), 5, 'artifact_incomplete');
    failed(await artifact(clone, 'restore', 'one'), 5, 'artifact_incomplete');
    expect((await artifact(clone, 'list')).code).toBe(0);
    expect((await artifact(clone, 'rm', 'mine')).code).toBe(filter === 'tree:0' ? 5 : 0);
  });

  it('are filled in by a push before it sends anything, so that nothing removed comes back', async () => {
    const { remote, clone } = await recorded(filter);
    const pushed = await artifact(clone, 'push', '--remote', 'origin', '--allow-remote');
    const told = { refs: [{ ref: `${PREFIX}mine` }], kept: [], problem: null };
    expect(printed(pushed, 'artifact_push')).toMatchObject(told);
    expect(missingIn(clone, GRAVEYARD)).toBe(0);
    expect(remote.git('for-each-ref', '--format=%(refname)', PREFIX)).not.toMatch(/one|two/);
  });

  it('are filled in by a fetch', async () => {
    const { clone } = await recorded(filter);
    expect(printed(await artifact(clone, 'fetch'), 'artifact_fetch')).toMatchObject({ refused: [], problem: null });
    expect(await doctor(clone)).toMatchObject({ incomplete: 0 });
    expect((await artifact(clone, 'show', 'one')).code).toBe(0);
    const exported = await run(clone, 'export', '--artifacts', join(clone.dir, 'all.tar'), '--dry-run');
    expect(exported.stdout).not.toContain('left some of it out');
  });
});

it('an artifact of which only what is large is not here is shown, and the rest is told by verify', async () => {
  const remote = origin();
  const a = await remote.clone();
  const version = await versionOf('one');
  await a.store.save({ ...version, files: { ...version.files, 'manifest.json': `${' '.repeat(9000)}{}\n` } });
  await a.push();
  const clone = await remote.partialClone('blob:limit=4000');
  expect((await artifact(clone, 'show', 'one')).code).toBe(0);
  expect(await verdicts(clone)).toEqual({ one: 'incomplete' });
  expect(await doctor(clone)).toMatchObject({ incomplete: 1, damaged_files: 0 });
});

it('an archived artifact that is not here is told by verify and by an export, and the others are verified', async () => {
  const remote = origin();
  const a = await remote.clone();
  const tip = await a.save('old', 'a');
  await a.save('live', 'a');
  await a.store.archive.fold([{ id: toArtifactId('old'), commit: tip }]);
  await a.push();
  const clone = await remote.partialClone('blob:none');
  const verified = await artifact(clone, 'verify', '--all', '--archived');
  const shown = printed(verified, 'artifact_verify') as readonly Shown[];
  expect(verified.code).toBe(1);
  expect(shown.map(({ artifact_id, verdict }) => [artifact_id, verdict])).toEqual([
    ['live', 'incomplete'],
    ['old', 'incomplete'],
  ]);
  const exported = JSON.parse((await run(clone, 'export', '--artifacts', join(remote.base, 'all.tar'))).stdout) as {
    readonly left_out: readonly { readonly problem: string }[];
  };
  expect(exported.left_out.map(({ problem }) => problem.includes(FETCH))).toEqual([true, true]);
});

describe('in a clone with blob:none, upon what is not all here', () => {
  it('an import puts nothing, says so, and takes in the others', async () => {
    const { remote, a, clone } = await partial();
    const other = await remote.clone();
    const log = claudeLog(other.dir, '11111111-0000-4000-8000-000000000001');
    log.user('Fix the product');
    log.say('Done.');
    const file = log.keep(remote.home);
    for (const id of ['before', 'one', 'zebra'])
      expect((await run(other, 'session', 'handoff', 'save', file, '--artifact-id', id)).code).toBe(0);
    const tar = join(remote.base, 'of a colleague.tar');
    expect((await run(other, 'export', '--artifacts', tar)).code).toBe(0);
    const outcomes = async (...argv: string[]) => {
      const ran = await run(clone, 'import', tar, ...argv);
      const { artifacts } = printed(ran, 'import') as { readonly artifacts: readonly { readonly outcome: string }[] };
      return { code: ran.code, outcomes: artifacts.map(({ outcome }) => outcome) };
    };
    expect(await outcomes('--dry-run')).toEqual({ code: 1, outcomes: ['dry-run', 'incomplete', 'dry-run'] });
    expect(await outcomes()).toEqual({ code: 1, outcomes: ['added', 'incomplete', 'added'] });
    expect(clone.git('rev-parse', `${PREFIX}one`)).toBe(a.git('rev-parse', `${PREFIX}one`));
  });

  it('no history begins anew where it is archived', async () => {
    const { remote, a } = await partial();
    await a.store.archive.fold([{ id: toArtifactId('two'), commit: a.git('rev-parse', `${PREFIX}two`) }]);
    await a.push();
    const clone = await remote.partialClone('blob:none');
    await expect(clone.save('two', 'anew')).rejects.toMatchObject({ code: 'artifact_incomplete' });
    const outcomes = await clone.store.saveAll([await versionOf('two'), await versionOf('new')]);
    expect(outcomes).toMatchObject([{ code: 'artifact_incomplete' }, { changed: true }]);
    const trees = await remote.partialClone('tree:0');
    // neither the archive's folders nor the record of removals are there: it may be archived
    await expect(trees.save('two', 'anew')).rejects.toMatchObject({ code: 'artifact_incomplete' });
    await expect(trees.save('new', 'of which nobody knows')).rejects.toMatchObject({ code: 'artifact_incomplete' });
    expect(await trees.store.saveAll([await versionOf('two')])).toMatchObject([{ code: 'artifact_incomplete' }]);
    // where the record is there, it tells
    trees.git('rev-list', '--objects', GRAVEYARD);
    trees.git('ls-tree', '-r', GRAVEYARD);
    for (const blob of trees.git('ls-tree', '-r', '--object-only', GRAVEYARD).split('\n'))
      trees.git('cat-file', '-e', blob);
    await expect(trees.save('two', 'anew')).rejects.toMatchObject({ code: 'artifact_incomplete' });
    await trees.save('new', 'that nobody archived');
    const told = await trees.store.saveAll([await versionOf('two'), await versionOf('newer')]);
    expect(told).toMatchObject([{ code: 'artifact_incomplete' }, { changed: true }]);
    await artifact(clone, 'fetch');
    const saved = await clone.save('two', 'upon it');
    expect(clone.git('rev-list', '--count', saved)).toBe('2');
  });

  it('a push to another remote says from which one it can be had', async () => {
    const { clone } = await partial();
    const fork = origin();
    clone.git('remote', 'add', 'fork', `file://${fork.dir}`);
    const argv = ['push', 'one', '--remote', 'fork', '--allow-remote'];
    const { kept } = printed(await artifact(clone, ...argv), 'artifact_push') as {
      readonly kept: readonly { readonly artifact_id: string; readonly detail: string }[];
    };
    expect(kept.find(({ artifact_id }) => artifact_id === 'one')?.detail).toMatch(/artifact fetch --remote origin$/);
    expect((await artifact(clone, 'fetch', 'one', '--remote', 'origin')).code).toBe(0);
    expect((await artifact(clone, ...argv)).code).toBe(0);
    expect(fork.git('rev-parse', `${PREFIX}one`)).toBe(clone.git('rev-parse', `${PREFIX}one`));
  });
});

describe('the sessions branch in a clone without its files', () => {
  it('is filled in where it is published to a remote, and told to be incomplete elsewhere', async () => {
    const remote = origin();
    const upload = (clone: Clone, id: string, ...more: string[]): Promise<CliRun> => {
      const log = claudeLog(clone.dir, id);
      log.user('Fix the sum');
      log.say('Done.');
      return run(clone, 'publish', 'upload', log.keep(remote.home), '--git', ...more);
    };
    const whole = await remote.clone();
    const ids = ['a', 'b', 'c'].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000001`);
    const [gone = '', stays = '', mine = ''] = ids;
    await upload(whole, gone);
    expect((await run(whole, 'publish', 'prune', '--keep', '0')).code).toBe(0);
    expect((await upload(whole, stays, '--push', '--remote', 'origin')).code).toBe(0);
    const clone = await remote.partialClone('blob:none');
    failed(await upload(clone, gone), 5, 'branch_incomplete');
    const there = await upload(clone, gone, '--push', '--remote', 'origin');
    expect(JSON.parse(there.stdout)).toMatchObject({ outcome: 'pruned' });
    expect(JSON.parse((await upload(clone, mine, '--push')).stdout)).toMatchObject({ outcome: 'added' });
    const listed = JSON.parse((await run(clone, 'session', 'list', '--branch')).stdout) as readonly {
      readonly session_id: string;
    }[];
    expect(listed.map(({ session_id }) => session_id).toSorted()).toEqual([stays, mine]);
    failed(await run(clone, 'export', join(remote.base, 'out.tar'), '--sessions'), 5, 'branch_incomplete');
    expect(await doctor(clone)).toMatchObject({ incomplete: 0 });
    // the branch of a clone that took it from the remote and never published
    const other = await remote.partialClone('blob:none');
    expect(await doctor(other)).toMatchObject({ incomplete: 0 });
    other.git('update-ref', 'refs/heads/opensession/sessions', 'refs/remotes/origin/opensession/sessions');
    expect(await doctor(other)).toMatchObject({ incomplete: 1 });
    failed(await run(other, 'session', 'list', '--branch'), 5, 'branch_incomplete');
  });
});
