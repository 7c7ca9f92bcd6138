import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { toArtifactId } from '../../src/domain/refs.ts';
import { type Remote, judgeRemote } from '../../src/domain/sharing/judge-remote.ts';
import { planPush } from '../../src/domain/sharing/plan-push.ts';
import { parseRemoteAddress } from '../../src/domain/sharing/remote-address.ts';

describe('an address', () => {
  it.each([
    ['https://Example.test/owner/name.git', { transport: 'https', host: 'example.test', path: 'owner/name' }],
    ['https://user:word@example.test:8443/o/n/', { transport: 'https', host: 'example.test:8443', path: 'o/n' }],
    ['git@example.test:owner/name.git', { transport: 'ssh', host: 'example.test', path: 'owner/name' }],
    ['example.test:owner/name', { transport: 'ssh', host: 'example.test', path: 'owner/name' }],
    ['ssh://git@example.test/owner/name', { transport: 'ssh', host: 'example.test', path: 'owner/name' }],
    ['file:///srv/git/name.git', { transport: 'file', host: null, path: 'srv/git/name' }],
    ['../name.git', { transport: 'file', host: null, path: '../name' }],
    ['C:\\git\\name', { transport: 'file', host: null, path: 'C:\\git\\name' }],
    ['http://127.0.0.1:8080/o/n', { transport: 'http', host: '127.0.0.1:8080', path: 'o/n' }],
    ['http://localhost/o/n', { transport: 'http', host: 'localhost', path: 'o/n' }],
  ])('%s', (address, parsed) => {
    expect(parseRemoteAddress(address)).toEqual(parsed);
  });

  it.each([
    '',
    'ext::sh -c touch% canary',
    'fd::7',
    'git://example.test/o/n',
    'http://example.test/o/n',
    'http://127.0.0.1.example.test/o/n',
    'ftp://example.test/o/n',
    'hg::https://example.test/o/n',
    'https://-oProxyCommand=x/o',
    'ssh://-oProxyCommand=touch canary/o',
    '-oProxyCommand=touch:o/n',
    'ssh://example.test/o\nn',
    '--upload-pack=touch canary',
  ])('%s is none that anything is sent to', (address) => {
    expect(parseRemoteAddress(address)).toBeUndefined();
  });
});

const origin: Remote = { name: 'origin', address: 'https://forge.test/team/app.git' };
const fork: Remote = { name: 'fork', address: 'https://forge.test/me/app' };
const other: Remote = { name: 'mirror', address: 'https://elsewhere.test/team/app' };

describe('a remote', () => {
  it.each([
    ['the only one, named', { remote: origin, named: true }, true, []],
    ['the only one, not named', { remote: origin }, false, ['not_chosen']],
    ['the one that was chosen', { remote: origin, chosen: origin }, true, []],
    ['a second one', { remote: fork, chosen: origin, all: [origin, fork], named: true }, false, ['second_remote']],
    [
      'a second one elsewhere',
      { remote: other, chosen: origin, all: [origin, other], named: true },
      false,
      ['second_remote', 'unknown_host'],
    ],
    [
      'the chosen one at another place',
      { remote: { ...origin, address: 'https://evil.test/team/app.git' }, chosen: origin },
      false,
      ['address_changed', 'unknown_host'],
    ],
    ['one beside its fork', { remote: origin, all: [origin, fork], named: true }, false, ['maybe_a_fork']],
    [
      'a fork at first',
      { remote: fork, all: [origin, fork], named: true },
      false,
      ['other_repository', 'maybe_a_fork'],
    ],
    [
      'another host at first',
      { remote: other, all: [origin, other], named: true },
      false,
      ['unknown_host', 'other_repository'],
    ],
  ])('%s', (_, question, allowed, doubts) => {
    const whole = { named: false, chosen: null, all: [origin], allow: false, ...question };
    expect(judgeRemote(whole)).toMatchObject({ allowed, doubts });
    expect(judgeRemote({ ...whole, allow: true })).toMatchObject({ allowed: true, doubts });
  });

  it('of a forbidden transport is allowed by nothing', () => {
    const remote = { name: 'origin', address: 'ext::sh' };
    const question = { remote, named: true, chosen: remote, all: [remote], allow: true };
    expect(judgeRemote(question)).toEqual({ allowed: false, doubts: ['transport'], isNew: false });
  });
});

const id = fc.constantFrom('a', 'b', 'c', 'd').map(toArtifactId);
const tips = fc
  .dictionary(id, fc.constantFrom('v1', 'v2', 'v3'))
  .map((all) => new Map<string, string>(Object.entries(all)));
const removed = fc
  .dictionary(id, fc.uniqueArray(fc.constantFrom('v1', 'v2', 'v3')))
  .map((all) => new Map(Object.entries(all).map(([id, versions]) => [id, new Set<string>(versions)])));

describe('a plan', () => {
  it('puts each artifact that is wanted in one place, sends nothing removed and deletes nothing that lives', () => {
    fc.assert(
      fc.property(fc.uniqueArray(id), tips, tips, removed, (wanted, here, there, dead) => {
        const plan = planPush(wanted, here, { tips: there, removed: dead });
        const sent = plan.sends.map(({ artifact_id }) => artifact_id);
        const deleted = plan.deletes.map(({ artifact_id }) => artifact_id);
        for (const { artifact_id, from, to } of plan.sends) {
          expect({ from, to }).toEqual({ from: there.get(artifact_id) ?? null, to: here.get(artifact_id) });
          expect(dead.get(artifact_id)?.has(to)).not.toBe(true);
        }
        for (const { artifact_id, from } of plan.deletes) expect(dead.get(artifact_id)?.has(from)).toBe(true);
        const untouched = wanted.filter((id) => !here.has(id) && there.has(id) && !deleted.includes(id));
        const placed = [...sent, ...plan.same, ...plan.gone, ...plan.removed, ...untouched];
        const alone = deleted.filter((id) => !plan.removed.includes(id));
        expect([...placed, ...alone].sort()).toEqual([...wanted].sort());
      }),
    );
  });
});
