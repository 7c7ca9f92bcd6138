/** Work packages as shown: bounded, numbered without gaps, with what each needs done before it. */
import type { RedactedText, WorkPackage } from '../../domain/handoff.ts';
import type { PackageFact, SessionFacts } from '../facts.ts';
import { utcOf } from '../time-span.ts';
import type { Cuts } from './cuts.ts';
import { ITEMS, TEXT } from './limits.ts';

export type Package = Omit<WorkPackage, 'evidence_refs'>;
type Fact = PackageFact<RedactedText>;

/**
 * Those shown: of many the first few and the last. Their files are those that the session changed in the end; a scratch
 * file left no trace that a package could claim.
 */
export const shownPackages = (facts: SessionFacts<RedactedText>, cuts: Cuts): readonly Fact[] => {
  const changed = new Set<string>(facts.files.map(({ path }) => path));
  const packages = facts.packages.map((fact) => ({ ...fact, files: fact.files.filter((path) => changed.has(path)) }));
  cuts.count('work_packages', facts.packages_left_out ?? 0);
  const { packagesFirst, packagesLast } = ITEMS;
  if (packages.length <= packagesFirst + packagesLast) return packages;
  cuts.count('work_packages', packages.length - packagesFirst - packagesLast);
  return [...packages.slice(0, packagesFirst), ...packages.slice(-packagesLast)];
};

export const composePackages = (shown: readonly Fact[], planned: boolean, cuts: Cuts): readonly Package[] => {
  const dependencies = dependenciesOf(shown, planned);
  return shown.map((fact, index) => ({
    id: fact.id,
    title: cuts[fact.origin === 'prompt' ? 'prompt' : 'line']('work_packages.title', fact.title, TEXT.title),
    status: fact.status,
    sequence: index + 1,
    origin: fact.origin,
    ...at('started_at', fact.first?.at),
    ...at('completed_at', fact.completed?.at),
    ...(fact.outcome === undefined ? {} : { outcome: cuts.text('work_packages.outcome', fact.outcome, TEXT.outcome) }),
    depends_on: dependencies[index] ?? [],
    files: cuts.list('work_packages.files', fact.files, ITEMS.filesOfPackage),
    commands: cuts
      .list('work_packages.commands', fact.commands, ITEMS.commandsOfPackage)
      .map((command) => cuts.line('work_packages.commands.text', command, TEXT.command)),
  }));
};

const at = <Key extends string>(key: Key, time: string | undefined): { readonly [key in Key]?: string } => {
  const utc = time === undefined ? null : utcOf(time);
  return utc === null ? {} : ({ [key]: utc } as { readonly [key in Key]?: string });
};

/**
 * What a plan says of its own items stands; for the rest, the nearest packages before it that changed one of its files.
 * Only those before it, so that nothing waits for itself in a circle that the plan did not make.
 */
const dependenciesOf = (shown: readonly Fact[], planned: boolean): readonly (readonly string[])[] => {
  const ids = new Set(shown.map(({ id }) => id));
  const lastToChange = new Map<string, string>();
  return shown.map((fact) => {
    const shared = fact.files.flatMap((path) => lastToChange.get(path) ?? []);
    for (const path of fact.files) lastToChange.set(path, fact.id);
    return planned && fact.origin === 'plan' ? fact.depends_on.filter((id) => ids.has(id)) : [...new Set(shared)];
  });
};

/** The agent's plan speaks of dependencies, so that an item without any has none. */
export const statesDependencies = (facts: readonly Fact[]): boolean =>
  facts.some(({ origin, depends_on }) => origin === 'plan' && depends_on.length > 0);
