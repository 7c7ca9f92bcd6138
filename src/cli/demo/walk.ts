/** Walks the demo's steps: says what comes, runs the real command in a home of its own, shows what it printed. */
import { Writable } from 'node:stream';
import type { Environment, Run } from '../command.ts';
import type { Streams } from '../output.ts';
import type { Relocated } from './relocate.ts';
import type { Step } from './steps.ts';

export interface Walked {
  readonly title: string;
  readonly command: string;
  readonly exit_code: number;
  readonly expected_exit_code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Walk {
  readonly steps: readonly Step[];
  readonly places: { readonly [scenario in Step['scenario']]: Relocated };
  readonly env: Environment;
  readonly run: Run;
  /** Of the terminal that the tour is told on; default 100. */
  readonly columns?: number | undefined;
  /** Hears each text of the tour as it comes. */
  readonly tell: (text: string) => Promise<void>;
}

export const walk = async (tour: Walk): Promise<readonly Walked[]> => {
  const walked: Walked[] = [];
  for (const [at, step] of tour.steps.entries()) {
    await tour.tell(`\n${at + 1}. ${step.title}\n   ${step.about}\n\n   $ ${commandOf(step)}\n`);
    const done = await runStep(step, tour);
    await tour.tell(`${shown(done, step)}   exit status ${done.exit_code}\n`);
    walked.push(done);
  }
  return walked;
};

const runStep = async (step: Step, { places, env, run, columns = 100 }: Walk): Promise<Walked> => {
  const place = places[step.scenario];
  const [stdout, stderr] = [collector({ columns: columns - MARGIN.length }), collector(null)];
  const streams: Streams = { stdout: stdout.stream, stderr: stderr.stream };
  const exit = await run([...step.argv, '--cwd', place.repo], streams, environment(env, place.home));
  return {
    title: step.title,
    command: commandOf(step),
    exit_code: exit,
    expected_exit_code: step.exit,
    stdout: stdout.text(),
    stderr: stderr.text(),
  };
};

const commandOf = (step: Step): string => ['opensession', ...step.argv].join(' ');

/** What moves the stores of agents is taken away: the demo reads its own sessions and no others. */
const environment = (env: Environment, home: string): Environment => {
  const kept = ['PATH', 'Path', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'PATHEXT'].map(
    (name) => [name, env[name]] as const,
  );
  return { ...Object.fromEntries(kept), HOME: home, USERPROFILE: home, GIT_CONFIG_NOSYSTEM: '1', NO_COLOR: '1' };
};

/** Where stdout looks like a terminal, commands print text for people. */
const collector = (
  terminal: { readonly columns: number } | null,
): { readonly stream: Streams['stdout']; text(): string } => {
  const pieces: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write: (piece, _encoding, done) => {
      pieces.push(String(piece));
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY: terminal !== null, ...terminal }), text: () => pieces.join('') };
};

const MARGIN = '   │ ';

const shown = ({ stdout, stderr }: Walked, { lines = 30 }: Step): string => {
  const all = `${stdout}${stdout === '' || stdout.endsWith('\n') ? '' : '\n'}${stderr}`.trimEnd().split('\n');
  const cut = all.length > lines ? [...all.slice(0, lines), `… (${all.length - lines} more lines)`] : all;
  return `${cut.map((line) => `${MARGIN}${line}`.trimEnd()).join('\n')}\n`;
};
