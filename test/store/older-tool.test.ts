/**
 * Artifacts of the older tool, written by hand from its specification, and ours as that tool reads them: `git show
 * REF:artifact.json` and `git for-each-ref --format=%(refname)` in a repository.
 */
import { expect, it } from 'vitest';
import { artifactText } from '../../src/domain/artifact-json.ts';
import { toArtifactId } from '../../src/domain/refs.ts';
import { openGit } from '../../src/git/open-git.ts';
import { openArtifactStore } from '../../src/store/open-artifact-store.ts';
import { tempRepo } from '../support/temp-repo.ts';
import { versionOf } from './artifact-fixture.ts';

const PREFIX = 'refs/opensession/handoff/artifacts/';

/** Pretty JSON, no line end, keys in the specified order; a payload's keys are sorted. */
const THEIRS = `{
  "version": "1",
  "artifact_id": "older",
  "created_at": "2026-03-01T09:05:00Z",
  "merge_policy": "time_asc",
  "sources": [
    {
      "session_id": "s1",
      "tool": "claude-code",
      "model": "claude-x",
      "source_path": "logs/one.jsonl",
      "source_mtime_ms": 1700000000000,
      "source_size": 42
    }
  ],
  "payload_format": "json",
  "payload": [
    {
      "duration_seconds": 90,
      "objective": "Repair the login – \\"now\\"",
      "session_id": "s1"
    }
  ],
  "derived_markdown": "# Handoff\\n"
}`;

it('theirs: read, listed, and written again byte for byte', async () => {
  const repo = tempRepo();
  const blob = repo.gitWith({ input: THEIRS }, 'hash-object', '-w', '--stdin');
  const tree = repo.gitWith({ input: `100644 blob ${blob}\tartifact.json\n` }, 'mktree');
  const who = 'opensession <cli@opensession.io> 1772355900 +0900';
  const commit = repo.gitWith(
    { input: `tree ${tree}\nauthor ${who}\ncommitter ${who}\n\nhandoff-artifact: older` },
    'hash-object',
    '-w',
    '-t',
    'commit',
    '--stdin',
  );
  repo.git('update-ref', `${PREFIX}older`, commit);
  const git = openGit(repo.env);
  const store = openArtifactStore(git, await git.locate(repo.dir));
  const { artifact } = await store.read(toArtifactId('older'));
  expect(artifactText(artifact)).toBe(THEIRS);
  expect(await store.list()).toMatchObject([{ artifact_id: 'older', commit, problem: null }]);
  const next = await store.save(await versionOf('older'));
  expect(repo.git('rev-parse', `${next.commit}^`)).toBe(commit);
});

it('ours: in their ref, tree, commit and key order, as their reader asks for it', async () => {
  const repo = tempRepo();
  const git = openGit(repo.env);
  const clock = { now: () => new Date('2026-02-03T04:05:06.789Z') };
  const store = openArtifactStore(git, await git.locate(repo.dir), clock);
  const version = await versionOf('ours');
  const { commit } = await store.save({ ...version, expect: null });
  expect(repo.git('for-each-ref', '--format=%(refname)', PREFIX.slice(0, -1))).toBe(`${PREFIX}ours`);
  expect(repo.git('show', `${PREFIX}ours:artifact.json`)).toBe(version.files['artifact.json']);
  const keys = [...version.files['artifact.json'].matchAll(/^ {2}"(\w+)":/gm)].map(([, key]) => key);
  const theirs = ['version', 'artifact_id', 'created_at', 'merge_policy', 'sources', 'payload_format', 'payload'];
  expect(keys.filter((key) => theirs.includes(key ?? ''))).toEqual(theirs);
  expect(keys[0]).toBe('version');
  const source = /"sources": \[\n {4}\{\n((?: {6}.*\n)+)/.exec(version.files['artifact.json'])?.[1] ?? '';
  expect([...source.matchAll(/^ {6}"(\w+)":/gm)].map(([, key]) => key).slice(0, 6)).toEqual([
    'session_id',
    'tool',
    'model',
    'source_path',
    'source_mtime_ms',
    'source_size',
  ]);
  const raw = repo.git('cat-file', 'commit', commit).split('\n');
  expect(raw.slice(1, 5)).toEqual([
    'author opensession <cli@opensession.io> 1770091506 +0000',
    'committer opensession <cli@opensession.io> 1770091506 +0000',
    '',
    'handoff-artifact: ours',
  ]);
});
