/** What one command plainly does to one path. Paths are relative to where the line began, or rooted (`/`, `~/`, `C:/`). */
export type FileEffect =
  /** Created or overwritten. `redirected`: also when the command fails. */
  | { readonly action: 'write'; readonly path: string; readonly append: boolean; readonly redirected: boolean }
  /** Created empty, or nothing. */
  | { readonly action: 'touch'; readonly path: string }
  | { readonly action: 'edit'; readonly path: string }
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
  | { readonly action: 'mkdir'; readonly path: string };
