import type { Scratch } from './enclosing-command.ts';
import type { EnclosedCommand, EnclosedEnd } from './isolation.ts';
import type { IsolationPlace } from './isolation-place.ts';
import { endMarked, endOnce } from './left-behind.ts';
import { type BoundedEnd, runBounded } from './run-bounded.ts';
import { withScratch } from './scratch.ts';
import { seenPaths } from './seen-paths.ts';

/**
 * Runs a command as whoever runs this is: in a clean environment, with a limit, and with an end of what it started as far
 * as that can be found. For a job of which nothing but the conclusion is used.
 */
export const runOpenly = (
  place: IsolationPlace,
  command: EnclosedCommand,
  fill: (dir: string) => Promise<void>,
): Promise<EnclosedEnd> =>
  withScratch(place.tmp, async (scratch) => {
    await fill(scratch.head);
    const unisolated = 'it was asked for without';
    const began = performance.now();
    if (command.setup !== '') {
      const { code, ended, output } = await openly(place, { ...command, command: command.setup }, scratch);
      if (code !== 0) return { code, ended: ended ?? 'setup', output, unisolated };
    }
    const limitMs = Math.max(1, command.limitMs - (performance.now() - began));
    const { code, ended, output } = await openly(place, { ...command, limitMs }, scratch);
    return { code, ended, output, unisolated };
  });

const openly = async (
  place: IsolationPlace,
  { command, cwd, limitMs }: EnclosedCommand,
  { head, tmp }: Scratch,
): Promise<BoundedEnd> => {
  const marker = crypto.randomUUID();
  const entry = `OPENSESSION_RERUN=${marker}`;
  const ended = await runBounded({
    argv: ['sh', '-c', `cd "./$0" || exit 127\n${command}`, cwd],
    cwd: head,
    env: { ...toolsOf(place), TMPDIR: tmp, LANG: 'C.UTF-8', CI: 'true', OPENSESSION_RERUN: marker },
    limitMs,
    endAll: () => void endOnce(entry),
  });
  await endMarked(entry);
  return ended.failed === null ? ended : { ...ended, output: ended.failed };
};

/** Where tools are installed; nothing else of the environment is passed on. */
const TOOLS = ['HOME', 'CARGO_HOME', 'RUSTUP_HOME', 'JAVA_HOME', 'GOROOT', 'DOTNET_ROOT', 'SystemRoot'];

const toolsOf = (place: IsolationPlace): { readonly [name: string]: string } => ({
  // no program of the repository; all else is the job's own choice
  PATH: seenPaths(place.env['PATH'] ?? '', { hidden: place.hidden, home: null, isOther: true }).path,
  ...Object.fromEntries(TOOLS.flatMap((name) => (place.env[name] === undefined ? [] : [[name, place.env[name]]]))),
});
