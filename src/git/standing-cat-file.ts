import { isAbsolute, relative, sep } from 'node:path';
import { type CatFile, type Question, startCatFile, type Where } from './cat-file-process.ts';
import type { GitOptions } from './git.ts';
import { DEFAULT_LIMIT, type Finished } from './spawn-git.ts';

/**
 * `cat-file` processes that stay for the next question about the same place: a command asks ten times, and to start a
 * process takes longer than to answer. What they say is to the byte what `--batch` and `--batch-check` say.
 */
export interface StandingCatFiles {
  /** undefined: the command is no such question, or is bounded in time. @throws git_missing, git_failed, interrupted */
  answer(args: readonly string[], options: GitOptions): Promise<Finished> | undefined;
  /** Ends those that work in a directory, or with objects in it: it is about to be deleted. */
  leave(dir: string): Promise<void>;
}

export const standingCatFiles = (): StandingCatFiles => {
  const places = new Map<string, Place>();
  return {
    answer: (args, options) => {
      const question = questionIn(args, options);
      if (question === null) return undefined;
      const { cwd, env = {} } = options;
      const command = [...args.slice(0, -2), 'cat-file', '--batch-command', '--buffer'];
      const key = JSON.stringify([cwd, command, env]);
      const place = places.get(key) ?? openPlace(command, { cwd, env });
      places.set(key, place);
      return place.answer(question);
    },
    leave: async (dir) => {
      const inside = [...places].filter(([, { directories }]) => directories.some((path) => isIn(dir, path)));
      for (const [key] of inside) places.delete(key);
      await Promise.all(inside.map(([, place]) => place.end()));
    },
  };
};

const questionIn = (args: readonly string[], options: GitOptions): Question | null => {
  const [command, mode] = args.slice(-2);
  if (command !== 'cat-file' || (mode !== '--batch' && mode !== '--batch-check')) return null;
  const { stdin, timeoutMs, signal, onOutput, limit = DEFAULT_LIMIT } = options;
  if (typeof stdin !== 'string' || stdin === '' || (timeoutMs ?? signal ?? onOutput) !== undefined) return null;
  return { hasContents: mode === '--batch', names: stdin.split('\n').slice(0, -1), limit };
};

/** On Windows what lies on another drive is told by an absolute path. */
const isIn = (dir: string, place: string): boolean => {
  const path = relative(dir, place);
  return path === '' || (path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path));
};

interface Place {
  /** That its processes work in, or are told of. */
  readonly directories: readonly string[];
  answer(question: Question): Promise<Finished>;
  end(): Promise<void>;
}

/** One process at a time, started when it is asked, and asked one question after the other. */
const openPlace = (args: readonly string[], { cwd, env }: Where): Place => {
  let standing: CatFile | null = null;
  let last: Promise<unknown> = Promise.resolve();
  /** One that was told to end may take its time. */
  const living = new Set<CatFile>();
  const start = (): CatFile => {
    const fresh = startCatFile(args, { cwd, env }, () => living.delete(fresh));
    living.add(fresh);
    return (standing = fresh);
  };
  const ask = async (question: Question): Promise<Finished> => {
    if (standing?.isOver() !== false) return start().answer(question);
    const finished = await standing.answer(question);
    // it had ended between two questions, and not for this one
    return isLost(finished) ? start().answer(question) : finished;
  };
  return {
    directories: [cwd, ...Object.values(env).filter((value) => isAbsolute(value))],
    answer: (question) => {
      const answer = last.then(() => ask(question));
      last = answer.catch(() => {});
      return answer;
    },
    end: async () => {
      await last;
      await Promise.all([...living].map((one) => one.end()));
    },
  };
};

const isLost = ({ code, stdout, stderr }: Finished): boolean => code !== 0 && stdout.length === 0 && stderr === '';
