import { programName } from './directories.ts';
import { foreignScript } from './foreign-script.ts';
import { givenText } from './given-text.ts';
import type { InnerScript } from './inner-script.ts';
import { isNoglobOption, startsNoglob } from './noglob.ts';
import { severalScripts } from './several.ts';
import type { GivenText } from './given-input.ts';
import { type Token, token } from './tokens.ts';

const SHELLS: ReadonlySet<string> = new Set(['bash', 'sh', 'zsh', 'dash', 'ksh', 'ash']);
const FOREIGN: ReadonlySet<string> = new Set(['cmd', 'powershell', 'pwsh']);

/**
 * The script of `bash -lc '…'`, `sh -ec …`, `cmd /c …`, `powershell -Command …`, `ssh host …`, `run-p a b` and the like;
 * undefined for any other command.
 * @param input what a shell is given to read (`bash <<EOF`, `cat <<EOF | bash`), where the line holds it
 */
export const scriptOf = (tokens: readonly Token[], input?: GivenText): InnerScript | undefined => {
  const [program, ...rest] = tokens;
  const name = programName(program?.value ?? '').toLowerCase();
  if (SHELLS.has(name)) return posixScript(name, rest, input);
  if (FOREIGN.has(name)) return foreignScript(name, rest);
  const given = givenText(name, rest) ?? (name === 'ssh' ? loginShell(rest, input) : undefined);
  const handed = handsOn(name, rest) ? input : undefined;
  return (given === undefined ? undefined : shellBehind(given, handed)) ?? severalScripts(name, rest);
};

/** What it is given reaches the program there: not with `ssh -n`, and of `kubectl exec` with `-i` alone. */
const handsOn = (name: string, words: readonly Token[]): boolean => {
  const end = words.findIndex(({ value }) => value === '--');
  const own = words.slice(0, end === -1 ? undefined : end).map(({ value }) => value);
  if (name === 'ssh') return !own.some((word) => /^-[A-Za-z]*[nf][A-Za-z]*$/.test(word));
  return (name !== 'kubectl' && name !== 'oc') || own.some((word) => /^(?:-[it]*i[it]*|--stdin(?:=true)?)$/.test(word));
};

/** `ssh host <<EOF` */
const loginShell = (words: readonly Token[], input: GivenText | undefined): InnerScript | undefined =>
  input === undefined ? undefined : givenText('ssh', [...words, token('sh')]);

/** `ssh host bash -s <<EOF`: the shell there reads what the program is given. */
const shellBehind = (given: InnerScript, input: GivenText | undefined): InnerScript => {
  const [program = '', ...words] = given.text.trim().split(/\s+/);
  const name = programName(program);
  if (!SHELLS.has(name)) return given;
  const script = posixScript(name, words.map(token), input);
  return script?.fromInput === true ? { ...given, ...script } : given;
};

const posixScript = (shell: string, words: readonly Token[], input: GivenText | undefined): InnerScript | undefined => {
  const started = startedWith(shell, words);
  if (started === undefined) return undefined;
  const { command, operand, ...options } = started;
  if (command) return operand === undefined ? undefined : { text: operand, ...options };
  if (operand !== undefined || input === undefined) return undefined;
  const given = { text: input.text, ...options, fromInput: true } as const;
  return input.expanded ? { ...given, mask: 'expansion', expanded: true } : given;
};

interface Started {
  errexit: boolean;
  pipefail: boolean;
  noglob: boolean;
  /** `-c`: the operand is the text. */
  command: boolean;
  /** The first word that is no option. */
  operand: string | undefined;
}

/** How a shell is started; undefined where it runs nothing, or it is not known what. */
const startedWith = (shell: string, words: readonly Token[]): Started | undefined => {
  const started: Started = { errexit: false, pipefail: false, noglob: false, command: false, operand: undefined };
  for (let index = 0; index < words.length; index++) {
    const value = words[index]?.value ?? '';
    if (!/^[-+]./.test(value) || value === '--')
      return { ...started, operand: words[value === '--' ? index + 1 : index]?.value };
    if (VALUED.has(value)) index++;
    else if (!LONG.has(value)) {
      const option = /[oO]$/.test(value) ? words[++index]?.value : undefined;
      if (/^--|[nDt]/.test(value) || option === 'noexec' || option === 'onecmd') return undefined;
      setLetters(started, value, option);
      if (startsNoglob(shell, value)) started.noglob = true;
    }
  }
  return started;
};

const setLetters = (started: Started, value: string, option: string | undefined): void => {
  const on = value.startsWith('-');
  if (value.includes('c')) started.command = true;
  if (on && (value.includes('e') || option === 'errexit')) started.errexit = true;
  if (on && option === 'pipefail') started.pipefail = true;
  if (on && isNoglobOption(option)) started.noglob = true;
};

/** With another long option a shell may print something and run nothing: `--version`, `--dump-strings`. */
const LONG: ReadonlySet<string> = new Set(['--login', '--noprofile', '--norc', '--noediting', '--posix', '--verbose']);
const VALUED: ReadonlySet<string> = new Set(['--rcfile', '--init-file']);
