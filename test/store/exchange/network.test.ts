import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RemoteHere } from '../../../src/store/exchange/chosen-remote.ts';
import { readQueue } from '../../../src/store/exchange/push-queue.ts';
import { type Clone, PREFIX, origin } from '../../support/clones.ts';
import { gitHttp, socketServer } from '../../support/git-http.ts';
import { POSIX } from '../../support/scene.ts';

const refsOf = (at: { git(...args: string[]): string }): string =>
  at.git('for-each-ref', '--format=%(refname)', PREFIX);

const queueOf = (clone: Clone): readonly string[] =>
  readQueue({
    paths: { root: null, gitDir: '', commonDir: join(clone.dir, '.git'), objectFormat: 'sha1', bare: false },
  }).map(({ artifact_id }) => artifact_id);

const pushIn = async (clone: Clone, timeoutMs: number) => {
  const [remote] = await clone.exchange.remotes();
  return clone.exchange.push({ remote: remote as RemoteHere, ids: 'all', timeoutMs, onProgress: () => {} });
};

describe('over HTTP', () => {
  it('pushes and fetches', async () => {
    const remote = origin();
    remote.git('config', 'http.receivepack', 'true');
    const { port } = await gitHttp(remote.base);
    const address = `http://127.0.0.1:${port}/owner/remote.git`;
    const [a, b] = [await remote.clone({ address }), await remote.clone({ address })];
    for (const id of ['one', 'two', 'three']) await a.save(id, 'a');
    expect((await a.push()).problem).toBeNull();
    expect((await b.fetch()).problem).toBeNull();
    expect(refsOf(b)).toBe(refsOf(a));
    await b.save('one', 'b');
    await a.save('one', 'c');
    await b.push();
    expect(await a.push()).toMatchObject({ problem: null, kept: [], joined: [{ artifact_id: 'one', is: 'joined' }] });
  });

  it.each([401, 403])('is told when it may not (%i), and nobody is asked for a password', async (status) => {
    const remote = origin();
    const { port, requests } = await gitHttp(remote.base, (_, response) => {
      response.writeHead(status, { 'WWW-Authenticate': 'Basic realm="x"' }).end();
      return true;
    });
    const asked = join(remote.base, 'asked');
    const program = join(remote.base, 'ask.sh');
    writeFileSync(program, `#!/bin/sh\necho asked >> ${asked}\necho word\n`);
    chmodSync(program, 0o755);
    const env = { GIT_ASKPASS: program, SSH_ASKPASS: program, DISPLAY: ':0' };
    const clone = await remote.clone({ address: `http://127.0.0.1:${port}/owner/remote.git`, env });
    writeFileSync(join(remote.home, '.gitconfig'), `[core]\n\taskPass = ${program}\n`);
    await clone.save('one', 'a');
    const { problem } = await clone.push();
    expect({ code: problem?.code, exit: problem?.exitCode }).toEqual({ code: 'remote_denied', exit: 4 });
    expect(existsSync(asked)).toBe(false);
    expect(requests.length).toBeLessThan(3);
  });

  it('does not follow to another address', async () => {
    const remote = origin();
    remote.git('config', 'http.receivepack', 'true');
    const elsewhere = await gitHttp(remote.base);
    const { port } = await gitHttp(remote.base, (request, response) => {
      response.writeHead(301, { location: `http://127.0.0.1:${elsewhere.port}${request.url ?? ''}` }).end();
      return true;
    });
    const clone = await remote.clone({ address: `http://127.0.0.1:${port}/owner/remote.git` });
    await clone.save('one', 'a');
    expect((await clone.push()).problem).not.toBeNull();
    expect(elsewhere.requests).toEqual([]);
  });

  it('goes on in smaller chunks when the connection breaks off while it sends', async () => {
    const remote = origin();
    remote.git('config', 'http.receivepack', 'true');
    const broken = { left: 2 };
    const { port } = await gitHttp(remote.base, (request) => {
      if (request.method !== 'POST' || !/receive-pack/.test(request.url ?? '') || broken.left-- <= 0) return false;
      request.socket.resetAndDestroy();
      return true;
    });
    const clone = await remote.clone({ address: `http://127.0.0.1:${port}/owner/remote.git` });
    for (let index = 0; index < 9; index++) await clone.save(`id-${index}`, 'a');
    const { problem, sent, queued } = await clone.push();
    expect({ problem, sent: sent.length, queued }).toEqual({ problem: null, sent: 9, queued: 0 });
    expect(refsOf(remote)).toBe(refsOf(clone));
  });
});

describe('a remote that fails', () => {
  it.each([
    [404, 'remote_unreachable'],
    [503, 'remote_broke_off'],
  ])('and answers %i is told so', async (status, code) => {
    const remote = origin();
    const { port } = await gitHttp(remote.base, (_, response) => {
      response.writeHead(status).end();
      return true;
    });
    const clone = await remote.clone({ address: `http://127.0.0.1:${port}/owner/remote.git` });
    await clone.save('one', 'a');
    expect((await clone.push()).problem?.code).toBe(code);
    expect((await clone.fetch()).problem?.code).toBe(code);
  });

  it.each(['reset', 'refused'] as const)(
    'only when something is sent (%s) is told so, with no ref as rejected',
    async (how) => {
      const remote = origin();
      remote.git('config', 'http.receivepack', 'true');
      const { port } = await gitHttp(remote.base, (request, response) => {
        if (request.method !== 'POST' || !/receive-pack/.test(request.url ?? '')) return false;
        if (how === 'reset') request.socket.resetAndDestroy();
        else response.writeHead(403).end();
        return true;
      });
      const clone = await remote.clone({ address: `http://127.0.0.1:${port}/owner/remote.git` });
      for (const id of ['one', 'two']) await clone.save(id, 'a');
      const { problem, kept, queued } = await clone.push();
      const code = how === 'reset' ? 'remote_broke_off' : 'remote_denied';
      expect({ code: problem?.code, kept, queued }).toEqual({ code, kept: [], queued: 2 });
    },
  );

  it('and refuses is asked once; what was to be sent is in the queue, and goes with the next push', async () => {
    const remote = origin();
    const clone = await remote.clone({ address: 'http://127.0.0.1:1/owner/remote.git' });
    await clone.save('one', 'a');
    const { problem, queued } = await clone.push('one');
    expect({ code: problem?.code, queued }).toEqual({ code: 'remote_unreachable', queued: 1 });
    expect(queueOf(clone)).toEqual(['one']);
    expect(readdirSync(join(clone.dir, '.git/opensession'))).toEqual(['push-queue.json']);
  });

  it('and resets each connection is asked once', async () => {
    const remote = origin();
    let connections = 0;
    const port = await socketServer((socket) => {
      connections++;
      socket.resetAndDestroy();
    });
    const clone = await remote.clone({ address: `http://127.0.0.1:${port}/owner/remote.git` });
    await clone.save('one', 'a');
    const { problem, queued } = await clone.push();
    expect({ exit: problem?.exitCode, queued }).toEqual({ exit: 5, queued: 1 });
    expect(connections).toBeLessThan(3);
  });

  it('and hangs ends when the time is over, with nothing left that runs', async () => {
    const remote = origin();
    const open = new Set<unknown>();
    const port = await socketServer((socket) => {
      open.add(socket);
      socket.on('close', () => open.delete(socket)).resume();
    });
    const clone = await remote.clone({ address: `http://127.0.0.1:${port}/owner/remote.git` });
    await clone.save('one', 'a');
    const { problem, queued } = await pushIn(clone, 700);
    expect({ code: problem?.code, exit: problem?.exitCode, queued }).toEqual({ code: 'timed_out', exit: 5, queued: 1 });
    await expect.poll(() => open.size).toBe(0);
    expect(readdirSync(join(clone.dir, '.git/opensession'))).toEqual(['push-queue.json']);
  });

  it('and answers one byte after another ends in time', async () => {
    const remote = origin();
    const port = await socketServer((socket) => {
      const timer = setInterval(() => socket.write('H'), 50);
      socket.on('close', () => clearInterval(timer)).resume();
    });
    const clone = await remote.clone({ address: `http://127.0.0.1:${port}/owner/remote.git` });
    await clone.save('one', 'a');
    expect((await pushIn(clone, 700)).problem?.exitCode).toBe(5);
  });
});

describe.runIf(POSIX)('a remote that takes not all', () => {
  const hooked = async (name: string, body: string, count: number) => {
    const remote = origin();
    mkdirSync(join(remote.dir, 'hooks'), { recursive: true });
    const runs = join(remote.base, 'runs');
    writeFileSync(join(remote.dir, 'hooks', name), `#!/bin/sh\necho run >> ${runs}\n${body}\n`, { mode: 0o755 });
    const clone = await remote.clone();
    for (let index = 0; index < count; index++) await clone.save(index === 7 ? 'bad' : `id-${index}`, 'a');
    return { remote, clone, runs: () => readFileSync(runs, 'utf8').trim().split('\n').length };
  };

  it('of a push because of one ref in it: that one is found, the others are sent', async () => {
    const { remote, clone } = await hooked('pre-receive', 'if grep -q bad; then exit 1; fi', 20);
    const { sent, kept, queued, problem } = await clone.push();
    expect({ sent: sent.length, queued, problem }).toEqual({ sent: 19, queued: 1, problem: null });
    expect(kept).toMatchObject([{ artifact_id: 'bad', reason: 'rejected', detail: 'pre-receive hook declined' }]);
    expect(refsOf(remote).split('\n')).toHaveLength(19);
    expect(queueOf(clone)).toEqual(['bad']);
  });

  it('is told with the words of its hook', async () => {
    const { clone } = await hooked('pre-receive', 'echo no handoffs >&2; echo; echo see the wiki >&2; exit 1', 1);
    const detail = 'pre-receive hook declined: no handoffs see the wiki';
    expect((await clone.push()).kept).toMatchObject([{ artifact_id: 'id-0', reason: 'rejected', detail }]);
  });

  it('refs one by one', async () => {
    const { clone, runs } = await hooked('update', 'case $1 in */bad) exit 1;; esac', 9);
    const { sent, kept } = await clone.push();
    expect(sent).toHaveLength(8);
    expect(kept).toMatchObject([{ artifact_id: 'bad', reason: 'rejected' }]);
    expect(runs()).toBe(9);
  });

  it('and nothing at all: it is believed after a few', async () => {
    const { clone, runs } = await hooked('pre-receive', 'exit 1', 40);
    const { sent, queued, problem } = await clone.push();
    expect({ sent, queued, code: problem?.code }).toEqual({ sent: [], queued: 40, code: 'remote_rejected' });
    expect(runs()).toBeLessThanOrEqual(12);
  });
});
