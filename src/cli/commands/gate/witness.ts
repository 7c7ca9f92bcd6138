import { Command, Option } from 'clipanion';
import { EXIT, OpenSessionError } from '../../../domain/errors.ts';
import type { WitnessRequest, WitnessResult } from '../../../engine/gate/witness/witness-checks.ts';
import { FaceCommand } from '../../command.ts';
import { failureLines, rerunLine } from '../../gate-evidence.ts';

const KEY = 'OPENSESSION_WITNESS_KEY';
const KEY_FILE = 'OPENSESSION_WITNESS_KEY_FILE';

export class GateWitnessCommand extends FaceCommand {
  static override readonly paths = [['gate', 'witness']];
  static override readonly usage = Command.Usage({
    description: 'Run required checks in CI and sign it',
    details: `
      Runs required checks of the target branch's policy once, on a clean checkout of the head, isolated, and signs tree,
      commands, exit statuses and this run: evidence that a gate takes as witnessed, if the key is that of a principal in
      \`ci_principals\` and in \`allowed_signers\` at the tip of the target branch. The private ssh key comes in ${KEY} (its
      text) or ${KEY_FILE} (a path), never as an argument. The statement is kept in a ref below
      \`refs/opensession/handoff/witness/\`, to be pushed by plain git, or written with --output and handed to \`gate --witness\`.
      Where what runs cannot be isolated nothing is: it could read the key. Exit status: 0 all passed, 1 one did not.
    `,
    examples: [
      [
        'All required checks, the statement as a file for another job',
        '$0 gate witness --base main --output seen.json',
      ],
      ['One check, by a CI that is not known', '$0 gate witness tests --run-id nightly-17'],
    ],
  });

  names = Option.Rest({ name: 'CHECK' });
  base = Option.String('--base', { description: 'Branch whose policy names the checks' });
  head = Option.String('--head', { description: 'Commit to check out; default HEAD' });
  to = Option.String('-o,--output', { description: 'Write the statement to this file, and keep it in no ref' });
  runId = Option.String('--run-id', { description: 'Which run this is, where neither GitHub nor GitLab says so' });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Run and sign, and keep nothing' });

  async execute(): Promise<number> {
    const { witnessChecks } = await import('../../../engine/gate/witness/witness-checks.ts');
    const { witnessRun } = await import('../../../engine/gate/witness/witness-run.ts');
    const run = witnessRun(this.context.env, this.runId);
    if (run === null)
      throw new OpenSessionError('usage', 'expected a CI job that says which run it is, found none', {
        hint: 'name it: --run-id ID',
      });
    const key = this.key();
    // no program that is started from here hears of the key
    const world = await this.world({ ...this.context.env, [KEY]: undefined, [KEY_FILE]: undefined });
    const keep = this.to === undefined && !this.dryRun;
    const request = { base: this.base, head: this.head, names: this.names, key, run, keep };
    const { requireOwnFile, writeNamedFile } = await import('../../../engine/write-named-file.ts');
    if (this.to !== undefined) requireOwnFile(world, this.pathOf(this.to)); // before checks run for long
    const result = await this.progress('running checks', () => witnessChecks(world, request));
    if (this.to !== undefined)
      await writeNamedFile(world, { path: this.pathOf(this.to), dryRun: this.dryRun }, result.text);
    await this.print(result, () => told(result));
    return result.passed ? EXIT.done : EXIT.findings;
  }

  /** @throws usage */
  private key(): WitnessRequest['key'] {
    const [text, path] = [this.context.env[KEY] ?? '', this.context.env[KEY_FILE] ?? ''];
    if (text !== '' && path === '') return { text };
    if (path !== '' && text === '') return { path: this.pathOf(path) };
    throw new OpenSessionError(
      'usage',
      `expected a private ssh key in one of ${KEY} and ${KEY_FILE}, found ${text === '' ? 'none' : 'both'}`,
    );
  }
}

const told = ({ statement, ref, reruns }: WitnessResult): string =>
  [
    `witnessed: tree ${statement.tree} of ${statement.head.slice(0, 12)}, run ${statement.run.id}`,
    ...reruns.flatMap((rerun) => [`  ${rerunLine(rerun)}`, ...failureLines(rerun).map((line) => `  ${line}`)]),
    ...(ref === null ? [] : [`kept: ${ref}`, `hint: git push REMOTE ${ref}`]),
  ]
    .map((line) => `${line}\n`)
    .join('');
