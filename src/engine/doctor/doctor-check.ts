/** The contract of a check of an installation. One file each, listed in index.ts. */
import type { OpenSessionError } from '../../domain/errors.ts';
import type { Severity } from '../../domain/finding.ts';
import type { RepositoryPaths } from '../../git/git.ts';
import type { ConfigEntry } from '../../git/user-config.ts';
import type { ArtifactStore } from '../../store/artifact-store.ts';
import type { ArtifactEntry } from '../../store/kept-artifact.ts';
import type { OddRemoval } from '../../store/odd-removals.ts';
import type { QueueEntry } from '../../store/exchange/push-queue.ts';
import type { LeftEntry } from '../../store/upkeep.ts';
import type { World } from '../ports.ts';

export type DoctorWorld = Pick<
  World,
  | 'agents'
  | 'clock'
  | 'config'
  | 'cwd'
  | 'exchange'
  | 'files'
  | 'git'
  | 'logs'
  | 'place'
  | 'sessions'
  | 'store'
  | 'upkeep'
>;

/** The repository that is looked at, read once for all checks. */
export interface Examined {
  readonly paths: RepositoryPaths;
  readonly store: ArtifactStore;
  readonly config: readonly ConfigEntry[];
  /** @throws `refusal`: no check takes refs that cannot be read for none. */
  readonly artifacts: () => readonly ArtifactEntry[];
  /** Why no ref can be read; null: they can. */
  readonly refusal: OpenSessionError | null;
}

/** What would mend it: printed before it is done, and done only to what is still as it was seen. */
export type Fix =
  | { readonly kind: 'remove'; readonly entry: LeftEntry }
  | { readonly kind: 'set-aside'; readonly ref: string; readonly to: string; readonly commit: string }
  | { readonly kind: 'unqueue'; readonly entry: QueueEntry }
  | { readonly kind: 'amend'; readonly plan: string; readonly odd: readonly OddRemoval[] };

export interface Ailment {
  readonly severity: Severity;
  readonly what: string;
  /** What to run or do, where it is not ours to do, or what to try before `--fix`; null: `--fix` does it, or there is nothing to do. */
  readonly hint: string | null;
  readonly fix: Fix | null;
}

export interface DoctorCheck {
  /** Stable. */
  readonly id: string;
  readonly description: string;
  /** It looks also where no repository is. */
  readonly ofMachine?: true;
  /** @param examined null: outside a repository */
  look(world: DoctorWorld, examined: Examined | null): readonly Ailment[] | Promise<readonly Ailment[]>;
}

export const told = (severity: Severity, what: string, hint: string | null = null): Ailment => ({
  severity,
  what,
  hint,
  fix: null,
});
