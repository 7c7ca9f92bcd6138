import type { PlanItem } from '../../domain/event-attributes.ts';

/** The state of a plan's item, where a log names it as a handoff does; undefined for another word. */
export const planState = (word: unknown): PlanItem['status'] | undefined => STATES.find((state) => state === word);

const STATES: readonly PlanItem['status'][] = ['pending', 'in_progress', 'completed', 'cancelled', 'blocked'];
