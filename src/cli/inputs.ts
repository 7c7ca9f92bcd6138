/** The inputs that `session handoff` and `session handoff save` share: which sessions it is about. */
import { Option } from 'clipanion';
import { OpenSessionError } from '../domain/errors.ts';
import type { World } from '../engine/ports.ts';
import { FaceCommand } from './command.ts';

export abstract class InputsCommand extends FaceCommand {
  files = Option.Rest({ name: 'FILES' });
  last = Option.String('-l,--last', {
    tolerateBoolean: true,
    description: 'The newest N sessions: --last, --last 3, --last=HEAD~3',
  });
  claude = Option.Array('--claude', [], {
    description: 'A session of Claude Code: HEAD, HEAD~2, an id, a path',
  });
  codex = Option.Array('--codex', [], { description: 'A session of Codex' });
  gemini = Option.Array('--gemini', [], { description: 'A session of Gemini CLI' });
  opencode = Option.Array('--opencode', [], { description: 'A session of OpenCode' });
  tool = Option.Array('--tool', [], {
    description: '"NAME REF" (names: session list --agents), or a REF',
  });
  all = Option.Boolean('--all', false, { description: 'Sessions of every directory, not this repository alone' });

  async sources(world: World): Promise<Awaited<ReturnType<ResolveSources>>> {
    const { parseLast } = await import('../engine/reference.ts');
    const { resolveSources } = await import('../engine/resolve-source.ts');
    const request = {
      files: this.files.map((file) => this.pathOf(file)),
      references: this.references(),
      last: this.last === undefined || this.last === false ? null : parseLast(this.last === true ? '' : this.last),
      all: this.all,
    };
    const sources = await resolveSources(world, request, (text) => this.output.note(`note: ${text}`));
    if (this.verbose)
      for (const source of sources)
        this.output.note(`using ${source.agent} ${source.path}${source.key ? ` ${source.key}` : ''}`);
    return sources;
  }

  /** Whether any input of a local session was given. */
  protected namesLocal(): boolean {
    return this.files.length > 0 || this.references().length > 0 || (this.last ?? false) !== false;
  }

  private references(): readonly { readonly agent: string | null; readonly ref: string }[] {
    return [
      ...this.claude.map((ref) => ({ agent: 'claude-code', ref })),
      ...this.codex.map((ref) => ({ agent: 'codex', ref })),
      ...this.gemini.map((ref) => ({ agent: 'gemini', ref })),
      ...this.opencode.map((ref) => ({ agent: 'opencode', ref })),
      ...this.tool.map(toolReference),
    ];
  }
}

type ResolveSources = typeof import('../engine/resolve-source.ts').resolveSources;

/** `NAME REF`, split at the first space, or a REF alone. @throws usage */
const toolReference = (text: string): { readonly agent: string | null; readonly ref: string } => {
  const [, name = '', ref = ''] = /^\s*(\S+)(?:\s+(.*\S))?\s*$/s.exec(text) ?? [];
  if (name === '')
    throw new OpenSessionError('usage', 'expected --tool "NAME REF", found an empty text', {
      hint: 'opensession session handoff --tool "codex HEAD"',
    });
  return ref === '' ? { agent: null, ref: name } : { agent: name, ref };
};
