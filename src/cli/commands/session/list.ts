import { Command, Option } from 'clipanion';
import { OpenSessionError } from '../../../domain/errors.ts';
import type { ListedSession } from '../../../engine/list-sessions.ts';
import type { World } from '../../../engine/ports.ts';
import { FaceCommand } from '../../command.ts';
import { shortIds, shortTime } from '../../short-cells.ts';
import { surveyCells } from '../../survey-cells.ts';

export class SessionListCommand extends FaceCommand {
  static override readonly paths = [['session', 'list']];
  static override readonly usage = Command.Usage({
    description: 'List the sessions of this repository',
    details: `
      Reads the agents' own logs; nothing has to be indexed before. Outside a repository, and with \`--all\`, the sessions
      of every directory are listed. The newest are so by the times in the logs. With \`--branch\` it lists what was kept
      on the branch \`opensession/sessions\` of this repository instead; what others published there comes with git itself
      (\`git fetch origin opensession/sessions:opensession/sessions\`), not with \`artifact fetch\`.

      \`--agents\` says of each agent where its sessions were looked for, how many there are, and how much of the newest
      five was understood; with \`--all\`, of all of them.
    `,
    examples: [
      ['The sessions of this repository', '$0 session list'],
      ['What was found of each agent, and how well it is understood', '$0 session list --agents'],
      ['The ten newest of this machine, for a script', '$0 session list --all --limit 10 --json'],
      ['Those on the sessions branch', '$0 session list --branch'],
    ],
  });

  all = Option.Boolean('--all', false, { description: 'Sessions of every directory' });
  limit = Option.String('--limit', { description: 'At most so many' });
  agent = Option.String('--agent', { description: 'Of one agent, by its name in session list --agents' });
  agents = Option.Boolean('--agents', false, {
    description: 'The agents themselves: where, how many, how well understood',
  });

  branch = Option.Boolean('--branch', false, { description: 'Sessions on the branch opensession/sessions' });

  async execute(): Promise<void> {
    if (this.branch) return this.listBranch();
    const request = { all: this.all, limit: limitOf(this.limit), agent: this.agent ?? null };
    const world = await this.world();
    if (request.agent !== null) knownAgent(world, request.agent);
    if (this.agents) return await this.survey(world, request);
    const { listSessions } = await import('../../../engine/list-sessions.ts');
    const { sessions, ...list } = await this.progress('reading the logs', () => listSessions(world, request));
    await this.print(sessions.map(row), () =>
      this.table(['UPDATED (UTC)', 'AGENT', 'SESSION', 'TITLE'], sessions.map(cellsOf(sessions))),
    );
    if (list.total === 0) this.output.note(noneOf({ all: this.all || list.outside !== null, agent: request.agent }));
    else if (list.outside !== null && !this.all) {
      this.output.note(`note: these are of every directory, because no repository is here: ${list.outside.message}`);
      if (list.outside.hint !== undefined) this.output.note(`hint: ${list.outside.hint}`);
    }
    const { remarkOn } = await import('../../../engine/unread.ts');
    const remark = remarkOn(list.unread);
    if (remark !== undefined) this.output.note(`note: ${remark}`);
  }

  private async survey(world: World, request: { readonly agent: string | null; readonly all: boolean }): Promise<void> {
    const { surveyAgents } = await import('../../../engine/survey-agents.ts');
    const agents = await this.progress('reading the logs', () => surveyAgents(world, request));
    await this.print(agents, () =>
      this.table(
        ['AGENT', 'SESSIONS', 'NEWEST (UTC)', 'UNDERSTOOD', 'VERSIONS', 'WHERE'],
        agents.map((agent) => surveyCells(agent, world.place.home)),
      ),
    );
  }

  private async listBranch(): Promise<void> {
    const { listBranchSessions } = await import('../../../engine/list-branch-sessions.ts');
    const request = { limit: limitOf(this.limit), agent: this.agent ?? null };
    const world = await this.world();
    const sessions = await this.progress('reading the branch', () => listBranchSessions(world, request));
    const short = shortIds(sessions.map(({ session_id }) => session_id));
    await this.print(sessions, () =>
      this.table(
        ['UPDATED (UTC)', 'AGENT', 'SESSION', 'TITLE'],
        sessions.map((session) => [
          shortTime(session.updated_at ?? session.created_at),
          session.agent ?? '-',
          short(session.session_id),
          session.title ?? '-',
        ]),
      ),
    );
    if (sessions.length > 0 || request.limit === 0) return;
    const { bringBranch } = await import('../../../engine/bring-branch.ts');
    const bring = await bringBranch(world);
    const others = bring === null ? '' : `hint: what others published comes with git itself: ${bring}\n`;
    this.output.note(
      `no sessions on the branch opensession/sessions of this repository\n${others}hint: to publish one: opensession publish upload FILE --git`,
    );
  }
}

const noneOf = ({ all, agent }: { readonly all: boolean; readonly agent: string | null }): string => {
  const whose = agent === null ? '' : ` of ${agent}`;
  return all
    ? `no sessions${whose} on this machine\nhint: opensession session list --agents --json tells where they are looked for`
    : `no sessions${whose} of this repository\nhint: opensession session list --all`;
};

/** @throws usage */
const limitOf = (text: string | undefined): number | null => {
  if (text === undefined) return null;
  if (/^\d+$/.test(text)) return Math.min(Number(text), Number.MAX_SAFE_INTEGER);
  throw new OpenSessionError('usage', `expected --limit with a whole number, found ${JSON.stringify(text)}`);
};

/** @throws usage */
const knownAgent = ({ agents }: World, id: string): void => {
  if (agents.some((agent) => agent.id === id)) return;
  const known = agents.map((agent) => agent.id).join(', ');
  throw new OpenSessionError('usage', `expected --agent with one of ${known}, found ${JSON.stringify(id)}`);
};

const row = ({ parent_session_id: _, ...entry }: ListedSession): unknown => entry;

const cellsOf = (sessions: readonly ListedSession[]): ((entry: ListedSession) => readonly string[]) => {
  const short = shortIds(sessions.map(({ session_id }) => session_id));
  return (entry) => [
    shortTime(entry.updated_at ?? entry.created_at),
    entry.agent,
    short(entry.session_id),
    entry.title ?? '-',
  ];
};
