/** A session that was pruned at the remote, uploaded once more by a clone that has it still. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { claudeLog } from '../support/claude-log.ts';
import { type Clone, type Origin, origin } from '../support/clones.ts';
import { runHere } from '../support/run-here.ts';

const ajv = new Ajv2020({ strict: false });
ajv.addSchema(
  JSON.parse(readFileSync(resolve(import.meta.dirname, '../../src/cli/cli-output.schema.json'), 'utf8')),
  'cli',
);

const BRANCH = 'opensession/sessions';

const logIn = (remote: Origin): string => {
  const log = claudeLog(remote.base);
  log.user('Fix the sum');
  log.say('Done.');
  return log.keep(remote.home);
};

const run = async (clone: Clone, ...argv: string[]) => {
  const ran = await runHere(['publish', ...argv, '--json', '--cwd', clone.dir], { env: clone.env });
  expect({ code: ran.code, out: ran.stdout }).toMatchObject({ code: 0 });
  return { ...ran, value: JSON.parse(ran.stdout) as { outcome: string; path: string } };
};

const SEND = ['--push', '--remote', 'origin', '--allow-remote', '--timeout', '60'];

/** Two clones that have it, and a remote at which it was pruned. */
const pruned = async () => {
  const remote = origin();
  const log = logIn(remote);
  const [a, b] = [await remote.clone(), await remote.clone()];
  const { value } = await run(a, 'upload', log, '--git', ...SEND);
  await run(b, 'upload', log, '--git', ...SEND);
  await run(a, 'prune', '--keep', '0', ...SEND);
  const filesAt = (at: { git(...args: string[]): string }): string => at.git('ls-tree', '-r', '--name-only', BRANCH);
  const upload = async (clone: Clone, ...more: string[]) => {
    const ran = await run(clone, 'upload', log, '--git', ...more);
    expect(ajv.validate('cli#/$defs/publish_upload', ran.value), ajv.errorsText()).toBe(true);
    return ran;
  };
  expect(filesAt(remote)).not.toContain(value.path);
  return { remote, a, b, path: value.path, upload, filesAt };
};

describe('a session that was pruned at the remote', () => {
  it('is said to be pruned once the branches were joined', async () => {
    const { remote, b, path, upload, filesAt } = await pruned();
    const ran = await upload(b, ...SEND);
    expect(ran.value.outcome).toBe('pruned');
    expect(ran.stderr).toContain('--again');
    for (const at of [remote, b]) expect(filesAt(at)).not.toContain(path);
  });
});

it('a clone without the branch says how it comes here, and that command brings it', async () => {
  const remote = origin();
  const [a, b] = [await remote.clone(), await remote.clone()];
  await run(a, 'upload', logIn(remote), '--git', ...SEND);
  const list = (clone: Clone) =>
    runHere(['session', 'list', '--branch', '--json', '--cwd', clone.dir], { env: clone.env });
  const none = await list(b);
  expect({ code: none.code, sessions: JSON.parse(none.stdout) as unknown }).toEqual({ code: 0, sessions: [] });
  const [, ...argv] = /git fetch \S+ \S+$/m.exec(none.stderr)?.[0].split(' ') ?? [];
  b.git(...argv);
  expect(b.git('rev-parse', BRANCH)).toBe(remote.git('rev-parse', BRANCH));
  expect(JSON.parse((await list(b)).stdout)).toHaveLength(1);
  b.git('update-ref', '-d', `refs/heads/${BRANCH}`);
  b.git('remote', 'remove', 'origin');
  const alone = await list(b);
  expect({ code: alone.code, hint: alone.stderr.includes('git fetch') }).toEqual({ code: 0, hint: false });
});

it('a prune says what came back with the join, because it has grown at the remote', async () => {
  const remote = origin();
  const [a, b] = [await remote.clone(), await remote.clone()];
  await run(a, 'upload', logIn(remote), '--git', ...SEND);
  const grown = claudeLog(remote.base);
  grown.user('Fix the sum');
  grown.say('Done.');
  grown.user('And the product');
  grown.say('Done too.');
  const { value } = await run(b, 'upload', grown.keep(remote.home), '--git', ...SEND);
  const first = await run(a, 'prune', '--keep', '0', ...SEND);
  expect(first.stderr).toContain('is on the branch again');
  expect(remote.git('ls-tree', '-r', '--name-only', BRANCH)).toContain(value.path);
  const second = await run(a, 'prune', '--keep', '0', ...SEND);
  expect(second.stderr).not.toContain('is on the branch again');
  expect(remote.git('ls-tree', '-r', '--name-only', BRANCH)).not.toContain(value.path);
});

it('is listed by the same line as the session that it was made of', async () => {
  const remote = origin();
  const clone = await remote.clone();
  const log = claudeLog(clone.dir);
  log.user('```\nTypeError: x is undefined\n```\nMend the parser');
  log.say('Done.');
  await run(clone, 'upload', log.keep(remote.home), '--git');
  for (const more of [[], ['--branch']]) {
    const { stdout } = await runHere(['session', 'list', ...more, '--json', '--cwd', clone.dir], { env: clone.env });
    expect(JSON.parse(stdout)).toMatchObject([{ title: 'Mend the parser' }]);
  }
});
