import { parseCommandLine } from '../parse-command-line.ts';
import { isTrivial } from '../suspects.ts';
import type { IdentifiedCheck } from './identified.ts';

/** The name in `npm test`, `npm run lint`, `pnpm run test --workspaces`. */
const SCRIPT = /^(?:npm|pnpm|yarn|bun) (?:run )?([\w:.-]+)/;

/** `> name@1.0.0 test` or, in pnpm, with the directory after it; a package without a name has none. */
const HEAD = /^> (?:(?:@[\w.-]+\/)?[\w.-]+(?:@\S+)? )?([\w:.-]+)(?: \S*[/\\]\S*)?$/;

/** Of a long output only the begin and the end are looked at, in characters. */
const LOOKED_AT = 64 * 1024;
const MAX_SCRIPTS = 50;

/** Texts of the check's script as its package manager printed them when it ran; none where it prints none. */
const printedScripts = (name: string, output: string): readonly string[] => {
  const text = output.length > 2 * LOOKED_AT ? `${output.slice(0, LOOKED_AT)}\n${output.slice(-LOOKED_AT)}` : output;
  const lines = text.split('\n').map((line) => line.trimEnd());
  const found: string[] = [];
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1] ?? '';
    if (HEAD.exec(line)?.[1] === name && next.startsWith('> ') && found.length < MAX_SCRIPTS) found.push(next.slice(2));
  }
  return found;
};

/**
 * What the script that was really run, as npm printed it, says against its status: it may be another one than the
 * repository holds now. Null when it says nothing.
 */
export const printedDoubt = (check: IdentifiedCheck, output: string): IdentifiedCheck['doubts'][number] | null => {
  const name = SCRIPT.exec(check.tool)?.[1];
  const scripts = name === undefined || !output.includes('\n> ') ? [] : printedScripts(name, output);
  const readings = scripts.map(statusOf);
  const masked = readings.find((reading) => reading.mask !== null);
  if (masked !== undefined) return { kind: 'masked', detail: `its script: ${masked.mask ?? ''}` };
  if (readings.length === 0 || !readings.every(({ idle }) => idle)) return null;
  return { kind: 'void', detail: `its script runs nothing: ${scripts[0] ?? ''}` };
};

const statusOf = (text: string): { readonly idle: boolean; readonly mask: string | null } => {
  const { commands, parsed } = parseCommandLine(text);
  if (!parsed) return { idle: false, mask: null };
  const busy = commands.filter((command) => command.argv.length > 0 && !isTrivial(command));
  const masked = busy.every(({ verdict }) => verdict.onZero !== 'passed');
  return { idle: busy.length === 0, mask: busy.length > 0 && masked ? (busy[0]?.verdict.mask ?? null) : null };
};
