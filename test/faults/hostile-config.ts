import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { arena, userState, userWork } from './arena.ts';
import { type Fault, ran } from './fault.ts';

const PROGRAMS = [
  'core.fsmonitor',
  'core.sshCommand',
  'core.gitProxy',
  'core.pager',
  'core.editor',
  'core.askPass',
  'sequence.editor',
  'diff.external',
  'gpg.program',
  'gpg.ssh.program',
  'gpg.x509.program',
  'credential.helper',
  'uploadpack.packObjectsHook',
  'receive.procReceiveRefs',
  'interactive.diffFilter',
  'filter.evil.clean',
  'filter.evil.smudge',
  'filter.evil.process',
  'diff.evil.textconv',
  'diff.evil.command',
  'merge.evil.driver',
  'pager.log',
  'pager.for-each-ref',
  'pager.cat-file',
  'pager.show',
  'difftool.evil.cmd',
  'mergetool.evil.cmd',
  'trace2.eventTarget',
  'core.alternateRefsCommand',
  'remote.origin.uploadpack',
  'remote.origin.receivepack',
  'init.templateDir',
  'browser.evil.cmd',
  'man.evil.cmd',
  'imap.tunnel',
  'sendemail.smtpServer',
];
const COMMANDS = [
  'for-each-ref',
  'cat-file',
  'update-ref',
  'unpack-objects',
  'index-pack',
  'rev-parse',
  'diff-tree',
  'diff-index',
  'ls-files',
  'status',
  'log',
  'rev-list',
];
const HOOKS = ['reference-transaction', 'post-index-change', 'pre-auto-gc', 'post-checkout', 'fsmonitor-watchman'];
const ARTIFACT = ['session', 'handoff', 'artifact'];
const READING: readonly (readonly string[])[] = [
  [...ARTIFACT, 'list', '--json'],
  [...ARTIFACT, 'show', 'kept', '--json'],
  [...ARTIFACT, 'render-md', 'kept', '--output', '/dev/null'],
  [...ARTIFACT, 'verify', '--history', '--json'],
  [...ARTIFACT, 'archive', '--merged', '--dry-run', '--json'],
  [...ARTIFACT, 'prune', '--older-than', '1y', '--dry-run', '--json'],
  ['export', '/dev/null', '--json'],
  ['gate', 'init', '--dry-run', '--json'],
  ['doctor', '--json'],
  ['session', 'list', '--json'],
  ['session', 'handoff', '--last', '--json'],
  ['session', 'handoff', '--last', '--validate', '--json'],
  ['session', 'handoff', 'save', '--last', '--artifact-id', 'kept', '--json'],
];

/** A repository in which every setting that names a program names a canary. */
export const hostileConfig: Fault = {
  id: 'D5',
  name: 'hostile configuration',
  target: 'no configured program is run',
  run: async (run) => {
    const at = arena(run, 'hostile');
    userWork(at);
    const log = at.log('11111111-0000-4000-8000-000000000001');
    await at.cli(['session', 'handoff', 'save', log, '--artifact-id', 'kept']);
    const trace = join(at.base, 'canary-ran');
    const canary = join(at.base, 'canary');
    writeFileSync(canary, `#!/bin/sh\necho "$0 $*" >> ${trace}\nexit 1\n`);
    chmodSync(canary, 0o755);
    const included = join(at.base, 'included');
    writeFileSync(included, '');
    for (const key of PROGRAMS) at.git('config', '--file', included, key, canary);
    for (const command of COMMANDS) at.git('config', '--file', included, `alias.${command}`, `!${canary}`);
    appendFileSync(
      join(at.repo, '.git/config'),
      `[include]\n\tpath = ${included}\n[core]\n\thooksPath = ${at.base}/hooks\n`,
    );
    at.git('config', 'commit.gpgSign', 'true');
    at.git('config', 'log.showSignature', 'true');
    mkdirSync(join(at.base, 'hooks'));
    for (const dir of [join(at.base, 'hooks'), join(at.repo, '.git/hooks')]) {
      mkdirSync(dir, { recursive: true });
      for (const hook of HOOKS) writeFileSync(join(dir, hook), `#!/bin/sh\nexec ${canary} ${hook}\n`, { mode: 0o755 });
    }
    writeFileSync(join(at.repo, '.gitattributes'), '* filter=evil diff=evil merge=evil\n');
    const before = userState(at);
    const problems: string[] = [];
    for (const args of READING) {
      const { code, stdout, stderr } = await at.cli(args);
      if (code !== 0) problems.push(`${args.join(' ')} ended with ${code}: ${(stdout + stderr).slice(0, 200)}`);
      if (existsSync(trace)) problems.push(`${args.join(' ')}: ran ${readFileSync(trace, 'utf8').slice(0, 200)}`);
    }
    if (userState(at) !== before) problems.push('the user’s index, HEAD, refs, configuration or files changed');
    // the canary is one: git itself runs it when it is let
    at.tryGit(['update-ref', 'refs/x/y', 'HEAD']);
    if (!existsSync(trace)) problems.push('the canary would not have been seen');
    return ran(
      `${PROGRAMS.length} settings, ${COMMANDS.length} aliases, ${HOOKS.length} hooks, an include, attributes`,
      `${READING.length} commands, 0 programs run`,
      problems,
    );
  },
};
