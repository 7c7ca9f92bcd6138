/** Real links on a real PATH: what is told has to be what an isolated command runs. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openIsolation } from '../../src/isolation/open-isolation.ts';
import type { Sight } from '../../src/isolation/seen-paths.ts';
import { unseenPrograms } from '../../src/isolation/unseen-programs.ts';
import { tempDir } from '../support/temp-repo.ts';

const program = (path: string, says: string, mode = 0o755): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\necho ${says}\n`, { mode });
  chmodSync(path, mode);
};

const link = (path: string, target: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
};

describe.runIf(process.platform === 'linux')('what is told', () => {
  // not below /tmp: there a command has a directory of its own
  const base = '/shown';
  const asked = (shown: readonly string[], path: string, more: Partial<Sight> = {}) => ({
    given: path,
    sight: { path, steps: shown.map((one) => ({ how: 'show' as const, path: one })), ...more },
    isOther: false,
  });

  test('nothing of what is no program, of a path, or of what lies where it is seen', () => {
    expect(
      unseenPrograms(['sh', 'no-such-program', './sh', '/bin/sh', ''], asked(['/bin', '/usr'], '/usr/bin:/bin')),
    ).toEqual([]);
  });

  test('a directory that is not seen, and the next one that is', () => {
    expect(unseenPrograms(['sh', 'sh'], asked([base], '/usr/bin'))).toEqual([
      { name: 'sh', here: '/usr/bin/sh', there: null },
    ]);
  });

  test('what is hidden again is not seen', () => {
    const steps = [
      { how: 'show' as const, path: '/usr' },
      { how: 'hide' as const, path: '/usr/bin' },
    ];
    expect(unseenPrograms(['sh'], asked([], '/usr/bin', { steps }))).toMatchObject([{ name: 'sh', there: null }]);
  });
});

/** Elsewhere than /tmp; null: there is no such place. */
const made: string[] = [];
const outside = (): string | null => {
  try {
    const dir = mkdtempSync('/var/tmp/opensession-test-');
    chmodSync(dir, 0o755);
    made.push(dir);
    return dir;
  } catch {
    return null;
  }
};
afterAll(() => {
  for (const dir of made) rmSync(dir, { recursive: true, force: true });
});

const uid = process.getuid?.();

describe.runIf(process.platform === 'linux').each(uid === 0 ? [0, 1] : [uid])('as user %s', (as) => {
  const opened = (folders: readonly string[]) => {
    const env = { ...process.env, PATH: [...folders, process.env['PATH'] ?? ''].join(':') };
    return openIsolation({ env, hidden: [], tmp: tempDir(), uid: as });
  };

  test('is what an isolated command runs', async () => {
    const base = outside();
    if (base === null) return;
    program(join(base, 'elsewhere/osn-linked'), 'first');
    program(join(base, 'elsewhere/osn-lost'), 'first');
    link(join(base, 'one/bin/osn-linked'), join(base, 'elsewhere/osn-linked'));
    link(join(base, 'one/bin/osn-lost'), '../../elsewhere/osn-lost');
    program(join(base, 'one/lib/tool/osn-beside'), 'beside');
    link(join(base, 'one/bin/osn-beside'), '../lib/tool/osn-beside');
    program(join(base, 'one/bin/osn-own'), 'own');
    program(join(base, 'two/bin/osn-linked'), 'second');
    const folders = [join(base, 'one/bin'), join(base, 'two/bin')];
    const isolation = opened(folders);
    if ((await isolation.way()).kind === 'none') {
      expect(await isolation.unseen(['osn-linked'])).toEqual([]);
      return;
    }
    const names = ['osn-linked', 'osn-lost', 'osn-beside', 'osn-own', 'osn-none'];
    expect(await isolation.unseen(names)).toEqual([
      { name: 'osn-linked', here: join(base, 'one/bin/osn-linked'), there: join(base, 'two/bin/osn-linked') },
      { name: 'osn-lost', here: join(base, 'one/bin/osn-lost'), there: null },
    ]);
    const command = 'osn-linked; osn-beside; osn-own; osn-lost';
    const asked = { command, setup: '', cwd: '.', network: false, limitMs: 60_000 };
    const { output, code } = await isolation.run(asked, async () => {});
    expect([output.split('\n').slice(0, 3), code]).toEqual([['second', 'beside', 'own'], 127]);
  });

  test('an interpreter that a script asks for is looked for too', async () => {
    const base = outside();
    if (base === null) return;
    program(join(base, 'elsewhere/osn-runtime'), 'first');
    link(join(base, 'bin/osn-runtime'), join(base, 'elsewhere/osn-runtime'));
    writeFileSync(join(base, 'bin/osn-tool'), '#!/usr/bin/env osn-runtime\n', { mode: 0o755 });
    const isolation = opened([join(base, 'bin')]);
    if ((await isolation.way()).kind === 'none') return;
    expect(await isolation.unseen(['osn-tool'])).toMatchObject([{ name: 'osn-runtime', there: null }]);
  });

  test('below /tmp nothing is seen: a command has one of its own', async () => {
    const base = tempDir();
    if (!base.startsWith('/tmp/')) return;
    program(join(base, 'bin/osn-there'), 'first');
    const isolation = opened([join(base, 'bin')]);
    if ((await isolation.way()).kind === 'none') return;
    expect(await isolation.unseen(['osn-there'])).toMatchObject([{ name: 'osn-there', there: null }]);
    const asked = { command: 'osn-there', setup: '', cwd: '.', network: false, limitMs: 60_000 };
    expect(await isolation.run(asked, async () => {})).toMatchObject({ code: 127 });
  });
});

test.runIf(uid === 0)('another user may not run what is for its owner alone', async () => {
  const base = outside();
  if (base === null) return;
  program(join(base, 'bin/osn-private'), 'mine', 0o700);
  const env = { ...process.env, PATH: `${join(base, 'bin')}:${process.env['PATH'] ?? ''}` };
  const isolation = openIsolation({ env, hidden: [], tmp: tempDir(), uid });
  if ((await isolation.way()).kind === 'none') return;
  expect(await isolation.unseen(['osn-private'])).toMatchObject([{ name: 'osn-private', there: null }]);
});
