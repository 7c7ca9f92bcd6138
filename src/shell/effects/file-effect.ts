import type { Swept } from '../../domain/swept.ts';

/** What one command plainly does to one path. Paths are relative to where the line began, or rooted (`/`, `~/`, `C:/`). */
export type FileEffect =
  /** Created or overwritten. `redirected`: also when the command fails. */
  | {
      readonly action: 'write';
      readonly path: string;
      readonly append: boolean;
      readonly redirected: boolean;
      /** It is a link, and where it leads; null: only the shell could tell. */
      readonly link?: string | null;
      /** It is a link by name, `ln -s`. */
      readonly soft?: true;
    }
  /** Created empty, or nothing. */
  | { readonly action: 'touch'; readonly path: string }
  /**
   * `undoes`: git put back what the index holds, or a commit that the line names (`commit`), which may be any. `mode`: of
   * whether it can be run alone.
   */
  | {
      readonly action: 'edit';
      readonly path: string;
      readonly undoes?: true;
      readonly commit?: true;
      readonly mode?: true;
    }
  /** `dir`: a directory with all below it too. `sure`: it would have failed if nothing was there. */
  | { readonly action: 'delete'; readonly path: string; readonly dir: boolean; readonly sure: boolean }
  | {
      readonly action: 'move' | 'copy';
      readonly from: string;
      readonly to: string;
      /** `to` is a path of its own for certain; else it may be a directory that `from` goes into. */
      readonly exact: boolean;
      readonly dir: boolean;
      /** It would have failed if there was a file at `to`. */
      readonly fresh: boolean;
    }
  | { readonly action: 'mkdir'; readonly path: string }
  /** A working tree of its own is gone: what lay in it was no file of this one. */
  | { readonly action: 'untree'; readonly path: string }
  | SweepEffect
  | UnnamedEffect;

/** Of names that only the shell could tell, or of a folder: what the trees tell of it. A doubt on checks it is by its unnamed effect. */
export interface SweepEffect extends Omit<Swept, 'again'> {
  readonly action: 'sweep';
}

/** Something may have changed whose path the line does not name: a doubt on what was checked before, never a claim. */
export interface UnnamedEffect {
  readonly action: 'unnamed';
  /** The directory (or file) at or below which it lies; null when that cannot be told either. */
  readonly below: string | null;
  /** Of the whole repository around `below`. */
  readonly wide: boolean;
  /** What did it, as one program and perhaps its subcommand: no words of a person, no secrets. */
  readonly by: string;
  /** true: it throws away what no commit holds. false: it brings that back. */
  readonly undoes?: boolean;
  /** What it names as git names a branch: if it is a folder, that is what was put back. */
  readonly folder?: string;
}
