/** `network = "setup"`: what prepares a check reaches the network, the check reaches nobody. Real sockets on loopback. */
import { chmodSync, existsSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EnclosedCommand, EnclosedEnd } from '../../src/isolation/isolation.ts';
import { openIsolation } from '../../src/isolation/open-isolation.ts';
import { tempDir } from '../support/temp-repo.ts';

const uid = process.getuid?.();
/** Opens sockets by a path of its own. */
const HAS_BASH = existsSync('/bin/bash') || existsSync('/usr/bin/bash');

let server: Server;
let reached = 0;
beforeAll(async () => {
  server = createServer((socket) => {
    reached++;
    socket.end();
    socket.on('error', () => {});
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(() => new Promise((closed) => server.close(closed)));

const reach = (): string => `bash -c 'exec 4<>/dev/tcp/127.0.0.1/${(server.address() as AddressInfo).port}'`;

const run = async (
  as: number | undefined,
  command: string,
  more: Partial<EnclosedCommand>,
): Promise<EnclosedEnd | null> => {
  const isolation = openIsolation({ env: process.env, hidden: [], tmp: tempDir(), uid: as });
  if ((await isolation.way()).kind !== 'other-user') return null;
  const asked = { command, setup: '', cwd: '.', network: 'setup' as const, limitMs: 60_000, ...more };
  return isolation.run(asked, async () => {});
};

describe.runIf(HAS_BASH && process.platform === 'linux')('of the setup alone', () => {
  test('it reaches the machine, and the command has a network with nobody in it', async () => {
    reached = 0;
    const command = `${reach()} 2>/dev/null && echo reached; grep -c : /proc/net/dev; readlink /proc/self/ns/net`;
    const end = await run(uid, command, { setup: `${reach()} && echo installed > made` });
    if (end === null) return;
    expect(end).toMatchObject({ code: 0, ended: null, unisolated: null });
    const [devices, namespace] = end.output.split('\n');
    expect(devices).toBe('1');
    expect(namespace).toMatch(/^net:/);
    expect(namespace).not.toBe(readlinkSync('/proc/self/ns/net'));
    expect(reached).toBe(1);
  });

  test('that this shows something: with the network for both, both reach it', async () => {
    reached = 0;
    const end = await run(uid, reach(), { setup: reach(), network: true });
    if (end === null) return;
    expect([end.code, reached]).toEqual([0, 2]);
  });

  test('nothing that the setup left behind lives on, whatever it calls itself', async () => {
    const setup = [
      'cp /bin/sleep "./x) Z (" 2>/dev/null || cp /usr/bin/sleep "./x) Z ("',
      'setsid "./x) Z (" 1000 > /dev/null 2>&1 &',
      'echo $! > one',
      'setsid sh -c "trap : TERM INT HUP; echo \\$\\$ > two; while :; do sleep 1000; done" > /dev/null 2>&1 &',
      'until [ -s two ]; do :; done',
    ].join('\n');
    const command =
      'for one in one two; do cat /proc/$(cat $one)/status 2>/dev/null | grep "^State:.*[RSDT] "; done; cat one two';
    const end = await run(uid, command, { setup });
    if (end === null) return;
    expect(end).toMatchObject({ code: 0, unisolated: null, output: expect.stringMatching(/^\d+\n\d+\n$/) });
  });

  test('the command sees what was prepared, and ends as it ends', async () => {
    const end = await run(uid, 'cat made; exit 5', { setup: 'echo yes > made' });
    if (end !== null) expect(end).toMatchObject({ code: 5, output: 'yes\n', ended: null, unisolated: null });
    const failed = await run(uid, 'true', { setup: 'exit 7' });
    if (failed !== null) expect(failed).toMatchObject({ code: 7, ended: 'setup', unisolated: null });
    const late = await run(uid, 'true', { setup: 'sleep 1000', limitMs: 1500 });
    if (late !== null) expect(late).toMatchObject({ code: null, ended: 'late', unisolated: null });
    const hangs = await run(uid, 'sleep 1000', { setup: 'true', limitMs: 1500 });
    if (hangs !== null) expect(hangs).toMatchObject({ code: null, ended: 'late', unisolated: null });
  });

  test('no command can say itself that it is alone', async () => {
    const end = await run(uid, 'echo "alone net:[1]" >&3 2>/dev/null; echo "unprepared 0" >&3 2>/dev/null; id -u', {
      setup: 'echo "alone net:[1]" >&3',
    });
    // a setup that cannot write there fails
    if (end !== null) expect(end).toMatchObject({ ended: 'setup', unisolated: null });
  });

  test('without a setup there is no network at all', async () => {
    reached = 0;
    const end = await run(uid, `${reach()} 2>/dev/null || echo alone`, {});
    if (end !== null) expect([end.output, reached]).toEqual(['alone\n', 0]);
  });
});

test.runIf(process.platform === 'linux')(
  'an ordinary user cannot isolate it, but where nothing prepares it',
  async () => {
    const isolation = openIsolation({ env: process.env, hidden: [], tmp: tempDir(), uid: 1 });
    const { kind } = await isolation.way();
    const asked = { command: 'echo ran', cwd: '.', network: 'setup' as const, limitMs: 60_000 };
    const end = await isolation.run({ ...asked, setup: 'true' }, async () => {});
    expect(end).toMatchObject({ code: null, output: '', unisolated: expect.stringMatching(/network|namespaces|no /) });
    if (kind === 'user-namespace')
      expect(await isolation.run({ ...asked, setup: '' }, async () => {})).toMatchObject({ code: 0, unisolated: null });
  },
);

test.runIf(uid === 0 && existsSync('/usr/bin/unshare'))(
  'where the network cannot be taken away again that is said, and the command did not begin',
  async () => {
    // not below /tmp: there a command has a directory of its own
    const dir = mkdtempSync('/var/tmp/opensession-test-');
    try {
      chmodSync(dir, 0o755);
      const refusing = '#!/bin/sh\n[ "$1 $2" != "--net --" ] || exit 1\nexec /usr/bin/unshare "$@"\n';
      writeFileSync(join(dir, 'unshare'), refusing, { mode: 0o755 });
      const env = { ...process.env, PATH: `${dir}:${process.env['PATH'] ?? ''}` };
      const isolation = openIsolation({ env, hidden: [], tmp: tempDir(), uid });
      if ((await isolation.way()).kind === 'none') return;
      const asked = { command: 'echo ran', setup: 'true', cwd: '.', network: 'setup' as const, limitMs: 60_000 };
      const end = await isolation.run(asked, async () => {});
      expect(end).toMatchObject({ output: '', unisolated: expect.stringMatching(/taken away/) });
    } finally {
      rmSync(dir, { recursive: true });
    }
  },
);
