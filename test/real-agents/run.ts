/**
 * `npm run test:agents`: drives real coding agents, offline, through scenarios against a scripted model, and compares
 * the handoff of each log with the scenario's truth, field by field.
 *
 *   --agents a,b      only these           --scenarios x,y   only these
 *   --latest          the newest published versions, and the pinned ones beside them, to see drift: record types that
 *                     are not known, and fields of the handoff that the pinned version's run filled and the newest's did not
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { join } from 'node:path';
import type { Handoff } from '../../src/domain/handoff.ts';
import { buildHandoffs } from '../../src/engine/build-handoff.ts';
import { resolveSources } from '../../src/engine/resolve-source.ts';
import { openWorld } from '../../src/open-world.ts';
import { asTruth, expected } from '../support/compare-truth.ts';
import { promptsOf, SCENARIOS, truthOf } from '../support/recorded.ts';
import { type RealAgent, realAgents } from './agents.ts';
import { driveAgent } from './drive-agent.ts';
import { installAgent, type Installed } from './install-agent.ts';
import { knownGaps } from './known-gaps.ts';
import { lostFields } from './lost-fields.ts';

const { values } = parseArgs({
  options: { agents: { type: 'string' }, scenarios: { type: 'string' }, latest: { type: 'boolean', default: false } },
});
const scenarios = (
  values.scenarios ??
  readdirSync(SCENARIOS)
    .map((name) => name.replace(/\.json$/, ''))
    .join(',')
)
  .split(',')
  .filter((name) => name !== 'compaction');
const chosen = realAgents.filter(({ id }) => values.agents === undefined || values.agents.split(',').includes(id));

interface Outcome {
  readonly agent: string;
  readonly version: string;
  readonly scenario: string;
  /** Field → what the truth says and what the handoff says. */
  readonly differences: readonly string[];
  readonly notes: readonly string[];
  /** Undefined: the run left none. */
  readonly handoff?: Handoff;
  /** The version that this one is compared with. */
  readonly pinned?: string;
}

const main = async (): Promise<void> => {
  const outcomes: Outcome[] = [];
  for (const agent of chosen) {
    const installed = installAgent(agent, values.latest ? 'latest' : agent.version);
    const pinned = values.latest && installed.version !== agent.version ? pinnedOf(agent) : undefined;
    for (const scenario of scenarios.filter((name) => canRun(agent, name))) {
      const newest = await tryScenario(agent, installed, scenario);
      const outcome = pinned === undefined ? newest : besides(newest, await tryScenario(agent, pinned, scenario));
      outcomes.push(outcome);
      report(outcome);
    }
  }
  printTable(outcomes);
  const failed = outcomes.filter(({ differences }) => differences.length > 0).length;
  console.log(`${outcomes.length - failed} passed, ${failed} failed`);
  if (failed > 0 || outcomes.length === 0) process.exitCode = 1;
};

/** Undefined, and said, where it cannot be had any more: the newest version then stands alone. */
const pinnedOf = (agent: RealAgent): Installed | undefined => {
  try {
    return installAgent(agent);
  } catch (error) {
    console.log(
      `     ${agent.id} ${agent.version} cannot be installed: ${error instanceof Error ? error.message : String(error)}`,
    );
    return undefined;
  }
};

/** The newest version's outcome, with what its handoff has lost against the pinned version's. */
const besides = (newest: Outcome, pinned: Outcome): Outcome => {
  const lost =
    newest.handoff === undefined || pinned.handoff === undefined ? [] : lostFields(pinned.handoff, newest.handoff);
  const compared =
    pinned.handoff === undefined ? [`no handoff of ${pinned.version}: ${pinned.differences.join('; ')}`] : [];
  const notes = [...newest.notes, ...compared, ...lost.map((field) => `lost field ${field}`)];
  return { ...newest, pinned: pinned.version, notes };
};

const canRun = (agent: RealAgent, scenario: string): boolean =>
  agent.turns === undefined || promptsOf(scenario) <= agent.turns;

const tryScenario = async (agent: RealAgent, installed: Installed, scenario: string): Promise<Outcome> => {
  const out = mkdtempSync(join(tmpdir(), 'opensession-agent-'));
  const about = { agent: agent.id, version: installed.version, scenario };
  try {
    const driven = await driveAgent(agent, installed, { scenario: join(SCENARIOS, `${scenario}.json`), out });
    const handoff = await handoffOf(driven.home, driven.repo);
    const leaked = Object.entries(driven.secrets).filter(([, value]) => JSON.stringify(handoff).includes(value));
    return {
      ...about,
      differences: [...differencesOf(about, handoff), ...leaked.map(([name]) => `secret ${name} is in the handoff`)],
      notes: driftOf(handoff),
      handoff,
    };
  } catch (error) {
    return { ...about, differences: [error instanceof Error ? error.message : String(error)], notes: [] };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
};

const handoffOf = async (home: string, repo: string): Promise<Handoff> => {
  const world = openWorld({ cwd: repo, env: { PATH: process.env['PATH'], HOME: home, USERPROFILE: home } });
  const sources = await resolveSources(world, { files: [], references: [], last: 1, all: false });
  const [built] = await buildHandoffs(world, sources, { validate: true });
  if (built === undefined) throw new Error('no handoff was built');
  return built.handoff;
};

const differencesOf = (
  { agent, scenario }: { agent: string; scenario: string },
  handoff: Handoff,
): readonly string[] => {
  const truth = truthOf(scenario);
  const found: { readonly [field: string]: unknown } = asTruth(handoff, truth);
  return Object.entries(expected(truth)).flatMap(([field, value]) => {
    const gap = knownGaps.find((one) => one.agent === agent && one.scenario === scenario && one.field === field);
    const wanted = gap === undefined ? value : gap.value;
    return isDeepStrictEqual(found[field], wanted)
      ? []
      : [`${field}: expected ${JSON.stringify(wanted)}, found ${JSON.stringify(found[field])}`];
  });
};

/** What a newer version of the agent writes that this version does not know. */
const driftOf = ({ coverage }: Handoff): readonly string[] => [
  ...coverage.unknown.map(({ type, count }) => `unknown record type ${type} (${count})`),
  ...(coverage.broken.count > 0 ? [`${coverage.broken.count} broken record(s)`] : []),
];

const versionsOf = ({ version, pinned }: Outcome): string =>
  pinned === undefined ? version : `${pinned} → ${version}`;

const report = (outcome: Outcome): void => {
  const { agent, scenario, differences, notes } = outcome;
  console.log(`${differences.length === 0 ? 'ok  ' : 'FAIL'} ${agent} ${versionsOf(outcome)}: ${scenario}`);
  for (const line of [...differences, ...notes]) console.log(`       ${line}`);
};

const printTable = (outcomes: readonly Outcome[]): void => {
  const rows = Map.groupBy(outcomes, (outcome) => `${outcome.agent} ${versionsOf(outcome)}`);
  console.table(
    Object.fromEntries(
      [...rows].map(([agent, row]) => [
        agent,
        Object.fromEntries(
          row.map(({ scenario, differences }) => [
            scenario,
            differences.length === 0 ? 'ok' : `${differences.length} differ`,
          ]),
        ),
      ]),
    ),
  );
};

await main();
