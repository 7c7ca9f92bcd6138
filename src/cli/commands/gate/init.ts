import { Command, Option } from 'clipanion';
import { OpenSessionError } from '../../../domain/errors.ts';
import { EVIDENCE, type Evidence, type Requirement } from '../../../domain/policy.ts';
import { FaceCommand } from '../../command.ts';

const REQUIREMENTS: readonly Requirement[] = ['always', 'agent-commits', 'never'];

export class GateInitCommand extends FaceCommand {
  static override readonly paths = [['gate', 'init']];
  static override readonly usage = Command.Usage({
    description: 'Write a policy that fits this repository',
    details: `
      Writes \`.opensession/policy.toml\` with every key, what it does and its default, and the checks that this repository has
      (package.json and its workspaces, Cargo.toml, go.mod, pytest, Makefile) with what defines them. Read it, and commit it on the target branch:
      only there does it hold. A policy that is there is never replaced, and one that no change could ever pass is not written.
    `,
    examples: [
      ['See it', '$0 gate init --dry-run'],
      ['Only what nobody can write by hand', '$0 gate init --accept rerun,witnessed --ci-principal ci@example.org'],
    ],
  });

  accept = Option.String('--accept', { description: `Any of ${EVIDENCE.join(',')}` });
  require = Option.String('--require', { description: `A handoff: ${REQUIREMENTS.join(', ')}` });
  ciPrincipals = Option.Array('--ci-principal', { description: 'Signer that is a CI job' });
  strict = Option.Boolean('--strict', false, { description: 'Refuse what a strict gate could never let pass' });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Print it, and write nothing' });

  async execute(): Promise<void> {
    const { initPolicy } = await import('../../../engine/gate/init-policy.ts');
    const result = await initPolicy(await this.world(), {
      accept: this.accept?.split(',').map((word) => oneOf<Evidence>('--accept', EVIDENCE, word.trim())),
      require: this.require === undefined ? undefined : oneOf('--require', REQUIREMENTS, this.require),
      ci_principals: this.ciPrincipals ?? [],
      strict: this.strict,
      dryRun: this.dryRun,
    });
    await this.print(result, () => (this.dryRun ? result.text : ''));
    const found = result.checks.map(({ name, command }) => `${name} (${command})`).join(', ');
    this.output.note(found === '' ? 'no check was found: none is required' : `required checks: ${found}`);
    if (result.written) this.output.note(`Wrote ${result.path}: read it, and commit it on the target branch`);
    for (const wants of result.strict_wants) this.output.note(`with --strict no change could pass: ${wants}`);
  }
}

const oneOf = <Word extends string>(option: string, words: readonly Word[], given: string): Word => {
  const found = words.find((word) => word === given);
  if (found !== undefined) return found;
  throw new OpenSessionError('usage', `expected ${option} with ${words.join(', ')}, found ${given.slice(0, 100)}`);
};
