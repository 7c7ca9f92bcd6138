/**
 * What is read of each agent's logs, measured on the golden folders and on the recordings of real agents. The table is
 * kept in src/agents/README.md; `vitest run test/agents/fidelity.test.ts -u` writes it anew.
 */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Agent } from '../../src/agents/agent.ts';
import { agents } from '../../src/agents/index.ts';
import { settle, type SettledEvent } from '../../src/contract/settle.ts';
import { ATTR } from '../../src/domain/event-attributes.ts';
import { openLogReader } from '../../src/sources/log-reader.ts';
import { RECORDED } from '../support/recorded.ts';
import { goldenCases, readCase } from './golden-case.ts';
import { readAll } from './read-all.ts';

const PAGE = join(import.meta.dirname, '../../src/agents/README.md');

/** Column → whether an event shows it. */
const COLUMNS: { readonly [column: string]: (event: SettledEvent) => boolean } = {
  prompts: ({ event_type: type, task_id: lane }) => type.type === 'UserMessage' && lane === undefined,
  answers: ({ event_type: type }) => type.type === 'AgentMessage',
  'commands with exit codes': ({ event_type: type }) =>
    type.type === 'ShellCommand' && type.data.exit_code !== undefined,
  'file changes with diffs': ({ event_type: type }) => type.type === 'FileEdit' && type.data.diff !== undefined,
  tokens: ({ attributes }) => Number(attributes?.[ATTR.outputTokens] ?? 0) > 0,
  'sub-agents': ({ event_type: type, task_id: lane }) => lane !== undefined && type.type !== 'TaskStart',
};

/** What a log does not hold, whoever reads it. A cell that is neither shown nor listed here is "not yet". */
const NOT_IN_THE_LOG: { readonly [agent: string]: { readonly [column: string]: string | undefined } | undefined } = {
  aider: { 'sub-agents': 'it has none' },
  pi: { 'sub-agents': 'it has none' },
};

const WHOLE_FILE = 'the agent writes the whole file anew, so the whole is read anew';
const STORE = 'a store has no end to which lines are added: its session is read anew when the store changed';

/** Why a log that grew is read whole. */
const NOT_FOLLOWED: { readonly [agent: string]: string | undefined } = {
  gemini:
    'each update of a message is the message anew, in its first place, and nearly every line is one: what was given would be taken back all the time',
  opencode: STORE,
  cline: WHOLE_FILE,
  amp: WHOLE_FILE,
  cursor: STORE,
  goose: STORE,
  aider: 'one file holds many sessions, and what an answer did is told by the lines after it',
  hail: 'it is written as a whole',
};

const growth = (): string =>
  agents
    .map((agent) => {
      const { id, name } = agent;
      const why = NOT_FOLLOWED[id];
      if (!('follower' in agent) !== (why !== undefined)) throw new Error(`${id}: followed, or a reason why not`);
      return `- **${name}** ${why === undefined ? 'Only what is new is read.' : `Whole: ${why}.`}`;
    })
    .join('\n');

const eventsOf = (agent: Agent): readonly SettledEvent[] => {
  const golden = goldenCases().filter((one) => one.agent.id === agent.id);
  return [...golden.map(({ name }) => readCase(agent, name)), ...recordingsOf(agent)].flatMap(({ events }) => [
    ...settle(events),
  ]);
};

const recordingsOf = (agent: Agent) => {
  const logs = openLogReader();
  return globSync(join(RECORDED, agent.id, '*/home')).flatMap((home) =>
    agent
      .roots({ platform: 'linux', home, env: {} })
      .filter((root) => logs.stat(root) !== undefined)
      .flatMap((root) => [...agent.find(root, logs)])
      .map((source) => readAll(agent, source, logs)),
  );
};

const measured = agents.map((agent) => {
  const events = eventsOf(agent);
  const cells = Object.entries(COLUMNS).map(([column, shows]) => ({
    column,
    shown: events.some(shows),
    why: NOT_IN_THE_LOG[agent.id]?.[column],
  }));
  return { agent, cells };
});

const cellText = ({ shown, why }: (typeof measured)[number]['cells'][number]): string =>
  shown ? 'yes' : why === undefined ? 'not yet' : `no in the log: ${why}`;

const table = (): string => {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const columns = Object.keys(COLUMNS);
  return [
    row(['agent', ...columns]),
    row(['agent', ...columns].map(() => '---')),
    ...measured.map(({ agent, cells }) => row([agent.name, ...cells.map(cellText)])),
  ].join('\n');
};

test('the table in the docs is the one that is measured', async () => {
  const exits = agents.map((agent) => `- **${agent.name}** ${agent.exits}`).join('\n');
  const page = [
    '# What is read of each agent',
    'Measured by `test/agents/fidelity.test.ts` on golden logs and on recorded sessions of real agents; that test writes this page.',
    table(),
    '## How each marks the exit status of a command',
    exits,
    '## How a log that grew is read again',
    'By what follows a session ([`follow-session.ts`](../engine/follow-session.ts)), which no command does yet: a command reads the whole log.',
    growth(),
  ].join('\n\n');
  console.log(table());
  await expect(`${page}\n`).toMatchFileSnapshot(PAGE);
});

test('what a log is said not to hold is shown nowhere', () => {
  for (const { agent, cells } of measured)
    for (const { column, shown, why } of cells)
      if (why !== undefined) expect(shown, `${agent.id} ${column}`).toBe(false);
});
