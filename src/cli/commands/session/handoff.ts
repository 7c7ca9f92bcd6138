import { Command, Option } from 'clipanion';
import { OpenSessionError } from '../../../domain/errors.ts';
import type { MergedHandoff } from '../../../domain/handoff.ts';
import type { Session } from '../../../domain/session.ts';
import type { BuiltHandoff } from '../../../engine/build-handoff.ts';
import type { World } from '../../../engine/ports.ts';
import type { Format } from '../../../formats/format.ts';
import { InputsCommand } from '../../inputs.ts';
import { reportText, strictFailure } from '../../validation-report.ts';

export class HandoffCommand extends InputsCommand {
  static override readonly paths = [['session', 'handoff']];
  static override readonly usage = Command.Usage({
    description: 'Print the handoff of one or more sessions',
    details: `
      Without inputs it is about the newest session of this repository. Inputs add up in their order; a session that is
      named twice is taken once. A REF is HEAD, HEAD~N (the one N before the newest), a session id or its beginning, or a
      path.

      \`--last\` alone is one session; a count right after it is its value, so a file that is named 3 is given as \`./3\`.

      The format is Markdown on a terminal and JSON otherwise, if \`--format\` does not say. With \`--strict\` a finding of
      severity error fails the command with exit status 1, and no handoff is printed.
    `,
    examples: [
      ['The newest session of this repository', '$0 session handoff'],
      ['The newest three, seen as one', '$0 session handoff --last 3 --merged --json'],
      [
        'The newest of Claude Code, and the one before the newest of Codex',
        '$0 session handoff --claude HEAD --tool "codex HEAD~1"',
      ],
      ['One that somebody published on the sessions branch', '$0 session handoff --from-branch 3f2a'],
      [
        'A log file, written to a file if no finding is an error',
        '$0 session handoff rollout.jsonl --strict --format markdown -o HANDOFF.md',
      ],
    ],
  });

  format = Option.String('--format', { description: 'json, jsonl, stream, markdown, text or hail' });
  merged = Option.Boolean('--merged', false, { description: 'Several sessions as one JSON object' });
  validate = Option.Boolean('--validate', false, { description: 'Say on stderr what is wrong with it' });
  strict = Option.Boolean('--strict', false, { description: 'Fail when a finding is an error' });
  fromBranch = Option.Array('--from-branch', [], {
    description: 'A session on the branch opensession/sessions',
  });
  to = Option.String('-o,--output', { description: 'Write it to this file' });
  dryRun = Option.Boolean('--dry-run', false, {
    description: 'With --output: say what it would write, and do not',
  });

  async execute(): Promise<void> {
    const format = await this.chosenFormat();
    const { buildHandoffs } = await import('../../../engine/build-handoff.ts');
    const world = await this.world();
    const validate = this.validate || this.strict;
    const spool = this.fromBranch.length === 0 ? undefined : world.spool();
    try {
      const built = await this.progress('reading the logs', async () =>
        buildHandoffs(world, await this.allSources(world, spool), { validate }),
      );
      if (validate) this.judge(built);
      else await this.warn(built);
      const text = await this.render(world, { format, built });
      await this.deliver(world, { format, text });
      await this.glanceBelow(text, built);
    } finally {
      spool?.remove();
    }
  }

  /** Sessions of the branch stand behind those of other inputs; with them alone no local one is asked for. */
  private async allSources(
    world: World,
    spool: ReturnType<World['spool']> | undefined,
  ): ReturnType<InputsCommand['sources']> {
    if (spool === undefined) return this.sources(world);
    const { branchSources } = await import('../../../engine/find-branch-session.ts');
    const kept = await branchSources(world, this.fromBranch, spool);
    return this.namesLocal() ? [...(await this.sources(world)), ...kept] : kept;
  }

  /** @throws usage, unknown_format */
  private async chosenFormat(): Promise<Format> {
    const { formatById } = await import('../../../formats/index.ts');
    const format = formatById(this.format ?? (this.isForReading() ? 'markdown' : 'json'));
    if ((this.json || this.merged) && format.id !== 'json')
      throw new OpenSessionError(
        'usage',
        `--json and --merged are about the format json, found --format ${format.id}`,
        {
          hint: 'give either --format or the others',
        },
      );
    return format;
  }

  /** Printed where a person sees it, if `--format` does not say otherwise. */
  private isForReading(): boolean {
    return this.output.terminal && !this.json && !this.merged && this.to === undefined;
  }

  private judge(built: readonly BuiltHandoff[]): void {
    const reports = built.flatMap(({ handoff }) => handoff.validation ?? []);
    const failure = this.strict ? strictFailure(reports) : null;
    if (failure === null || !this.json) this.output.note(reportText(reports, { forPrograms: !this.output.terminal }));
    if (failure !== null) throw failure;
  }

  private async warn(built: readonly BuiltHandoff[]): Promise<void> {
    const partly = built.flatMap(({ handoff }) => (handoff.coverage.ratio < 1 ? [handoff] : []));
    if (partly.length === 0) return;
    const { coverageWarnings } = await import('../../../engine/coverage-warnings.ts');
    for (const text of coverageWarnings(partly)) this.output.note(`warning: ${text}`);
  }

  private async render(
    world: World,
    { format, built }: { readonly format: Format; readonly built: readonly BuiltHandoff[] },
  ): Promise<string> {
    const handoffs = built.map(({ handoff }) => handoff);
    const sources = built.map(({ source }) => source);
    const sessions = async (): Promise<readonly Session[]> =>
      (await import('../../../engine/reduce-sessions.ts')).reduceSessions(world, sources);
    if (!this.merged && handoffs.length < 2) return format.render({ handoffs, sessions });
    const { mergeHandoffs } = await import('../../../contract/merge-handoffs.ts');
    const merged = (): MergedHandoff => mergeHandoffs(handoffs).merged;
    if (!this.merged) return format.render({ handoffs, merged, sessions });
    const { formatMerged } = await import('../../../formats/merged.ts');
    return formatMerged(merged());
  }

  /** A page that scrolls away on a terminal takes what is asked first with it: that stands below it, and in no copy of it. */
  private async glanceBelow(text: string, [only, ...more]: readonly BuiltHandoff[]): Promise<void> {
    const { rows } = this.output;
    if (this.format !== undefined || !this.isForReading() || rows === undefined) return;
    if (only === undefined || more.length > 0 || text.split('\n').length <= rows) return;
    const { glance } = await import('../../../formats/text.ts');
    this.output.note(glance(only.handoff).trimEnd());
  }

  private async deliver(
    world: World,
    { format, text }: { readonly format: Format; readonly text: string },
  ): Promise<void> {
    if (this.to === undefined) return await (isJson(format) ? this.output.jsonPieces([text]) : this.output.text(text));
    const path = this.pathOf(this.to);
    const { writeNamedFile } = await import('../../../engine/write-named-file.ts');
    const bytes = await writeNamedFile(world, { path, dryRun: this.dryRun }, text);
    if (this.json) await this.output.json({ path, bytes, written: !this.dryRun });
    this.output.note(`${this.dryRun ? 'Would write the handoff' : 'Handoff written'} to ${path}`);
  }
}

const isJson = ({ id }: Format): boolean => id !== 'markdown' && id !== 'text';
