import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openIsolation } from '../../../src/isolation/open-isolation.ts';
import { type GateCase, notes, refuses, type Script } from '../gate-case.ts';

const POLICY = `[[required_checks]]
name = "tests"
command = "osn-runner --all"
rerun = true
timeout_seconds = 20
`;

/** The runner on the PATH is a link to where nothing isolated sees it; another one may stand behind it. */
const linked =
  (other: string | null): Script =>
  async ({ session, sh, base, dir }) => {
    // below /tmp a check has a directory of its own
    const place = mkdtempSync('/var/tmp/opensession-case-');
    chmodSync(place, 0o755);
    const program = (path: string, text: string): void => {
      mkdirSync(join(place, path, '..'), { recursive: true });
      writeFileSync(join(place, path), text, { mode: 0o755 });
    };
    program('elsewhere/osn-runner', '#!/bin/sh\nexit 0\n');
    mkdirSync(join(place, 'one/bin'), { recursive: true });
    symlinkSync('../../elsewhere/osn-runner', join(place, 'one/bin/osn-runner'));
    if (other !== null) program('two/bin/osn-runner', other);
    const agent = session();
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh('git commit -qam work');
    const env = { ...process.env, PATH: `${place}/one/bin:${place}/two/bin:${process.env['PATH'] ?? ''}` };
    const isolation = openIsolation({ env, hidden: [dir], tmp: base, uid: process.getuid?.() });
    return {
      world: (world) => ({ ...world, isolation: async () => isolation }),
      after: () => {
        rmSync(place, { recursive: true });
        return undefined;
      },
    };
  };

export const gateCase: GateCase = {
  title: 'the runner is a link out of what an isolated check sees: another version is run in its place, or none',
  policy: POLICY,
  ...notes('rerun_other_program'),
  script: {
    'another passes': linked('#!/bin/sh\nexit 0\n'),
    'another fails': {
      ...refuses('rerun_mismatch'),
      script: linked('#!/bin/sh\nexit 2\n'),
      also: ({ default: { findings } }) =>
        /exit status 2.*osn-runner.*was taken$/.test(findings[0]?.message ?? '') ? undefined : findings[0]?.message,
    },
    'there is none': {
      ...refuses('rerun_mismatch'),
      script: linked(null),
      also: ({ default: { findings } }) =>
        /exit status 127.*osn-runner.*nothing else/.test(findings[0]?.message ?? '') ? undefined : findings[0]?.message,
    },
  },
};
