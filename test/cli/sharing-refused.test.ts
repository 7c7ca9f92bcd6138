/** A repository of another user, in which nothing of sharing can be written: told, and no push of the user's is in the way of it. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ARTIFACT, POSIX, scene } from '../support/scene.ts';
import { type CliRun, runCli } from '../support/run-cli.ts';
import { tempRepo } from '../support/temp-repo.ts';
import { OBEYS, wrapped } from '../support/wrapped.ts';

const codeOf = ({ stdout }: CliRun): unknown => {
  const value = JSON.parse(stdout) as { error?: { code: string }; problem?: { code: string } };
  return (value.error ?? value.problem)?.code;
};

describe.skipIf(!POSIX)('where .git/opensession cannot be written', () => {
  test.each(['closed', 'a file'] as const)('(%s)', { timeout: 60_000 }, async (how) => {
    const place = scene();
    await place.run('session', 'handoff', 'save', '--artifact-id', 'kept');
    place.repo.git('remote', 'add', 'origin', `file://${tempRepo({ bare: true }).dir}`);
    const git = join(place.repo.dir, '.git');
    if (how === 'closed') chmodSync(git, 0o500);
    else writeFileSync(join(git, 'opensession'), '');
    const node = wrapped(join(place.repo.base, 'bin'), 'node', { before: OBEYS, program: process.execPath });
    const run = (...argv: string[]): Promise<CliRun> =>
      runCli([...ARTIFACT, ...argv, '--json'], {
        home: place.repo.home,
        cwd: place.repo.dir,
        env: place.repo.env,
        node,
      });
    try {
      const pushed = await run('push', '--remote', 'origin', '--allow-remote', '--best-effort');
      expect(pushed).toMatchObject({ code: 0, stderr: expect.not.stringMatching(/node:|bug/) });
      const strict = await run('push', '--remote', 'origin', '--allow-remote');
      expect([strict.code, codeOf(strict)]).toEqual([8, 'read_only']);
      const fetched = await run('fetch', '--remote', 'origin');
      expect([fetched.code, codeOf(fetched)]).toEqual([8, 'read_only']);
    } finally {
      chmodSync(git, 0o700);
    }
  });
});
