import { Command, Option } from 'clipanion';
import { EXIT, type OpenSessionError } from '../../../../../domain/errors.ts';
import type { ListedArtifact } from '../../../../../engine/list-artifacts.ts';
import { FaceCommand } from '../../../../command.ts';
import { jsonElement, jsonList } from '../../../../json-text.ts';
import { shortTime } from '../../../../short-cells.ts';

export class ArtifactListCommand extends FaceCommand {
  static override readonly paths = [['session', 'handoff', 'artifact', 'list']];
  static override readonly usage = Command.Usage({
    description: 'List the artifacts of this repository',
    details: `
      From the commit messages of the refs below \`refs/opensession/\`. An artifact that cannot be read is listed with what
      is wrong with it; the others are not kept from being listed. Archived ones are counted, or listed if asked for.
    `,
    examples: [
      ['What is kept here', '$0 session handoff artifact list'],
      ['Also what is archived', '$0 session handoff artifact list --all'],
      ['For a script', '$0 session handoff artifact list --json'],
    ],
  });

  all = Option.Boolean('--all', false, { description: 'Live and archived ones' });
  archived = Option.Boolean('--archived', false, { description: 'Archived ones alone' });

  async execute(): Promise<number> {
    const { archivedIds, listArtifactsAs } = await import('../../../../../engine/list-artifacts.ts');
    const which = this.all ? 'all' : this.archived ? 'archived' : 'live';
    const world = await this.world();
    let unread: OpenSessionError | undefined;
    const onUnreadable = (error: OpenSessionError): void => void (unread = error);
    const read = async <T>(as: (artifact: ListedArtifact) => T): Promise<readonly [readonly T[], number | null]> => {
      const shown = new Set<string>();
      const shape = (artifact: ListedArtifact): T => {
        shown.add(artifact.artifact_id);
        return as(artifact);
      };
      const [listed, archived] = await this.progress('reading the refs', () =>
        Promise.all([
          listArtifactsAs(world, which, { shape, ...(which === 'all' ? { onUnreadable } : {}) }),
          which === 'live' ? archivedIds(world) : [],
        ]),
      );
      return [listed, archived && archived.filter((id) => !shown.has(id)).length];
    };
    if (this.printsJson) {
      const [elements, hidden] = await read(jsonElement);
      await this.output.jsonPieces(jsonList(elements));
      this.sayRest(elements.length, hidden);
    } else {
      const [rows, hidden] = await read(cells);
      await this.output.text(await this.table(['ID', 'UPDATED (UTC)', 'STATE', 'SESSIONS', 'OBJECTIVE'], rows));
      this.sayRest(rows.length, hidden);
    }
    if (unread === undefined) return EXIT.done;
    this.output.alarm(`warning: the archive cannot be read, and is not listed: ${unread.message} [${unread.code}]`);
    this.output.note('hint: opensession doctor');
    return unread.exitCode;
  }

  sayRest(shown: number, hidden: number | null): void {
    if (hidden === null)
      this.output.note('the archive cannot be read\nhint: opensession session handoff artifact list --archived');
    else if (hidden > 0)
      this.output.note(`${hidden} more in the archive\nhint: opensession session handoff artifact list --all`);
    else if (shown === 0) this.output.note('no artifacts yet\nhint: opensession session handoff save --last');
  }
}

const cells = (entry: ListedArtifact): readonly string[] => [
  entry.artifact_id,
  shortTime(entry.updated_at ?? entry.created_at),
  stateOf(entry),
  sessionsOf(entry),
  entry.problem ?? entry.objective ?? '-',
];

const stateOf = ({ problem, stale, archived }: ListedArtifact): string => {
  if (problem !== null) return 'unreadable';
  if (archived) return 'archived';
  return stale === null ? 'unknown' : stale ? 'stale' : 'current';
};

/** `codex`, `4: claude-code …`, `by hand` */
const sessionsOf = ({ agent, source_count: count }: ListedArtifact): string => {
  if (count === 0) return 'by hand';
  const [first = '-', ...others] = agent?.split(', ') ?? [];
  return `${count === null || count === 1 ? '' : `${count}: `}${first}${others.length === 0 ? '' : ' …'}`;
};
