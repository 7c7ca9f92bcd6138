import { Command, Option } from 'clipanion';
import { FaceCommand } from '../command.ts';

export class ParseCommand extends FaceCommand {
  static override readonly paths = [['parse']];
  static override readonly usage = Command.Usage({
    description: 'Print one log as HAIL, event by event',
    details: `
      One JSON value per line: the header, the events in order, the statistics. With \`--json\` the same values as one
      array. Nothing is redacted: what the log holds is printed.
    `,
    examples: [
      ['A log of Codex', '$0 parse ~/.codex/sessions/2026/11/22/rollout-2026-11-22T09-49-53-01a202a9.jsonl'],
      ['One session of a store that holds many', '$0 parse ~/.local/share/opencode/opencode.db --session ses_0123'],
    ],
  });

  file = Option.String({ name: 'FILE' });
  session = Option.String('--session', { description: 'Which session, where the file holds several' });

  async execute(): Promise<void> {
    const { parseLog } = await import('../../engine/parse-log.ts');
    const pieces = await parseLog(await this.world(), this.pathOf(this.file), this.session);
    await this.output.jsonPieces(this.json ? array(pieces) : pieces);
  }
}

/** Pieces of JSON Lines → one JSON array. */
function* array(pieces: Iterable<string>): Generator<string> {
  let before = '[';
  let isOpen = false;
  for (const piece of pieces) {
    const ends = piece.endsWith('\n');
    yield `${isOpen ? '' : `${before}\n`}${ends ? piece.slice(0, -1) : piece}`;
    isOpen = !ends;
    before = ',';
  }
  yield before === '[' ? '[]\n' : '\n]\n';
}
