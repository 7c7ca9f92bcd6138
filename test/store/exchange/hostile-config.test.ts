import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PREFIX, origin } from '../../support/clones.ts';
import { gitHttp } from '../../support/git-http.ts';
import { POSIX } from '../../support/scene.ts';

/** What a repository may set to run a program, or to send elsewhere. */
const settings = (program: string, address: string): readonly (readonly [string, string])[] => [
  ['credential.helper', `!${program}`],
  ['core.sshCommand', program],
  ['core.askPass', program],
  ['core.gitProxy', program],
  ['core.fsmonitor', program],
  ['core.editor', program],
  ['core.alternateRefsCommand', program],
  ['core.hooksPath', join(program, '..', 'hooks')],
  ['gpg.program', program],
  ['push.gpgSign', 'true'],
  ['push.followTags', 'true'],
  ['push.recurseSubmodules', 'on-demand'],
  ['push.pushOption', 'x'],
  ['remote.origin.receivepack', program],
  ['remote.origin.uploadpack', program],
  ['remote.origin.mirror', 'true'],
  ['remote.origin.push', '+refs/*:refs/*'],
  ['remote.origin.tagOpt', '--tags'],
  ['remote.origin.proxy', 'http://127.0.0.1:1'],
  ['http.proxy', 'http://127.0.0.1:1'],
  ['http.sslVerify', 'false'],
  ['protocol.ext.allow', 'always'],
  ['protocol.allow', 'always'],
  [`url.ext::${program} .insteadOf`, address],
  [`url.ext::${program} .pushInsteadOf`, address],
  ['uploadpack.packObjectsHook', program],
];

/** Leaves a trace, and ends: a git that runs it does not wait. */
const canary = (base: string): { readonly program: string; readonly trace: string } => {
  const [program, trace] = [join(base, 'canary.sh'), join(base, 'canary-ran')];
  writeFileSync(program, `#!/bin/sh\necho "$*" >> ${trace}\nexit 1\n`, { mode: 0o755 });
  return { program, trace };
};

const hostile = async (address: (dir: string) => string | Promise<string>) => {
  const remote = origin();
  remote.git('config', 'http.receivepack', 'true');
  const at = await address(remote.dir);
  const clone = await remote.clone({ address: at });
  const { program, trace } = canary(remote.base);
  mkdirSync(join(remote.base, 'hooks'));
  for (const hook of ['pre-push', 'reference-transaction', 'post-index-change'])
    writeFileSync(join(remote.base, 'hooks', hook), `#!/bin/sh\necho ${hook} >> ${trace}\n`, { mode: 0o755 });
  clone.git('commit', '--quiet', '--allow-empty', '-m', 'private');
  clone.git('tag', 'v1');
  for (const [key, value] of settings(program, at)) clone.git('config', key, value);
  return { remote, clone, trace };
};

describe.runIf(POSIX)('settings of the repository', () => {
  it.each([
    ['file', (dir: string) => `file://${dir}`],
    ['http', async (dir: string) => `http://127.0.0.1:${(await gitHttp(join(dir, '../..'))).port}/owner/remote.git`],
  ])('run no program and send nothing elsewhere (%s)', async (_, address) => {
    const { remote, clone, trace } = await hostile(address);
    await clone.save('one', 'a');
    expect((await clone.push()).problem).toBeNull();
    expect((await clone.fetch()).problem).toBeNull();
    expect(existsSync(trace)).toBe(false);
    expect(remote.git('for-each-ref', '--format=%(refname)')).toBe(`${PREFIX}one`);
    // the same with git itself: what was set is set well
    expect(() => clone.git('fetch', 'origin')).toThrow();
    expect(existsSync(trace)).toBe(true);
  });

  it('hold for no ssh; the user’s own do, and it asks nobody', async () => {
    const remote = origin();
    const clone = await remote.clone({ address: `ssh://git@forge.test${remote.dir}` });
    const bin = join(remote.base, 'bin');
    mkdirSync(bin);
    const said = join(remote.base, 'said');
    // runs what it is asked to run on this machine: the last argument
    writeFileSync(join(bin, 'ssh'), `#!/bin/sh\necho "$@" >> ${said}\nfor last; do :; done\nexec sh -c "$last"\n`, {
      mode: 0o755,
    });
    writeFileSync(join(remote.home, '.gitconfig'), `[core]\n\tsshCommand = ${join(bin, 'ssh')} -i key\n`);
    const { program, trace } = canary(remote.base);
    clone.git('config', 'core.sshCommand', program);
    await clone.save('one', 'a');
    expect((await clone.push()).problem).toBeNull();
    expect(existsSync(trace)).toBe(false);
    const lines = readFileSync(said, 'utf8').trim().split('\n');
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines)
      expect(line).toMatch(
        /^-i key -o BatchMode=yes -o ConnectTimeout=10 .*git@forge\.test git-(?:upload|receive)-pack /,
      );
  });

  it('of the user rewrite an address, but not to a transport that runs programs', async () => {
    const remote = origin();
    const clone = await remote.clone({ address: 'https://forge.test/owner/remote.git' });
    writeFileSync(
      join(remote.home, '.gitconfig'),
      `[url "file://${remote.base}/"]\n\tinsteadOf = https://forge.test/\n`,
    );
    await clone.save('one', 'a');
    expect((await clone.push()).problem).toBeNull();
    expect(remote.git('for-each-ref', '--format=%(refname)')).toBe(`${PREFIX}one`);
    const { program, trace } = canary(remote.base);
    writeFileSync(
      join(remote.home, '.gitconfig'),
      `[url "ext::${program} "]\n\tinsteadOf = https://forge.test/\n[protocol]\n\tallow = always\n`,
    );
    expect((await clone.push()).problem?.code).toBe('refused');
    expect(existsSync(trace)).toBe(false);
  });
});
