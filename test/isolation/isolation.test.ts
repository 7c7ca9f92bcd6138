/** Real processes. Where a machine cannot isolate, each test says that nothing was run, and why. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { enclosingCommand } from '../../src/isolation/enclosing-command.ts';
import type { EnclosedCommand, EnclosedEnd, Isolation } from '../../src/isolation/isolation.ts';
import { openIsolation } from '../../src/isolation/open-isolation.ts';
import { holesIn } from '../../src/isolation/probe.ts';
import { seenPaths } from '../../src/isolation/seen-paths.ts';
import { tempDir } from '../support/temp-repo.ts';

const uid = process.getuid?.();

interface Place {
  readonly base: string;
  readonly isolation: Isolation;
  run(command: string, more?: Partial<EnclosedCommand>): Promise<EnclosedEnd>;
}

const place = (
  as = uid,
  env: { readonly [name: string]: string | undefined } = process.env,
  hidden: readonly string[] = [],
): Place => {
  const base = tempDir();
  const tmp = join(base, 'tmp');
  mkdirSync(tmp);
  const isolation = openIsolation({ env, hidden, tmp, uid: as });
  const run: Place['run'] = (command, more = {}) =>
    isolation.run({ command, setup: '', cwd: '.', network: false, limitMs: 60_000, ...more }, async (dir) =>
      writeFileSync(join(dir, 'file'), 'of the head\n'),
    );
  return { base, isolation, run };
};

/** As whoever runs the tests; and, where that is root, by the means of an ordinary user too, which root itself never takes. */
const ways = uid === 0 ? [0, 1] : [uid];

describe.each(ways)('as user %s', (as) => {
  /** Either it is isolated, or nothing was run: there is no third. */
  const ran = async (here: Place, end: EnclosedEnd): Promise<boolean> => {
    const way = await here.isolation.way();
    expect(readdirSync(join(here.base, 'tmp'))).toEqual([]);
    if (way.kind !== 'none') return true;
    expect(end).toEqual({ code: null, ended: null, output: '', unisolated: way.reason });
    return false;
  };

  test('a command ends as it ends, on what was put there', async () => {
    const here = place(as);
    const end = await here.run('cat file; echo "$PWD"; exit 3');
    if (!(await ran(here, end))) return;
    expect(end).toMatchObject({ code: 3, ended: null, unisolated: null });
    expect(end.output).toBe('of the head\n/opensession/head\n');
  });

  test('it sees nobody and nothing of whoever runs it', async () => {
    const here = place(as);
    const canary = join(here.base, 'canary');
    writeFileSync(canary, 'theirs\n');
    chmodSync(canary, 0o666);
    const end = await here.run(
      [
        `echo written >> '${canary}'`,
        `cat '${canary}' '${import.meta.filename}'`,
        'for one in /proc/[0-9]*; do tr "\\0" " " < $one/cmdline; tr "\\0" "\\n" < $one/environ; done',
        'env',
        'ls "$HOME" /home /root',
        'id -u',
        `kill -9 ${process.pid} -1`,
        'exit 0',
      ].join('\n'),
    );
    if (!(await ran(here, end))) return;
    expect(end.unisolated).toBeNull();
    expect(readFileSync(canary, 'utf8')).toBe('theirs\n');
    expect(end.output).not.toMatch(/theirs|vitest|describe\.each/);
    expect(end.output).not.toMatch(/^0$/m);
  });

  test('what is hidden is empty, also below what it may see', async () => {
    const here = place(as, process.env, ['/usr/share']);
    const end = await here.run('ls -A /usr/share; ls -d /usr/bin; echo x > /usr/share/x');
    if (await ran(here, end)) expect(end).toMatchObject({ output: expect.stringMatching(/^\/usr\/bin\nsh: .*/) });
  });

  test('all that it started ends with it, whatever session it is in', async () => {
    const here = place(as);
    const mark = `opensession-${process.pid}-${String(as)}`;
    const end = await here.run(`setsid sh -c 'sleep 1000; : ${mark}' > /dev/null 2>&1 & sleep 0.2; echo started`);
    if (!(await ran(here, end))) return;
    expect(end).toMatchObject({ code: 0, output: 'started\n', unisolated: null });
    expect(commandLines().filter((line) => line.includes(mark))).toEqual([]);
  });

  test('it is ended in time, with all of it', async () => {
    const here = place(as);
    const mark = `opensession-late-${process.pid}-${String(as)}`;
    const end = await here.run(`trap '' TERM INT HUP; setsid sleep 1000 & sh -c 'sleep 1000; : ${mark}'`, {
      limitMs: 1500,
    });
    if (!(await ran(here, end))) return;
    expect(end).toMatchObject({ code: null, ended: 'late', unisolated: null });
    expect(commandLines().filter((line) => line.includes(mark))).toEqual([]);
  });

  test('what says too much is ended, and only its last words are kept', async () => {
    const here = place(as);
    const end = await here.run('yes endless');
    if (!(await ran(here, end))) return;
    expect(end).toMatchObject({ code: null, ended: 'output' });
    expect(end.output.length).toBeLessThanOrEqual(16 * 1024);
  });

  test('what it closes to everybody is deleted all the same', async () => {
    const here = place(as);
    const end = await here.run('mkdir -p deep/er; chmod 000 deep; chmod 000 . "$HOME"');
    if (!(await ran(here, end))) return;
    expect(end.code).toBe(0);
  });

  test('a setup that fails is told apart, and cannot be played by the command', async () => {
    const here = place(as);
    const failed = await here.run('echo never', { setup: 'echo installing; exit 1' });
    if (!(await ran(here, failed))) return;
    expect(failed).toMatchObject({ code: 1, ended: 'setup', output: 'installing\n' });
    const played = await here.run('echo unprepared >&3; exit 1', { setup: 'echo > made' });
    expect(played).toMatchObject({ code: 1, ended: null });
    expect((await here.run('cat made && ls', { setup: 'echo yes > made' })).output).toBe('yes\nfile\nmade\n');
  });

  test('without the network it has only itself to talk to', async () => {
    const here = place(as);
    const end = await here.run('grep -c : /proc/net/dev');
    if (await ran(here, end)) expect(end.output).toBe('1\n');
  });

  test('it changes no setting of the kernel', async () => {
    const here = place(as);
    const end = await here.run('echo x > /proc/sys/kernel/hostname || echo h > /proc/sysrq-trigger || echo closed');
    if (await ran(here, end)) expect(end).toMatchObject({ code: 0, output: expect.stringMatching(/closed\n$/) });
  });

  test('a namespace of its own gives it no right back', async () => {
    const here = place(as);
    const end = await here.run(
      'unshare --user --map-root-user --mount sh -c "umount /usr; mount -o remount,bind,rw /usr; : > /usr/opensession-probe"; [ ! -e /usr/opensession-probe ]',
    );
    if (!(await ran(here, end))) return;
    expect(end.code).toBe(0);
    expect(existsSync('/usr/opensession-probe')).toBe(false);
  });
});

test('a machine on which no namespace can be made runs nothing', async () => {
  const base = tempDir();
  writeFileSync(join(base, 'unshare'), '#!/bin/sh\necho "unshare failed: Operation not permitted" >&2\nexit 1\n');
  chmodSync(join(base, 'unshare'), 0o755);
  const here = place(uid, { PATH: `${base}:${process.env['PATH'] ?? ''}` });
  const trace = join(base, 'trace');
  const end = await here.run(`: > '${trace}'`);
  expect(end).toMatchObject({ code: null, unisolated: expect.stringMatching(/not permitted|namespaces/) });
  expect(existsSync(trace)).toBe(false);
});

test('with the network nobody but root isolates', async () => {
  const here = place(1);
  expect((await here.run('true', { network: true })).unisolated).toMatch(/network|namespaces|no /);
});

describe('openly', () => {
  const openly = (here: Place, command: string, more: Partial<EnclosedCommand> = {}): Promise<EnclosedEnd> =>
    here.isolation.runOpenly({ command, setup: '', cwd: '.', network: true, limitMs: 60_000, ...more }, async () => {});

  test.runIf(process.platform === 'linux')(
    'nothing of the environment gets in, and what is left behind ends',
    async () => {
      const here = place(uid, { ...process.env, GITHUB_OUTPUT: '/x', SOME_TOKEN: 'secret' });
      const mark = `opensession-open-${process.pid}`;
      const end = await openly(here, `env; (setsid sh -c 'sleep 1000; : ${mark}' &); exit 4`);
      expect(end).toMatchObject({ code: 4, ended: null });
      expect(end.unisolated).not.toBeNull();
      expect(end.output).not.toMatch(/GITHUB_|secret/);
      expect(commandLines().filter((line) => line.includes(mark))).toEqual([]);
    },
  );

  test('its tools may lie where the job put them, but not in the repository', async () => {
    const base = tempDir();
    for (const dir of ['temp', 'repo']) mkdirSync(join(base, dir));
    const env = { RUNNER_TEMP: `${base}/temp`, PATH: `${base}/temp:${base}/repo:${process.env['PATH'] ?? ''}` };
    const end = await openly(place(uid, env, [`${base}/repo`]), 'echo "$PATH"');
    expect(end.output).toContain(`${base}/temp:`);
    expect(end.output).not.toContain(`${base}/repo`);
  });

  test('a setup that fails, a command that hangs', async () => {
    const here = place();
    expect(await openly(here, 'true', { setup: 'exit 9' })).toMatchObject({ code: 9, ended: 'setup' });
    expect(await openly(here, 'sleep 1000', { limitMs: 200 })).toMatchObject({ code: null, ended: 'late' });
    expect(await openly(here, 'pwd', { cwd: 'nowhere' })).toMatchObject({ code: 127 });
  });
});

test('each hole that a probe tells of is one', () => {
  const outside = { pid: 'pid:[1]', mnt: 'mnt:[1]', net: 'net:[1]' };
  const own = ['pid=pid:[2]', 'mnt=mnt:[2]', 'net=net:[2]'];
  const good = ['canary=hidden', 'root=closed', 'user=other', 'rights=none', ...own, 'own=written'];
  const holes = (...lines: readonly string[]): number => holesIn(lines.join('\n'), outside).length;
  expect(holes(...good)).toBe(0);
  for (const line of good) expect(holes(...good.filter((one) => one !== line)), line).toBe(1);
  expect(holes(...good, 'root=written')).toBe(1);
  expect(holes(...good.map((line) => line.replace('pid:[2]', 'pid:[1]')))).toBe(1);
  expect(holes()).toBe(5);
});

test('programs of the repository are not on the path, nor anything beside them', () => {
  const base = tempDir();
  for (const dir of ['repo/bin', 'repo/lib', 'tool/bin', 'tool/lib', 'tool/share'])
    mkdirSync(join(base, dir), { recursive: true });
  const who = { hidden: [`${base}/repo`, '/usr/share'], home: `${base}/tool/share`, isOther: false };
  const given = `${base}/repo/bin:${base}/tool/bin:.:relative:/:${base}:${base}/tool/share:/usr`;
  const { path, steps } = seenPaths(given, who);
  expect(path.split(':').slice(0, 2)).toEqual([`${base}/tool/bin`, '/usr/local/sbin']);
  const own = steps.filter((step) => step.path.startsWith(base));
  expect(own).toEqual([
    { how: 'show', path: `${base}/tool/bin` },
    { how: 'show', path: `${base}/tool/lib` },
  ]);
  expect(steps).not.toContainEqual({ how: 'show', path: '/opt' });
  if (existsSync('/usr/share')) expect(steps).toContainEqual({ how: 'hide', path: '/usr/share' });
});

test('no text of a head becomes part of a script', () => {
  const scratch = { root: '/r', head: '/h', home: '/o', tmp: '/t' };
  const hostile = `'; touch /x; '$(touch /x)`;
  const one = { scratch, uid: 1, network: false, path: '/bin', steps: [], limitMs: 1 };
  const argv = enclosingCommand({ ...one, cwd: hostile, setup: hostile, command: hostile });
  expect(argv.filter((word) => word.includes('touch /x'))).toEqual([hostile, hostile, hostile]);
});

const commandLines = (): readonly string[] => {
  if (!existsSync('/proc')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    });
};
