/** The agent's plan over time: what its last state says, and when each of its items was worked on. */
import type { PlanItem } from '../../domain/event-attributes.ts';
import type { Seen } from '../facts.ts';
import { closeSpan, createTrack, openSpan, type PackageTrack } from './package-track.ts';

interface Entry {
  item: PlanItem;
  readonly track: PackageTrack;
  /** Where the plan named it, by the index of the event. */
  readonly named: number[];
}

export interface PlanTrack {
  update(items: readonly PlanItem[], seen: Seen): void;
  command(text: string): void;
  /** Items of the plan's last state. */
  tracks(): readonly PackageTrack[];
  items(): readonly PlanItem[];
  /** The last plan, or one that it grew from, was named or worked on at an event in the range. */
  isNamedIn(from: number, to: number): boolean;
}

export const createPlanTrack = (): PlanTrack => {
  let entries: readonly Entry[] = [];
  return {
    update: (items, seen) => {
      if (items.length === 0) {
        clear(entries, seen);
        return;
      }
      const free = [...entries];
      entries = items.map((item, position) => moved(taken(item, position, free), item, seen));
      for (const { track } of free) closeSpan(track, seen.index);
    },
    command: (text) => {
      for (const { item, track } of entries) if (item.status === 'in_progress') track.commands.push(text);
    },
    tracks: () => {
      const ids = new Map(entries.map(({ item, track }) => [item.id, track.id]));
      for (const { item, track } of entries) {
        const needs = (item.depends_on ?? []).flatMap((id) => ids.get(id) ?? []);
        track.depends_on = [...new Set(needs)].filter((id) => id !== track.id);
      }
      return entries.map(({ track }) => track);
    },
    items: () => entries.map(({ item }) => item),
    isNamedIn: (from, to) => entries.some(({ named }) => named.some((index) => index >= from && index < to)),
  };
};

const MOST_NAMED = 1000;

/** An agent that clears its plan keeps what was done of it; the rest it gave up. */
const clear = (entries: readonly Entry[], seen: Seen): void => {
  for (const { item, track } of entries) {
    closeSpan(track, seen.index);
    if (item.status !== 'completed') track.status = 'cancelled';
  }
};

/**
 * The entry of an item, taken out of those of the state before. Ids are places in a list for some agents, so an item is
 * the same one only when its text is the same as well.
 */
const taken = (item: PlanItem, position: number, free: Entry[]): Entry => {
  const exact = free.findIndex((entry) => entry.item.id === item.id && entry.item.text === item.text);
  const at = exact >= 0 ? exact : free.findIndex((entry) => entry.item.text === item.text);
  const id = `plan-${position + 1}`;
  const [same] = at < 0 ? [] : free.splice(at, 1);
  if (same === undefined) return { item, track: createTrack(id, 'plan', item.text), named: [] };
  same.track.id = id;
  return same;
};

const moved = (entry: Entry, item: PlanItem, seen: Seen): Entry => {
  const { track } = entry;
  entry.item = item;
  if (entry.named.length < MOST_NAMED) entry.named.push(seen.index);
  else entry.named[MOST_NAMED - 1] = seen.index;
  track.status = item.status;
  if (item.status === 'in_progress') {
    track.first ??= seen;
    track.completed = null;
    openSpan(track, seen.index);
    return entry;
  }
  closeSpan(track, seen.index);
  if (item.status === 'completed') track.completed ??= seen;
  else track.completed = null;
  return entry;
};
