/** A secret that one session names, and that stands bare in another one of the same handoff. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildHandoffs } from '../../src/engine/build-handoff.ts';
import { toldTogether } from '../../src/engine/told-together.ts';
import { resolveSources } from '../../src/engine/resolve-source.ts';
import { formats } from '../../src/formats/index.ts';
import { openWorld } from '../../src/open-world.ts';
import { claudeLog } from '../support/claude-log.ts';
import { chosenSecret } from '../support/recorded.ts';
import { runHere } from '../support/run-here.ts';
import { type TempRepo, tempRepo } from '../support/temp-repo.ts';

const IDS = [1, 2, 3].map((nth) => `11111111-0000-4000-8000-00000000000${nth}`);
const ENV = { command: 'cat .env' };

const sessionOf = (repo: TempRepo, nth: number) => claudeLog(repo.dir, IDS[nth]);

const run = (repo: TempRepo, ...argv: string[]) =>
  runHere([...argv, '--cwd', repo.dir], { env: { HOME: repo.home, PATH: process.env['PATH'] } });

const textOfRef = (repo: TempRepo): string => {
  const ref = 'refs/opensession/handoff/artifacts/kept';
  const files = repo.git('ls-tree', '-r', '--name-only', ref).split('\n');
  return [repo.git('log', '-1', '--format=%B', ref), ...files.map((file) => repo.git('show', `${ref}:${file}`))].join(
    '\n',
  );
};

const worldOf = (repo: TempRepo) =>
  openWorld({ cwd: repo.dir, env: { ...process.env, HOME: repo.home, USERPROFILE: repo.home } });

const sourcesOf = (repo: TempRepo) =>
  resolveSources(worldOf(repo), { files: [], references: [], last: IDS.length, all: false });

/** The first two say it bare, the last one what it is. */
const told = (repo: TempRepo, secret: string, tell: (log: ReturnType<typeof sessionOf>) => void): void => {
  for (const nth of [0, 1]) {
    const log = sessionOf(repo, nth);
    log.user(`Log in with ${secret} and do part ${nth}`);
    log.tool('Write', { file_path: join(repo.dir, `logs/${secret}.txt`), content: 'x' });
    log.say(`Part ${nth} is done with ${secret}.`);
    log.keep(repo.home);
  }
  const last = sessionOf(repo, 2);
  last.user('Look around');
  tell(last);
  last.say('Done.');
  last.keep(repo.home);
};

const committed = (): TempRepo => {
  const repo = tempRepo();
  repo.write('package.json', '{}');
  repo.commit('begin');
  return repo;
};

test('told in an output that no handoff keeps: in no ref, and in nothing that is printed', async () => {
  const repo = committed();
  const secret = chosenSecret().replace(/[!%^]/, 'Q4');
  repo.write(`logs/${secret}.txt`, 'x');
  told(repo, secret, (log) => log.tool('Bash', ENV, { text: `A=1\nDB_PASSWORD=${secret}\n` }));
  expect(await run(repo, 'session', 'handoff', 'save', '--last', '3', '--artifact-id', 'kept')).toMatchObject({
    code: 0,
  });
  expect(textOfRef(repo)).not.toContain(secret);
  expect(textOfRef(repo)).toContain('Log in with [REDACTED:assigned-secret] and do part 1');
  for (const { id } of formats) {
    const { code, stdout, stderr } = await run(repo, 'session', 'handoff', '--last', '3', '--format', id);
    expect({ code, id }).toEqual({ code: 0, id });
    expect(stdout + stderr, id).not.toContain(secret);
    expect(stdout, id).toContain('[REDACTED:');
  }
});

test('what one handoff gives away itself is redacted in the others, however ordinary its letters', async () => {
  const repo = committed();
  const secret = ['orange', 'monkey', '1'].join('-');
  told(repo, secret, (log) => log.user(`Put DB_PASSWORD=${secret} into .env`));
  expect(await run(repo, 'session', 'handoff', 'save', '--last', '3', '--artifact-id', 'kept')).toMatchObject({
    code: 0,
  });
  // such a word is redacted where it stands alone, here as in the session that names it
  expect(textOfRef(repo).replaceAll(`logs/${secret}.txt`, '')).not.toContain(secret);
});

test('a refresh: what one session tells later is gone from the others, and from what is kept of a log that is gone', async () => {
  const repo = committed();
  const secret = chosenSecret();
  told(repo, secret, () => {});
  expect(await run(repo, 'session', 'handoff', 'save', '--last', '3', '--artifact-id', 'kept')).toMatchObject({
    code: 0,
  });
  expect(textOfRef(repo).split(secret).length).toBeGreaterThan(3);
  const last = sessionOf(repo, 2);
  last.user('Look around');
  last.tool('Bash', ENV, { text: `DB_PASSWORD=${secret}` });
  last.say('Done again.');
  const path = last.keep(repo.home);
  rmSync(path.replace(IDS[2] ?? '', IDS[0] ?? ''));
  const { code, stderr } = await run(repo, 'session', 'handoff', 'artifact', 'refresh', 'kept');
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('kept as it was') });
  expect(textOfRef(repo)).toContain('Done again');
  expect(textOfRef(repo)).toContain('and do part 0');
  expect(textOfRef(repo)).not.toContain(secret);
});

test('without such words each handoff is what it is alone, and no log is read again', async () => {
  const repo = committed();
  told(repo, 'the usual account', (log) => log.tool('Bash', ENV, { text: `DB_PASSWORD=${chosenSecret()}` }));
  const world = worldOf(repo);
  let reads = 0;
  const agents = world.agents.map((agent) => ({ ...agent, reader: () => (reads++, agent.reader()) }));
  const sources = await sourcesOf(repo);
  const together = await buildHandoffs({ ...world, agents }, sources);
  expect(reads).toBe(IDS.length);
  for (const [nth, source] of sources.entries()) {
    const [alone] = await buildHandoffs(world, [source]);
    expect(JSON.stringify(together[nth]?.handoff)).toBe(JSON.stringify(alone?.handoff));
  }
});

test('a session that cannot be read fails all, and nobody waits for an answer', async () => {
  const world = worldOf(tempRepo());
  const reached: number[] = [];
  const asks = (nth: number) => async (asking: Parameters<Parameters<typeof toldTogether>[1][number]>[0]) => {
    reached.push(nth);
    return (await asking(null)([], new Map())).size;
  };
  expect(await toldTogether(world, [asks(1), asks(2)])).toEqual([0, 0]);
  const fails = () => Promise.reject(new Error('no log'));
  await expect(toldTogether(world, [asks(3), fails, asks(4)])).rejects.toThrow('no log');
  expect(reached).toEqual([1, 2, 3]);
  expect(await toldTogether(world, [])).toEqual([]);
});

test("what a person says of their own part is asked of the repository's newest sessions", async () => {
  const repo = committed();
  const secret = chosenSecret();
  told(repo, 'the usual account', (log) => log.tool('Bash', ENV, { text: `DB_PASSWORD=${secret}` }));
  writeFileSync(join(repo.home, '.claude/projects', repo.dir.replace(/[^A-Za-z0-9]/g, '-'), 'x.jsonl'), '\0{');
  repo.git('checkout', '--quiet', '-b', 'work');
  repo.write('mine.txt', 'x');
  repo.write(`of-${secret}.txt`, 'x');
  repo.commit('mine');
  for (const reason of [`Put back what worked with ${secret}`, 'Put back what worked']) {
    expect(await run(repo, 'session', 'handoff', 'save', '--by-hand', reason, '--artifact-id', 'kept')).toMatchObject({
      code: 0,
    });
    expect(textOfRef(repo)).toContain('Put back what worked');
    expect(textOfRef(repo)).toContain('mine.txt');
    expect(textOfRef(repo)).not.toContain(secret);
    repo.git('update-ref', '-d', 'refs/opensession/handoff/artifacts/kept');
  }
});
