/**
 * A real repository with a home of its own, a person and agents who work in it, and the real save side. Time is the
 * scene's own: each step is a minute after the last, commits, records of logs and files alike, so that no test waits.
 */
import { cpSync, lutimesSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildHandoffs } from '../../src/engine/build-handoff.ts';
import { derive } from '../../src/engine/derive.ts';
import type { World } from '../../src/engine/ports.ts';
import { publishSession } from '../../src/engine/publish-session.ts';
import { saveArtifact } from '../../src/engine/save-artifact.ts';
import { saveByHand } from '../../src/engine/save-by-hand.ts';
import { openWorld } from '../../src/open-world.ts';
import { claudeLog } from '../support/claude-log.ts';
import { gitEnv } from '../support/git-env.ts';
import { EPOCH, runShell, settleTimes } from './shell.ts';
import { templateOf } from './template.ts';

export interface Scene {
  /** Holds home and repository; other clones may be made beside them. */
  readonly base: string;
  readonly home: string;
  readonly dir: string;
  readonly env: { [name: string]: string };
  /** Runs a script of a person's shell there, as of the next minute (`$NOW`, in seconds). @returns its output, trimmed */
  readonly sh: (script: string, how?: Shell) => Promise<string>;
  /** A person writes a file. */
  readonly write: (path: string, text: string | Buffer) => void;
  readonly read: (path: string) => string;
  /** An agent begins to work: from here on its log is written. */
  readonly session: (how?: { readonly cwd?: string; readonly prompt?: string }) => AgentSession;
  /** `session handoff save --by-hand REASON PATHS…` */
  readonly byHand: (reason: string, ...paths: string[]) => Promise<void>;
  readonly world: (cwd?: string) => World;
}

export interface Shell {
  readonly cwd?: string;
  readonly input?: string | Buffer;
  /** Files keep the times that they got. */
  readonly asIs?: boolean;
}

export interface AgentSession {
  /** Its edit tools; the files are really written. */
  readonly write: (path: string, text: string) => void;
  readonly edit: (path: string, from: string, to: string) => void;
  /** It looks at a file. */
  readonly read: (path: string) => void;
  /** A shell command, run in truth and told with what came of it. */
  readonly sh: (command: string) => Promise<string>;
  /** A shell command that is only told, as the log of a session tells it: its output, and its exit code unless it is 0. */
  readonly ran: (
    command: string,
    how?: { readonly exit?: number; readonly output?: string; readonly background?: boolean },
  ) => void;
  /** `session handoff save` @returns commit of the version */
  readonly save: (id?: string) => Promise<string>;
  /** `publish upload FILE --git` */
  readonly publish: () => Promise<void>;
}

const MINUTE = 60;

export const openScene = async (given: {
  readonly policy?: string | undefined;
  readonly objectFormat?: 'sha256' | undefined;
}): Promise<Scene & { close(): void }> => {
  const base = mkdtempSync(join(tmpdir(), 'opensession-case-'));
  const home = join(base, 'home');
  const dir = join(base, 'repo');
  const env = gitEnv(home);
  let now = EPOCH;
  const template = await templateOf(given);
  cpSync(template, dir, { recursive: true, verbatimSymlinks: true });
  const step = (): number => (now += MINUTE);
  const world: Scene['world'] = (cwd = dir) => ({
    ...openWorld({ cwd, env, signingLimitMs: 60_000 }),
    clock: { now: () => new Date(now * 1000) },
  });
  const sh: Scene['sh'] = async (script, how = {}) => {
    const at = `@${step()} +0000`;
    const times = { GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at, NOW: String(now) };
    const output = await runShell(script, { cwd: how.cwd ?? dir, env: { ...env, ...times }, input: how.input });
    if (how.asIs !== true) settleTimes(how.cwd ?? dir, now);
    return output;
  };
  const put = (path: string, text: string | Buffer): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    lutimesSync(path, now, now);
  };
  const write: Scene['write'] = (path, text) => {
    step();
    put(join(dir, path), text);
  };
  const session: Scene['session'] = (how = {}) => {
    const cwd = how.cwd ?? dir;
    const number = ++sessions;
    const log = claudeLog(
      cwd,
      `11111111-0000-4000-8000-${String(number).padStart(12, '0')}`,
      () => new Date(now * 1000),
    );
    step();
    log.user(how.prompt ?? 'Make it better');
    return {
      write: (path, content) => {
        step();
        put(join(cwd, path), content);
        log.tool('Write', { file_path: join(cwd, path), content });
      },
      edit: (path, from, to) => {
        step();
        const text = readFileSync(join(cwd, path), 'utf8');
        if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
        put(
          join(cwd, path),
          text.replace(from, () => to),
        );
        log.tool('Edit', { file_path: join(cwd, path), old_string: from, new_string: to });
      },
      read: (path) => {
        step();
        log.tool('Read', { file_path: join(cwd, path) }, { text: readFileSync(join(cwd, path), 'utf8') });
      },
      sh: async (command) => {
        const output = await sh(command, { cwd });
        log.tool('Bash', { command }, { text: output });
        return output;
      },
      ran: (command, { exit = 0, output = '', background = false } = {}) => {
        step();
        const text = exit === 0 ? output : `Exit code ${exit}\n${output}`;
        const input = background ? { command, run_in_background: true } : { command };
        log.tool('Bash', input, { text, failed: exit !== 0 });
      },
      save: async (id = `session-${number}`) => {
        step();
        const source = { agent: 'claude-code', path: log.keep(home) } as const;
        const here = world(cwd);
        const saved = await saveArtifact(here, {
          sessions: await buildHandoffs(here, [source], { stamp: true }),
          derive: derive(here),
          artifactId: id,
        });
        return saved.commit ?? '';
      },
      publish: async () => {
        step();
        await publishSession(world(cwd), { file: log.keep(home) });
      },
    };
  };
  let sessions = 0;
  const byHand: Scene['byHand'] = async (reason, ...paths) => {
    step();
    await saveByHand(world(), { reason, paths, dryRun: false });
  };
  const read = (path: string): string => readFileSync(join(dir, path), 'utf8');
  const close = (): void => rmSync(base, { recursive: true, force: true, maxRetries: 5 });
  return { base, home, dir, env, sh, write, read, session, byHand, world, close };
};
