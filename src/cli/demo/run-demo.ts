import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeScratch } from '../../scratch/make-scratch.ts';
import { removeScratch } from '../../scratch/remove-scratch.ts';
import type { Environment, Run } from '../command.ts';
import { demoAssets } from './assets.ts';
import { placeScenario } from './place-scenario.ts';
import { STEPS } from './steps.ts';
import { walk, type Walked } from './walk.ts';

export interface Demo {
  readonly run: Run;
  readonly env: Environment;
  /** Leave the repositories and homes where they are. */
  readonly keep: boolean;
  readonly tell: (text: string) => Promise<void>;
  /** Of the terminal, where there is one. */
  readonly columns?: number | undefined;
}

export interface DemoReport {
  /** Each step ended as it should. */
  readonly passed: boolean;
  /** Where it happened; null: removed again. */
  readonly kept: string | null;
  readonly steps: readonly Walked[];
}

/** Walks the whole flow on recorded sessions, in a temporary folder that is removed at the end, also when interrupted. */
export const runDemo = async (demo: Demo): Promise<DemoReport> => {
  // one that is kept is the person's from then on
  const folder = demo.keep ? await mkdtemp(join(tmpdir(), 'opensession-demo-')) : makeScratch('demo');
  const stop = (): void => {
    removeScratch(folder);
    process.exit(130);
  };
  if (!demo.keep) process.once('SIGINT', stop);
  try {
    const assets = demoAssets();
    const places = {
      'fix-add': await placeScenario(assets, 'fix-add', join(folder, 'fix-add')),
      unresolved: await placeScenario(assets, 'unresolved', join(folder, 'unresolved')),
    };
    await demo.tell(`A throw-away repository with recorded sessions of four agents, in ${folder}\n`);
    const { env, run, tell, columns } = demo;
    const steps = await walk({ steps: STEPS, places, env, run, tell, columns });
    const passed = steps.every((step) => step.exit_code === step.expected_exit_code);
    await demo.tell(`\n${passed ? 'Each step ended as it should.' : 'A step did not end as it should.'}\n`);
    await demo.tell(demo.keep ? whereToLook(places['fix-add'].repo) : `Removing ${folder}; --keep keeps it.\n`);
    await demo.tell('Next, in a repository where an agent of yours worked: opensession session handoff --last\n');
    return { passed, kept: demo.keep ? folder : null, steps };
  } finally {
    process.off('SIGINT', stop);
    if (!demo.keep) removeScratch(folder);
  }
};

const whereToLook = (repo: string): string =>
  [
    `Look around in ${repo}:`,
    '  cat HANDOFF.md',
    '  git for-each-ref refs/opensession/',
    '  git show refs/opensession/handoff/artifacts/fix-add:artifact.json',
    '',
  ].join('\n');
