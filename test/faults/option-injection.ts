import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { arena, brokenPromises, userState, userWork } from './arena.ts';
import { type Fault, inParallel, ran } from './fault.ts';

const ARTIFACT = ['session', 'handoff', 'artifact'];
/** Where a text of a person or a log goes in. */
const SINKS: readonly ((payload: string) => readonly string[])[] = [
  (payload) => [...ARTIFACT, 'show', payload],
  (payload) => [...ARTIFACT, 'show', '--', payload],
  (payload) => [...ARTIFACT, 'rm', '--', payload],
  (payload) => [...ARTIFACT, 'refresh', '--', payload],
  (payload) => ['session', 'handoff', 'save', '--last', `--artifact-id=${payload}`],
  (payload) => ['session', 'handoff', '--', payload],
  (payload) => ['session', 'handoff', `--cwd=${payload}`, '--last'],
  (payload) => ['session', 'list', `--cwd=${payload}`],
  (payload) => ['parse', '--', payload],
  (payload) => ['session', 'handoff', '--last', `--format=${payload}`],
];

const payloads = (canary: string): readonly string[] => [
  `--upload-pack=${canary}`,
  `--receive-pack=${canary}`,
  `--exec=${canary}`,
  `--output=${canary}.out`,
  `-c core.pager=${canary}`,
  `-ccore.fsmonitor=${canary}`,
  `--config-env=core.editor=${canary}`,
  `--git-dir=${canary}`,
  `-oProxyCommand=${canary}`,
  `ext::sh -c ${canary}`,
  `ext::${canary}`,
  `file:///etc/passwd`,
  `ssh://-oProxyCommand=${canary}/x`,
  `-oProxyCommand=${canary}@host:x`,
  `refs/heads/main`,
  `refs/opensession/handoff/artifacts/--upload-pack=${canary}`,
  `refs/opensession/handoff/artifacts/../../../heads/main`,
  `$(${canary})`,
  `\`${canary}\``,
  `;${canary};`,
  `|${canary}`,
  `x\n${canary}`,
  `@{-1}`,
  `main^{tree}`,
  `:/one`,
  `HEAD:a.txt`,
  `--stdin`,
  `-z`,
  `--batch-all-objects`,
  `../../../../${canary}`,
];

/** Texts that git, ssh or a shell would take for more than a text. */
export const optionInjection: Fault = {
  id: 'D1',
  name: 'option and transport injection',
  target: '300 payloads, no program run, nothing of the user changed',
  run: async (run) => {
    const at = arena(run, 'injected');
    userWork(at);
    at.log('11111111-0000-4000-8000-000000000001');
    const trace = join(at.base, 'canary-ran');
    const canary = join(at.base, 'canary');
    writeFileSync(canary, `#!/bin/sh\necho "$0 $*" >> ${trace}\n`);
    chmodSync(canary, 0o755);
    const before = userState(at);
    const around = readdirSync(at.base).sort().join();
    const problems: string[] = [];
    const exits = new Map<number | null, number>();
    const pairs = SINKS.flatMap((sink) => payloads(canary).map((payload) => sink(payload)));
    await inParallel(
      2,
      pairs.map((args, index) => async () => {
        // a tenth as processes of their own in any form
        const { code, stderr } = await (index % 10 === 0 ? at.cli(args) : at.face(args));
        exits.set(code, (exits.get(code) ?? 0) + 1);
        if (code === 70 || code === null)
          problems.push(`${JSON.stringify(args)} ended with ${code}: ${stderr.slice(0, 200)}`);
        if (existsSync(trace)) problems.push(`${JSON.stringify(args)} had run a program by now`);
      }),
    );
    if (readdirSync(at.base).sort().join() !== around) problems.push(`new files: ${readdirSync(at.base).join()}`);
    if (userState(at) !== before) problems.push('the user’s index, HEAD, refs, configuration or files changed');
    problems.push(...(await brokenPromises(at, [])));
    const told = [...exits].map(([code, count]) => `${count} × exit ${code}`).join(', ');
    return ran(`${pairs.length} payloads at ${SINKS.length} places`, `0 programs run; ${told}`, problems);
  },
};
