/** Runs the command line in this process, its output collected: for what no process of its own is needed. */
import { Writable } from 'node:stream';
import { run } from '../../src/cli/run.ts';
import type { CliRun } from './run-cli.ts';

export interface HereOptions {
  readonly terminal?: boolean;
  /** Of the terminal. */
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: { readonly [name: string]: string | undefined };
}

export const runHere = async (argv: readonly string[], options: HereOptions = {}): Promise<CliRun> => {
  const [stdout, stderr] = [collector(options), collector(options)];
  const code = await run(argv, { stdout: stdout.stream, stderr: stderr.stream }, options.env ?? {});
  return { code, stdout: stdout.text(), stderr: stderr.text() };
};

interface Collector {
  readonly stream: Writable & { readonly isTTY: boolean };
  text(): string;
}

const collector = ({ terminal = false, columns, rows }: HereOptions): Collector => {
  const pieces: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write: (piece, _encoding, done) => {
      pieces.push(String(piece));
      done();
    },
  });
  return {
    stream: Object.assign(stream, {
      isTTY: terminal,
      ...(columns === undefined ? {} : { columns }),
      ...(rows === undefined ? {} : { rows }),
    }),
    text: () => pieces.join(''),
  };
};
