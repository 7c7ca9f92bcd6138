import { asArray, asString, field } from '../../domain/json.ts';

/** What a shell call runs. */
export interface ShellCall {
  readonly command: string;
  readonly cwd: string | undefined;
  /** The words, where the log has them as a list. */
  readonly argv: readonly string[] | undefined;
}

/** Names under which Codex and its forks offered a shell. `exec` is not one: its input is a program (code mode). */
export const SHELL_TOOLS: ReadonlySet<string> = new Set([
  'exec_command',
  'shell',
  'shell_command',
  'container.exec',
  'local_shell',
  'run_shell_command',
]);

/** Command line and directory of a shell call's arguments (`cmd`, `command` as text or words, `workdir`). */
export const shellCall = (args: unknown): ShellCall | undefined => {
  const cwd =
    asString(field(args, 'workdir')) ?? asString(field(args, 'cwd')) ?? asString(field(args, 'working_directory'));
  const command = field(args, 'cmd') ?? field(args, 'command');
  if (typeof command === 'string') return { command, cwd: plainPath(cwd), argv: undefined };
  const words = asArray(command).filter((word) => typeof word === 'string');
  if (words.length === 0) return undefined;
  return { command: commandLine(words), cwd: plainPath(cwd), argv: words };
};

/** The command line of a list of words: the script itself where it is only handed to a shell. */
export const commandLine = (words: readonly string[]): string => {
  const shell = (words[0] ?? '').split(/[\\/]/).at(-1)?.toLowerCase() ?? '';
  if (/^(?:ba|z|da|k|a)?sh(?:\.exe)?$/.test(shell) && words.length === 3 && /^-[a-z]*c$/.test(words[1] ?? '')) {
    return words[2] ?? '';
  }
  if (/^(?:powershell|pwsh)(?:\.exe)?$/.test(shell)) {
    const flag = words.findIndex((word) => /^-c(?:ommand)?$/i.test(word));
    if (flag !== -1 && flag === words.length - 2) return words.at(-1) ?? '';
  }
  return words.map(quoted).join(' ');
};

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** A path, also where it is written as a `file:` URI (0.169). */
export const plainPath = (path: string | undefined): string | undefined => {
  if (path === undefined || !path.startsWith('file://')) return path;
  const raw = path.slice('file://'.length);
  return decoded(/^\/[A-Za-z]:/.test(raw) ? raw.slice(1) : raw);
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not escaped after all
  }
};
