/** The recorded sessions of real agents, each with what a handoff of it must hold. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Relocated, relocate } from '../../src/cli/demo/relocate.ts';

export const RECORDED = join(import.meta.dirname, '../fixtures/recorded');
export const SCENARIOS = join(import.meta.dirname, '../fixtures/scenarios');

/** What the scenario says of the session, whoever recorded it. */
export interface Truth {
  /** The handoff's objective begins with it. */
  readonly objective: string;
  readonly modified: readonly string[];
  readonly created: readonly string[];
  readonly deleted: readonly string[];
  readonly renamed?: readonly (readonly [from: string, to: string])[];
  readonly checks: readonly {
    readonly command: string;
    readonly final: string;
    readonly runs: readonly string[];
    readonly stale?: boolean;
  }[];
  readonly openQuestions: number;
  readonly unresolvedFailures: number;
  readonly strictPasses: boolean;
  /** Placeholders of values that must appear in no output. */
  readonly secrets?: readonly string[];
  readonly subagents?: number;
}

export interface Recording {
  readonly agent: string;
  readonly scenario: string;
  readonly truth: Truth;
}

export const recordings = (): readonly Recording[] =>
  readdirSync(RECORDED).flatMap((agent) =>
    readdirSync(join(RECORDED, agent)).map((scenario) => ({ agent, scenario, truth: truthOf(scenario) })),
  );

const scenarioOf = (scenario: string): { readonly truth: Truth; readonly prompts: readonly string[] } =>
  JSON.parse(readFileSync(join(SCENARIOS, `${scenario}.json`), 'utf8'));

export const truthOf = (scenario: string): Truth => scenarioOf(scenario).truth;

/** How many prompts a person types in it. */
export const promptsOf = (scenario: string): number => scenarioOf(scenario).prompts.length;

/** Values for the placeholders of the `leaky` scenario, shaped like the real thing and made up at run time. */
export const madeUpSecrets = (): { readonly [name: string]: string } => {
  const random = (length: number, alphabet: string): string =>
    Array.from({ length }, () => alphabet[Math.floor(Math.random() * alphabet.length)]).join('');
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return {
    AWS_ID: ['AK', 'IA', random(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')].join(''),
    AWS_KEY: random(40, letters),
    GITHUB: ['gh', 'p_', random(36, letters)].join(''),
    PASSWORD: `${random(6, letters)}!${random(5, letters)}`,
  };
};

export interface Placed extends Relocated {
  readonly secrets: { readonly [name: string]: string };
  remove(): void;
}

/** As a person makes one up: no rule knows it by its shape. */
export const chosenSecret = (): string => {
  const some = (alphabet: string): string => alphabet.charAt(Math.floor(Math.random() * alphabet.length));
  const shape = ['BCDFGHKM', 'rstvwxz', '2345679', 'bcdfghk', 'RSTVWXZ', '!%^', '2345679', 'mnpqrst', 'BCDFGHK'];
  return shape.map(some).join('');
};

/** Puts a recording into a temporary home and repository of its own. */
export const place = async (
  { agent, scenario }: Pick<Recording, 'agent' | 'scenario'>,
  secrets = madeUpSecrets(),
): Promise<Placed> => {
  const to = mkdtempSync(join(tmpdir(), 'opensession-recorded-'));
  const relocated = await relocate({ recording: join(RECORDED, agent, scenario), to, secrets });
  return { ...relocated, secrets, remove: () => rmSync(to, { recursive: true, force: true }) };
};
