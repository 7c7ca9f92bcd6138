import type { JudgedArtifact } from '../../domain/judgement.ts';

/** Whether it is what whoever runs the gate names: `ID` or `ID@VERSION`, of any origin. */
export const isAsked = ({ id, version }: JudgedArtifact, asked: string): boolean => {
  const [name, pin = ''] = asked.split('@');
  return id.slice(id.indexOf(':') + 1) === name && version.startsWith(pin);
};
