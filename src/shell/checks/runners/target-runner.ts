import type { CheckKind } from '../../../domain/handoff.ts';
import type { CheckTool } from '../tool.ts';

/** A program that runs named targets of the project. */
export interface TargetRunner extends Pick<
  CheckTool,
  | 'values'
  | 'narrows'
  | 'narrowing'
  | 'aliases'
  | 'voids'
  | 'hollow'
  | 'masks'
  | 'variants'
  | 'modes'
  | 'neutral'
  | 'stricter'
> {
  readonly program: string;
  /** How it is called where program and target alone would be another check: `deno task test` is not `deno test`. */
  readonly called?: string;
  /** Words of which one comes before the targets: `run` of `turbo run`. */
  readonly verbs?: string;
  /** The verb may be left out. */
  readonly verbOptional?: true;
  /** All operands are targets; else the first is, and the others are for it. */
  readonly many?: true;
  /** A word between targets that each have words of their own. */
  readonly between?: string;
  /** Targets whose kind the name does not tell. */
  readonly kinds?: { readonly [target: string]: CheckKind };
  /** Targets that add nothing to what the check is: `clean`. */
  readonly fillers?: string;
  /** Without any target. */
  readonly bare?: CheckKind;
  /** Targets hold a project: `:app:test`, `app:test`, `test:unit` of moon. */
  readonly projects?: 'before' | 'after';
  /** Options that take the tests out of a build: the build stays a check, a test run is void. */
  readonly withoutTests?: string;
}
