import type { Policy } from '../../domain/policy.ts';
import type { World } from '../ports.ts';

export type GateWorld = Pick<World, 'signing' | 'isolation' | 'cwd' | 'version' | 'clock' | 'place' | 'hail'>;

/** Whom a policy of the target branch trusts. */
export interface Trusting {
  readonly policy: Policy;
  /** Paths of the target branch's own files; null: it has none. */
  readonly signers: string | null;
  readonly revoked: string | null;
  /** Ids of the root commits of the target branch. */
  readonly roots: () => Promise<readonly string[]>;
}
