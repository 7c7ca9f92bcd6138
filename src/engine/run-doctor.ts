import { OpenSessionError } from '../domain/errors.ts';
import type { ArtifactStore } from '../store/artifact-store.ts';
import {
  type Ailment,
  type DoctorCheck,
  type DoctorWorld,
  type Examined,
  type Fix,
  told,
} from './doctor/doctor-check.ts';
import { doctorChecks } from './doctor/index.ts';

export interface CheckResult {
  readonly check: string;
  readonly description: string;
  /** false: no repository is here; or it needs refs, and none can be read: the check of the repository says why. */
  readonly looked: boolean;
  readonly findings: readonly Finding[];
}

export interface Finding extends Omit<Ailment, 'fix'> {
  readonly fix: FixState | null;
}

export interface FixState {
  /** What would be done, or was. */
  readonly plan: string;
  readonly done: boolean;
  /** Why it was tried and not done. */
  readonly problem: string | null;
}

export interface Diagnosis {
  /** null: outside a repository only the machine is looked at. */
  readonly repository: string | null;
  readonly checks: readonly CheckResult[];
  /** Errors and warnings that are still there. */
  readonly open: number;
}

/** Looks at everything that fails silently. `fix`: mends what is ours to mend; nothing else is touched. */
export const runDoctor = async (world: DoctorWorld, how: { readonly fix: boolean }): Promise<Diagnosis> => {
  const examined = await examine(world);
  const checks: CheckResult[] = [];
  for (const check of doctorChecks) {
    const findings: Finding[] = [];
    const found = await lookAt(check, world, examined);
    for (const { fix, ...ailment } of found ?? []) {
      const planned = fix === null ? null : { plan: planOf(fix), done: false, problem: null };
      findings.push({ ...ailment, fix: fix !== null && how.fix ? await mended(world, examined, fix) : planned });
    }
    checks.push({ check: check.id, description: check.description, looked: found !== null, findings });
  }
  const open = checks
    .flatMap(({ findings }) => findings)
    .filter(({ severity, fix }) => severity !== 'note' && fix?.done !== true).length;
  return { repository: examined?.paths.root ?? examined?.paths.gitDir ?? null, checks, open };
};

/** null: not in a repository. */
const examine = async (world: DoctorWorld): Promise<Examined | null> => {
  try {
    const paths = await world.git.locate(world.cwd);
    const store = await world.store(world.cwd);
    const [config, listed] = await Promise.all([world.config(world.cwd), listOf(store)]);
    return { paths, store, config, ...listed };
  } catch (error) {
    if (error instanceof OpenSessionError && (error.code === 'not_a_repository' || error.code === 'git_missing'))
      return null;
    throw error;
  }
};

const listOf = async (store: ArtifactStore): Promise<Pick<Examined, 'artifacts' | 'refusal'>> => {
  try {
    const artifacts = await store.list();
    return { artifacts: () => artifacts, refusal: null };
  } catch (error) {
    if (!(error instanceof OpenSessionError) || error.code !== 'git_failed') throw error;
    const refuse = (): never => {
      throw error;
    };
    return { artifacts: refuse, refusal: error };
  }
};

/** A check that cannot look is a finding: the others look all the same. null: there is nothing here to look at, or it was told already. */
const lookAt = async (
  check: DoctorCheck,
  world: DoctorWorld,
  examined: Examined | null,
): Promise<readonly Ailment[] | null> => {
  try {
    const found = await check.look(world, examined);
    const isOutside = examined === null && check.ofMachine !== true;
    return isOutside && found.length === 0 ? null : found;
  } catch (error) {
    if (!(error instanceof OpenSessionError)) throw error;
    // what this clone left out is told by the check of that
    if (error.code === 'artifact_incomplete') return [];
    if (error.code === 'git_failed' && (examined?.refusal ?? null) !== null) return null;
    return [told('error', `it could not be looked at: ${error.message}`, error.hint ?? null)];
  }
};

const planOf = (fix: Fix): string => {
  switch (fix.kind) {
    case 'remove':
      return `remove ${fix.entry.path}`;
    case 'set-aside':
      return `move ${fix.ref} to ${fix.to} (${fix.commit})`;
    case 'unqueue':
      return `take ${fix.entry.artifact_id} out of the queue for ${fix.entry.address}`;
    case 'amend':
      return fix.plan;
  }
};

const mended = async (world: DoctorWorld, examined: Examined | null, fix: Fix): Promise<FixState> => {
  const plan = planOf(fix);
  try {
    if (fix.kind === 'set-aside') await examined?.store.setAside(fix.ref, fix.commit);
    else if (fix.kind === 'unqueue') await (await world.exchange(world.cwd)).unqueue(fix.entry);
    else if (fix.kind === 'amend') await examined?.store.archive.amendRemovals(fix.odd);
    else if (!world.upkeep.remove(fix.entry)) return { plan, done: false, problem: 'it has changed since it was seen' };
    return { plan, done: true, problem: null };
  } catch (error) {
    return { plan, done: false, problem: error instanceof Error ? error.message : String(error) };
  }
};
