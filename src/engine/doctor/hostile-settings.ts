import { type DoctorCheck, told } from './doctor-check.ts';

/** Keys whose values git runs as programs, in lower case as git prints them. Hook managers use core.hooksPath: it is none. */
const RUNS =
  /^(?:core\.(?:fsmonitor|sshcommand|gitproxy|alternaterefscommand|askpass)|diff\.external|diff\..*\.(?:command|textconv)|merge\..*\.driver|filter\..*\.(?:clean|smudge|process)|gpg\..*program|gpg\.program|uploadpack\.packobjectshook|credential(?:\..*)?\.helper)$/;
const SWITCH = /^(?:true|false|yes|no|on|off|[01])?$/i;
/** What these run belongs to a known tool. */
const KNOWN = /^filter\.lfs\./;

export const hostileSettings: DoctorCheck = {
  id: 'repository_settings',
  description: 'the repository itself names no program that git would run',
  look: (_, examined) =>
    (examined?.config ?? [])
      .filter(({ scope, key }) => (scope === 'local' || scope === 'worktree') && RUNS.test(key) && !KNOWN.test(key))
      .filter(({ value }) => !SWITCH.test(value ?? ''))
      .map(({ key, value }) =>
        told(
          'note',
          `${key} of this repository names a program: ${(value ?? '').slice(0, 200)}; opensession runs none of them, git does`,
        ),
      ),
};
