import { programName } from './directories.ts';
import { foreignScript } from './foreign-script.ts';
import { givenText } from './given-text.ts';
import { severalScripts } from './several.ts';
import type { Token } from './tokens.ts';

/** The text that a shell was given to run, and the options that it was started with. */
export interface InnerScript {
  readonly text: string;
  readonly errexit: boolean;
  readonly pipefail: boolean;
  /** It runs on another machine or in a container: where, the line does not tell. */
  readonly elsewhere?: true;
  /** Why the status of the text is lost. */
  readonly mask?: string;
}

const SHELLS: ReadonlySet<string> = new Set(['bash', 'sh', 'zsh', 'dash', 'ksh', 'ash']);
const FOREIGN: ReadonlySet<string> = new Set(['cmd', 'powershell', 'pwsh']);

/**
 * The script of `bash -lc '…'`, `sh -ec …`, `cmd /c …`, `powershell -Command …`, `ssh host …`, `run-p a b` and the like;
 * undefined for any other command.
 * @param input what a shell is given to read (`bash <<EOF`, `cat <<EOF | bash`), where the line holds it
 */
export const scriptOf = (tokens: readonly Token[], input?: string): InnerScript | undefined => {
  const [program, ...rest] = tokens;
  const name = programName(program?.value ?? '').toLowerCase();
  if (SHELLS.has(name)) return posixScript(rest, input);
  if (FOREIGN.has(name)) return foreignScript(name, rest);
  return givenText(name, rest) ?? severalScripts(name, rest);
};

const posixScript = (words: readonly Token[], input: string | undefined): InnerScript | undefined => {
  const options = { errexit: false, pipefail: false };
  let command = false;
  for (let index = 0; index < words.length; index++) {
    const value = words[index]?.value ?? '';
    if (!/^[-+]./.test(value)) return command ? { text: value, ...options } : undefined;
    if (value.startsWith('--')) {
      if (value === '--rcfile' || value === '--init-file') index++;
      continue;
    }
    const on = value.startsWith('-');
    if (/[nD]/.test(value)) return undefined;
    if (value.includes('c')) command = true;
    if (on && value.includes('e')) options.errexit = true;
    if (!/[oO]$/.test(value)) continue;
    const option = words[++index]?.value;
    if (on) setByName(options, option);
  }
  return command || input === undefined ? undefined : { text: input, ...options };
};

const setByName = (options: { errexit: boolean; pipefail: boolean }, name: string | undefined): void => {
  if (name === 'errexit') options.errexit = true;
  if (name === 'pipefail') options.pipefail = true;
};
