import { type DoctorCheck, told } from './doctor-check.ts';

export const agentDirectories: DoctorCheck = {
  id: 'agent_directories',
  description: 'where agents keep their logs can be read',
  ofMachine: true,
  look: ({ agents, place, files }) =>
    agents.flatMap((agent) =>
      agent
        .roots(place)
        .filter((root) => files.isClosed(root))
        .map((root) =>
          told('warning', `${root} of ${agent.name} cannot be listed`, `see who may read it: ls -ld ${root}`),
        ),
    ),
};
