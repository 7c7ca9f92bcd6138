import { retentionFindings } from '../../domain/retention-findings.ts';
import { type DoctorCheck, told } from './doctor-check.ts';

export const liveRefs: DoctorCheck = {
  id: 'live_refs',
  description: 'there are not more refs of artifacts than every push should be told of',
  look: (_, examined) =>
    retentionFindings(examined?.artifacts().length ?? 0).map(({ severity, message }) =>
      told(severity, message, 'opensession session handoff artifact archive --merged'),
    ),
};
