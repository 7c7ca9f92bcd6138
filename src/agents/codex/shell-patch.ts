import { patchHeaders } from './patch-grammar.ts';

/** A patch that a shell command applies. */
export interface ShellPatch {
  /** Text of the patch. */
  readonly patch: string;
  /** Directory change before it, as written. */
  readonly dir: string | undefined;
  /** The command does nothing but apply the patch. */
  readonly alone: boolean;
}

const COMMAND = /(?:^|[\s;&|(])apply_?patch\s+<<-?\s*(['"]?)([A-Za-z_]\w*)\1/;
const DIRECTORY = /^\s*cd\s+(?:'([^']*)'|"([^"]*)"|([^\s;&|'"]+))\s*(?:&&|;)\s*$/;
/** Longer lines hold no such command: they are data. */
const MAX_LINE = 4096;
/** Each try reads what is left of the command. */
const MAX_TRIES = 8;

/**
 * Finds `apply_patch <<'EOT' … EOT` in a shell command, also after `cd DIR &&`. Codex runs such a command itself and
 * logs it as a call and a file change under one id; with anything else around it a shell runs it.
 */
export const findShellPatch = (script: string): ShellPatch | undefined => {
  if (!script.includes('*** Begin Patch')) return undefined;
  const lines = script.split('\n');
  let tries = 0;
  for (const [at, line] of lines.entries()) {
    const start = line.length > MAX_LINE ? null : COMMAND.exec(line);
    if (start === null) continue;
    if (++tries > MAX_TRIES) return undefined;
    const tag = start[2] ?? '';
    const end = lines.findIndex((each, index) => index > at && each.replace(/^\t+/, '').trimEnd() === tag);
    const patch = lines.slice(at + 1, end === -1 ? undefined : end).join('\n');
    if (patchHeaders(patch).length === 0) continue;
    const before = [...lines.slice(0, at), line.slice(0, start.index + leading(start[0]))].join('\n');
    const after = [line.slice(start.index + start[0].length), ...(end === -1 ? [] : lines.slice(end + 1))].join('\n');
    const cd = DIRECTORY.exec(before);
    return {
      patch,
      dir: cd?.[1] ?? cd?.[2] ?? cd?.[3],
      alone: after.trim() === '' && (before.trim() === '' || cd !== null),
    };
  }
  return undefined;
};

/** The separator before the command's name belongs to what stands before it. */
const leading = (match: string): number => (match.startsWith('apply') ? 0 : 1);
