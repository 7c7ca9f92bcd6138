/** The plan as an event holds it. The event may come from a file of another writer: each item is looked at. */
import { ATTR, attribute, CUSTOM, type PlanItem } from '../../domain/event-attributes.ts';
import { asArray, asText, field } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { keepText } from '../keep-text.ts';

const MOST = 300;
const STATUSES: readonly PlanItem['status'][] = ['pending', 'in_progress', 'completed', 'cancelled', 'blocked'];

/** The items of a plan event, at most 300, each id once; undefined for every other event. */
export const planOf = (event: Event): readonly PlanItem[] | undefined => {
  if (event.event_type.type !== 'Custom' || event.event_type.data.kind !== CUSTOM.plan) return undefined;
  const items = new Map<string, PlanItem>();
  for (const value of asArray(attribute(event, ATTR.plan)).slice(0, MOST)) {
    const item = itemOf(value);
    if (item !== undefined && !items.has(item.id)) items.set(item.id, item);
  }
  return [...items.values()];
};

const itemOf = (value: unknown): PlanItem | undefined => {
  const id = asText(field(value, 'id'));
  const text = asText(field(value, 'text'));
  if (id === undefined || text === undefined) return undefined;
  const status = STATUSES.find((known) => known === field(value, 'status')) ?? 'pending';
  const needs = asArray(field(value, 'depends_on')).flatMap((other) => asText(other) ?? []);
  return { id, text: keepText(text), status, ...(needs.length === 0 ? {} : { depends_on: needs.slice(0, MOST) }) };
};
