import { Command, Option } from 'clipanion';
import { EXIT, OpenSessionError } from '../../domain/errors.ts';
import type { GateReport } from '../../domain/gate-report.ts';
import { type EffectivePolicy, policyAt } from '../../domain/policy.ts';
import type { GateResult } from '../../engine/gate/judge-open-change.ts';
import type { GateFormat } from '../../formats/gate/gate-format.ts';
import { FaceCommand } from '../command.ts';
import { rerunLine, statementIn } from '../gate-evidence.ts';

export class GateCommand extends FaceCommand {
  static override readonly paths = [['gate']];
  static override readonly usage = Command.Usage({
    description: 'Judge handoffs against a change',
    details: `
      What a branch changes is taken from git alone; each claim of the artifacts that are about it is proved, contradicted, or
      cannot be told. The policy is \`.opensession/policy.toml\` at the tip of the target branch. Nothing is run but
      with --rerun, which runs checks of that policy on a clean checkout of the head, isolated, and not at all where this machine
      cannot isolate them; nothing leaves the machine. With --remote, as in CI, all is fetched from there, the tip of the
      target as it is now, and a handoff that has to be there and is not yet is waited for. Exit status: 0 passed, 1 a finding
      is an error, 2 the policy is wrong, 5 the history does not suffice or the remote is not reached.
    `,
    examples: [
      ['The current branch against the one that others are merged into', '$0 gate'],
      ['As a strict gate would', '$0 gate --strict --base main'],
      ['With the checks that the policy lets run again', '$0 gate --rerun'],
      [
        'With what a job of its own came to, and what another saw',
        '$0 gate --rerun-result success --witness seen.json',
      ],
      ['For code scanning, with the same exit status', '$0 gate --format sarif --output gate.sarif'],
      ['What holds, and where each value comes from', '$0 gate --explain'],
      ['In CI, of a fork', '$0 gate --remote origin --base main --head $HEAD_SHA --head-remote https://host/fork.git'],
    ],
  });

  strict = Option.Boolean('--strict', false, { description: 'Only evidence that nobody can write by hand counts' });
  base = Option.String('--base', { description: 'Branch to judge against' });
  head = Option.String('--head', { description: 'Commit to judge; default HEAD' });
  remote = Option.String('--remote', { description: 'Judge between remotes, as CI does: a name or an address' });
  headRemote = Option.String('--head-remote', { description: 'Where the head is, if not in --remote: of a fork' });
  tokenEnv = Option.String('--token-env', { description: 'Variable that holds a token for the remote' });
  artifact = Option.Array('--artifact', [], { description: 'ID or ID@VERSION that has to be bound' });
  author = Option.String('--author', { description: 'Author of the pull request, for `exempt_actors`' });
  wait = Option.String('--wait', {
    description: 'Seconds to wait for a handoff; default: the policy',
  });
  rerun = Option.Boolean('--rerun', false, { description: 'Run checks of the policy again on the head, isolated' });
  rerunResults = Option.Array('--rerun-result', [], {
    description: '[CHECK=]RESULT of a job that ran `gate rerun`',
  });
  witnesses = Option.Array('--witness', [], { description: 'File with a statement that `gate witness` signed' });
  explain = Option.Boolean('--explain', false, { description: 'Print the effective policy instead' });
  format = Option.String('--format', { description: 'text, json, markdown, sarif or gitlab' });
  to = Option.String('-o,--output', { description: 'Write the report to this file' });
  dryRun = Option.Boolean('--dry-run', false, {
    description: 'With --output: say what it would write, and do not',
  });

  async execute(): Promise<number> {
    const format = await this.chosenFormat();
    const { requireOwnFile } = await import('../../engine/write-named-file.ts');
    if (this.to !== undefined) requireOwnFile(await this.world(), this.pathOf(this.to)); // before it judges for long
    const { report, effective, reruns, lacks, waited_seconds } = await this.progress('judging', () => this.judge());
    if (this.explain) {
      await this.print(effective, () => explained(effective));
      return EXIT.done;
    }
    for (const rerun of reruns) this.output.note(rerunLine(rerun));
    for (const { accepted, id, by, reason } of report.witnesses)
      if (!accepted)
        this.output.note(`not accepted: ${id.slice(0, 19)}${by === null ? '' : ` of ${by}`}: ${reason ?? ''}`);
    await this.deliver(format, report);
    if (lacks)
      this.output.note(
        `hint: ${waited_seconds > 0 ? `waited ${waited_seconds} s for a handoff; ` : ''}save one if there is none (opensession session handoff save --last), push it (opensession session handoff artifact push) and run the gate again`,
      );
    else if (this.remote === undefined) await this.tellUnsent(report);
    return report.verdict === 'pass' ? EXIT.done : EXIT.findings;
  }

  /** CI has what was pushed alone. */
  private async tellUnsent(report: GateReport): Promise<void> {
    const { unsentHandoffs } = await import('../../engine/gate/unsent-handoffs.ts');
    const unsent = await unsentHandoffs(await this.world(), report);
    if (unsent.length > 0)
      this.output.note(
        `hint: not known to be pushed (by what was pushed and fetched here, the remote was not asked), and CI finds only what is: ${unsent.join(', ')}; opensession session handoff artifact push`,
      );
  }

  /** @throws usage, unknown_format */
  private async chosenFormat(): Promise<GateFormat> {
    const { gateFormatById } = await import('../../formats/gate/index.ts');
    if (this.explain && (this.format !== undefined || this.to !== undefined))
      throw new OpenSessionError('usage', '--explain prints the policy, not a report: found --format or --output', {
        hint: 'opensession gate --explain --json',
      });
    if (this.json && this.to === undefined && this.format !== undefined && this.format !== 'json')
      throw new OpenSessionError('usage', `--json is about the format json, found --format ${this.format}`, {
        hint: 'give either --format or --json',
      });
    const plain = this.output.terminal && !this.json && this.to === undefined ? 'text' : 'json';
    return gateFormatById(this.format ?? plain);
  }

  /** The file is written whatever the verdict is: a later step of CI takes it up. */
  private async deliver(format: GateFormat, report: GateReport): Promise<void> {
    const { gateFormatInput } = await import('../../engine/gate/format-input.ts');
    const text = await format.render(gateFormatInput(report));
    if (this.to === undefined)
      return await (format.id === 'text' || format.id === 'markdown'
        ? this.output.text(text)
        : this.output.jsonPieces([text]));
    const path = this.pathOf(this.to);
    const { writeNamedFile } = await import('../../engine/write-named-file.ts');
    const bytes = await writeNamedFile(await this.world(), { path, dryRun: this.dryRun }, text);
    if (this.json) await this.output.json({ path, bytes, written: !this.dryRun });
    this.output.note(`${this.dryRun ? 'Would write the report' : 'Report written'} to ${path}`);
  }

  private async judge(): Promise<GateResult> {
    const { strict, base, head, remote, headRemote, tokenEnv } = this;
    const world = await this.world();
    const { jobResultOf } = await import('../../engine/gate/rerun/job-result.ts');
    const options = {
      strict,
      author: this.author,
      waitSeconds: secondsOf(this.wait),
      artifacts: this.artifact,
      rerun: this.rerun,
      rerun_results: this.rerunResults.map(jobResultOf),
      witnesses: this.witnesses.map((file) => statementIn(world, this.pathOf(file))),
    };
    if (remote === undefined) {
      if (headRemote !== undefined || tokenEnv !== undefined)
        throw new OpenSessionError('usage', 'expected --remote beside --head-remote or --token-env, found none');
      const { judgeChange } = await import('../../engine/gate/judge-change.ts');
      return judgeChange(world, { ...options, base, head });
    }
    const { judgeRemoteChange } = await import('../../engine/gate/judge-remote-change.ts');
    const { remoteRequest } = await import('../../engine/gate/remote-request.ts');
    const request = await remoteRequest(world, { remote, headRemote, base, head, tokenEnv });
    return judgeRemoteChange(world, { ...options, ...request });
  }
}

/** @throws usage */
const secondsOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new OpenSessionError('usage', `expected --wait with seconds, found ${JSON.stringify(text.slice(0, 40))}`);
};

const explained = ({ policy, sources, strict, blob, read_from }: EffectivePolicy): string =>
  [
    `${policyAt(read_from)}: ${blob ?? 'there is none, the defaults hold'}${strict ? ', strict' : ''}`,
    ...Object.entries(policy).map(
      ([key, value]) => `${key} = ${JSON.stringify(value)}  (${sources[key as keyof typeof sources]})`,
    ),
  ]
    .map((line) => `${line}\n`)
    .join('');
