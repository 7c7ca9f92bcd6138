import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { arena, brokenPromises, userWork } from './arena.ts';
import { type Fault, ran } from './fault.ts';

const HOUR = 3600e3;
const YEAR = 365 * 24 * HOUR;
/** Offset of the clock in milliseconds, and the zone. */
const CLOCKS: readonly { readonly offset: number; readonly zone: string }[] = [
  { offset: 0, zone: 'UTC' },
  { offset: 10 * YEAR, zone: 'UTC' },
  { offset: -10 * YEAR, zone: 'UTC' },
  { offset: -HOUR, zone: 'Asia/Kathmandu' },
  { offset: 0, zone: 'America/St_Johns' },
  { offset: -56 * YEAR, zone: 'Europe/Berlin' },
];

/** The clock of the process jumps between saves; a save as such needs none but to date. */
export const clockJumps: Fault = {
  id: 'A13',
  name: 'clock jumps',
  target: 'all saved under ids of their own, none lost, none old, no negative duration, creation times stay',
  run: async (run) => {
    const at = arena(run, 'clock');
    userWork(at);
    const log = at.log('11111111-0000-4000-8000-000000000001');
    const rounds = run.form === 'long' ? 20 : 1;
    const reported: { ref: string; commit: string }[] = [];
    const problems: string[] = [];
    for (let round = 0; round < rounds; round++) {
      for (const clock of CLOCKS) {
        const env = { ...at.env, TZ: clock.zone, NODE_OPTIONS: `--import=${shifted(at.base, clock.offset)}` };
        for (const more of [[], ['--artifact-id', 'same']]) {
          const { code, stdout } = await at.cli(['session', 'handoff', 'save', log, ...more, '--json'], { env });
          if (code === 0) reported.push(JSON.parse(stdout));
          else problems.push(`${JSON.stringify(clock)}: ended with ${code}: ${stdout.slice(0, 200)}`);
        }
        const listed = await at.cli(['session', 'list', '--json'], { env });
        if (listed.code !== 0 || /"duration[a-z_]*": *-/.test(listed.stdout))
          problems.push(`session list: ${listed.stdout.slice(0, 200)}`);
      }
    }
    const old = ['session', 'handoff', 'artifact', 'archive', '--older-than', '90d', '--dry-run', '--json'];
    const archived = await at.cli(old);
    if (!archived.stdout.includes('"archived": 0')) problems.push(`old already: ${archived.stdout.slice(0, 200)}`);
    const refs = new Set(reported.map(({ ref }) => ref));
    if (refs.size !== rounds * CLOCKS.length + 1) problems.push(`${refs.size} refs`);
    problems.push(...(await brokenPromises(at, reported)));
    return ran(
      `${reported.length} saves under ${CLOCKS.length} clocks`,
      `${refs.size} distinct refs, all there`,
      problems,
    );
  },
};

/** A module that shifts what Node says of the time. */
const shifted = (dir: string, offset: number): string => {
  const path = join(dir, `clock-${offset}.mjs`);
  writeFileSync(
    path,
    `const Real = Date;
globalThis.Date = class extends Real {
  constructor(...args) { args.length === 0 ? super(Real.now() + ${offset}) : super(...args); }
  static now() { return Real.now() + ${offset}; }
};
`,
  );
  return path;
};
