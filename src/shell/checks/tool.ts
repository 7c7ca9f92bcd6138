import type { CheckKind } from '../../domain/handoff.ts';

/**
 * One way to verify something. Lists of options are written as one string with blanks between them; an option that is
 * in no list and not known to be harmless makes it another check. `--help`, `--version` and the like run nothing, whatever the tool.
 */
export interface CheckTool {
  /** As people write it, with the subcommand: `cargo test`. It is the name of the check. */
  readonly name: string;
  readonly kind: CheckKind;
  /** Other programs that are the same tool. Without: the first word of the name. */
  readonly programs?: string;
  /** The subcommand and its aliases, '' for none. Without: the second word of the name. */
  readonly verbs?: string;
  /** First words that make no difference: `run` of `vitest run`. */
  readonly optional?: string;
  /** First words with which it is no such check. */
  readonly refuses?: string;
  /** Options of which one has to be there: `--check` of prettier. */
  readonly needs?: string;
  /** Needed options count only before the first operand: what stands after it belongs to a script. */
  readonly early?: true;
  /** Options with which it changes files instead. */
  readonly unless?: string;
  /** Options with a value that makes no difference. */
  readonly values?: string;
  /** Options with a value that name a part of the whole. */
  readonly narrows?: string;
  /** Options without a value that pick a part of the whole. */
  readonly narrowing?: string;
  /** Options with a value, and options without one, that make it another check. */
  readonly variants?: string;
  readonly modes?: string;
  /** Options with a value that make no difference with just this one: `--max-warnings=0`. */
  readonly neutral?: string;
  /** Options, or those with just this value, that ask for more: `-race`, `--max-warnings=0`. One in `values` too has any. */
  readonly stricter?: string;
  /** Long or other spellings: `--project=-p`. */
  readonly aliases?: string;
  /** Options with which it runs nothing. */
  readonly voids?: string;
  /** What is behind `--` is for another program: options with which that one runs nothing. The others narrow. */
  readonly handedVoids?: string;
  /** With which that one succeeds whatever it finds. */
  readonly handedMasks?: string;
  /** Options with which success may mean that nothing was run; its own summary tells. */
  readonly hollow?: string;
  /** Options (or `always`) with which it succeeds whatever it finds. */
  readonly masks?: string;
  /** What operands are: a part of the whole (`scope`, the default), what is checked anyway (`files`), nothing of note. */
  readonly operands?: 'scope' | 'files' | 'ignored';
  /** Operands and options that mean the whole. */
  readonly whole?: string;
  /** The scope when no operand is there: bare `go test` tests one package. */
  readonly bare?: string;
  /** Only with operands that are test files by name. */
  readonly testFiles?: true;
}
